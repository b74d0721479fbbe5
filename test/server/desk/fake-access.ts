import { v7 } from "uuid";
import type { AccessApi } from "../../../server/desk/access/api.ts";
import type {
  AccessLogEntry,
  CredentialSummary,
  LoginOutcome,
  ResellerAccess,
  RevealedSecret,
  TicketAccess,
} from "../../../shared/credentials.ts";
import type { Decision, Refusal } from "../../../shared/problems.ts";
import { at } from "./fake-api.ts";

/** The password of the fake server’s credential: what must be nowhere once its minute is over. */
export const canary = "canary-7Qw!tz-4411";

/** Access of one ticket, as plain state. A refusal put into `failing` is the answer to that call. */
export interface FakeAccess {
  api: AccessApi;
  access: TicketAccess;
  secret: RevealedSecret;
  reseller: ResellerAccess;
  failing: Partial<Record<keyof AccessApi, Refusal>>;
  /** A reveal is answered only when this is called. */
  release: (() => void) | null;
  hangs: boolean;
  asked: { name: keyof AccessApi; input: unknown }[];
}

export function login(changes: Partial<LoginOutcome> = {}): LoginOutcome {
  return { result: "ready", tls: null, certificate: null, hostKey: null, ...changes };
}

/** Files by SFTP, checked and in order. */
export function aCredential(changes: Partial<CredentialSummary> = {}): CredentialSummary {
  return {
    credentialId: v7(),
    kind: "ftp",
    protocol: "sftp",
    host: "files.shop.example",
    port: 22,
    user: "nl_s…",
    state: "live",
    end: null,
    handedOverAt: at,
    expiresAt: "2026-11-28T12:00:00.000Z",
    disableAskedAt: null,
    destroyedAt: null,
    pinned: null,
    check: { at, outcome: login() },
    proof: null,
    retest: null,
    ...changes,
  };
}

export function aDestroyed(end: CredentialSummary["end"], changes: Partial<CredentialSummary> = {}): CredentialSummary {
  return aCredential({ state: "destroyed", end, destroyedAt: at, ...changes });
}

export function fakeAccess(access: Partial<TicketAccess> = {}): FakeAccess {
  const state: FakeAccess = {
    access: {
      asked: [],
      credentials: [],
      log: [],
      assignee: null,
      isMine: false,
      revealsLeft: 10,
      needed: [],
      isShared: null,
      ...access,
    },
    secret: {
      loginUrl: null,
      host: "files.shop.example",
      port: 22,
      protocol: "sftp",
      user: "nl_support",
      secret: { by: "password", password: canary },
      folder: "/www",
      note: "",
    },
    reseller: { asked: [], credentials: [], escalations: [] },
    failing: {},
    release: null,
    hangs: false,
    asked: [],
    api: {
      read: (ticketId) => answer("read", ticketId, () => done(state.access)),
      ask: (input) =>
        answer("ask", input, () =>
          change({
            asked: [
              ...state.access.asked.filter(({ kind }) => kind !== input.kind),
              { kind: input.kind, at, note: input.note },
            ],
          }),
        ),
      unask: (input) =>
        answer("unask", input, () => change({ asked: state.access.asked.filter(({ kind }) => kind !== input.kind) })),
      take: (ticketId) =>
        answer("take", ticketId, () => change({ assignee: { id: "me", name: "Emil Engineer" }, isMine: true })),
      end: (credentialId) =>
        answer("end", credentialId, () =>
          change({
            credentials: state.access.credentials.map((one) =>
              one.credentialId === credentialId ? { ...one, state: "disable-asked", disableAskedAt: at } : one,
            ),
          }),
        ),
      reveal: async (input) => {
        if (state.hangs) {
          await new Promise<void>((go) => {
            state.release = go;
          });
        }
        return answer("reveal", input, () => {
          log({ action: "access.revealed", by: "Emil Engineer", says: input.reason });
          return done({ secret: state.secret, shownSeconds: 60, logSeq: state.access.log.length });
        });
      },
      readAsReseller: (ticketId) => answer("readAsReseller", ticketId, () => done(state.reseller)),
      share: (input) =>
        answer("share", input, () => {
          const { ticketId, isShared } = input;
          const escalations = state.reseller.escalations.map((one) =>
            one.ticketId === ticketId ? { ...one, isShared } : one,
          );
          state.reseller = { ...state.reseller, escalations };
          return done(state.reseller);
        }),
      askClient: (input) =>
        answer("askClient", input, () => {
          const { kind, note } = input;
          const others = state.reseller.asked.filter((one) => one.kind !== kind);
          state.reseller = { ...state.reseller, asked: [...others, { kind, at, note }] };
          return done(state.reseller);
        }),
      unaskClient: (input) =>
        answer("unaskClient", input, () => {
          const asked = state.reseller.asked.filter(({ kind }) => kind !== input.kind);
          state.reseller = { ...state.reseller, asked };
          return done(state.reseller);
        }),
    },
  };

  function log(entry: Partial<AccessLogEntry>): void {
    const blank = { seq: state.access.log.length + 1, at, kind: "ftp", credentialId: null } as const;
    const whole = { action: "access.asked", by: "", says: null, ...blank, ...entry } as const;
    change({ log: [...state.access.log, whole], revealsLeft: state.access.revealsLeft - 1 });
  }

  function change(changes: Partial<TicketAccess>): Decision<TicketAccess> {
    state.access = { ...state.access, ...changes };
    return done(state.access);
  }

  function answer<Value>(name: keyof AccessApi, input: unknown, work: () => Decision<Value>): Promise<Decision<Value>> {
    state.asked.push({ name, input });
    const refusal = state.failing[name];
    return Promise.resolve(refusal ? { ok: false, refusal } : work());
  }

  return state;
}

function done<Value>(value: Value): Decision<Value> {
  return { ok: true, value };
}
