import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CredentialKind, TicketAccess } from "../../../shared/credentials.ts";
import type { Decision, Refusal } from "../../../shared/problems.ts";
import type { AccountApi } from "../account/api.ts";
import { type Asking, asking } from "../account/asking.ts";
import type { DeskApi, Person } from "../api.ts";
import type { Digest } from "../ticket/bytes.ts";
import type { AccessApi } from "./api.ts";
import { askEach, type Wanted } from "./ask-each.ts";
import { type ClipboardDoor, secretClipboard } from "./clipboard.ts";
import { createReveal, type RevealState } from "./reveal.ts";
import { createSignInAnew, type SignInAnewState } from "./sign-in-anew.ts";

/** What the engineer is doing with a ticket's access beside reading it; one thing at a time. */
export type Doing = ({ what: "ask" } & Wanted) | { what: "take-over" } | { what: "end"; credentialId: string };

export interface AccessState {
  /** Null until it was read. */
  access: ReadonlySignal<TicketAccess | null>;
  /** Why it could not be read, or read again; what was read before stays. */
  refusal: ReadonlySignal<Refusal | null>;
  doing: Signal<Doing | null>;
  asking: Asking;
  reveal: RevealState;
  signInAnew: SignInAnewState;
  /** May take a ticket from somebody else. */
  mayTakeOver: boolean;
  read(): Promise<void>;
  startAsking(): void;
  ask(): Promise<void>;
  unask(kind: CredentialKind): Promise<void>;
  take(): Promise<void>;
  end(credentialId: string): Promise<void>;
}

export interface AccessDeps {
  api: AccessApi;
  account: AccountApi;
  desk: Pick<DeskApi, "signIn" | "me">;
  person: Person;
  digest: Digest | null;
  clipboard: ClipboardDoor | null;
  /** While somebody signs in anew nothing else asks the server: it would find nobody there. */
  rests: Signal<boolean>;
  /** Told whether anything of the ticket could be revealed. */
  isLive: Signal<boolean>;
  /** The ticket and its access may be otherwise now. */
  onChanged: () => void;
  /** Somebody else sits here now. */
  onOther: () => Promise<void>;
}

export function createAccess(ticketId: string, deps: AccessDeps): AccessState {
  const { api, person } = deps;
  const access = signal<TicketAccess | null>(null);
  const refusal = signal<Refusal | null>(null);
  const doing = signal<Doing | null>(null);
  const form = asking(deps.onChanged);
  const reveal = createReveal({
    api,
    clipboard: secretClipboard(deps.clipboard, deps.digest),
    onRevealed: () => void read(),
  });
  let turn = 0;

  async function read(): Promise<void> {
    const mine = ++turn;
    const answer = await api.read(ticketId);
    if (mine !== turn) return;
    if (answer.ok) take(answer.value);
    else refusal.value = answer.refusal;
  }

  function take(found: TicketAccess): void {
    turn += 1;
    access.value = found;
    deps.isLive.value = found.credentials.some((credential) => credential.state === "live");
    refusal.value = null;
  }

  function act(call: () => Promise<Decision<TicketAccess>>): Promise<void> {
    return form.ask(call, (found) => {
      take(found);
      doing.value = null;
      deps.onChanged();
    });
  }

  return {
    access,
    refusal,
    doing,
    asking: form,
    reveal,
    signInAnew: createSignInAnew({ ...deps, onSignedIn: reveal.signedIn }),
    mayTakeOver: person.role === "operator" || person.senior === true,
    read,
    startAsking() {
      const found = access.value;
      const there = new Set([
        ...(found?.asked ?? []).map(({ kind }) => kind),
        ...(found?.credentials ?? []).filter(({ state }) => state === "live").map(({ kind }) => kind),
      ]);
      doing.value = { what: "ask", kinds: new Set(found?.needed.filter((kind) => !there.has(kind))), note: "" };
    },
    async ask() {
      const wanted = doing.value;
      if (wanted?.what === "ask" && wanted.kinds.size > 0) {
        await act(async () => (await askEach(wanted, (one) => api.ask({ ticketId, ...one }))) ?? api.read(ticketId));
      }
    },
    unask: (kind) => act(() => api.unask({ ticketId, kind })),
    take: () => act(() => api.take(ticketId)),
    end: (credentialId) => act(() => api.end(credentialId)),
  };
}
