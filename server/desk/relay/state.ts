import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Escalation, escalationOf, keptBack } from "../../../shared/escalation.ts";
import { type Refusal, refusal as refusalOf } from "../../../shared/problems.ts";
import { canonicalText, type Submission } from "../../../shared/submission.ts";
import type { DeskTicket } from "../../../shared/tickets.ts";
import { topicWords } from "../../../shared/words.ts";
import { type Digest, sealOf } from "../ticket/bytes.ts";
import type { RelayApi } from "./api.ts";

export interface RelayDeps {
  api: RelayApi;
  /** Null on plain http, where the browser computes no hash. */
  digest: Digest | null;
  newId: () => string;
  /** The ticket as it is now. */
  take: (ticket: DeskTicket) => Promise<void>;
}

/** An escalation while it is put together: what goes is what stands in `text`. */
export interface EscalationState {
  isOpen: Signal<boolean>;
  choice: ReadonlySignal<Escalation>;
  /** The exact text. */
  text: ReadonlySignal<string>;
  sending: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  change(part: Partial<Escalation>): void;
  send(): Promise<void>;
}

export function createEscalation(ticketId: string, client: Submission, deps: RelayDeps): EscalationState {
  const blank = (): Escalation => ({
    subject: client.ask ? topicWords[client.ask.topic] : "",
    message: "",
    leftOut: keptBack(client.report),
    quotesClient: false,
    files: [],
  });
  let commandId = deps.newId();
  const choice = signal(blank());
  const isOpen = signal(false);
  const sending = signal(false);
  const refusal = signal<Refusal | null>(null);
  const text = computed(() => canonicalText(escalationOf(client, commandId, choice.value)));
  return {
    isOpen,
    choice,
    text,
    sending,
    refusal,
    change(part) {
      refusal.value = null;
      choice.value = { ...choice.value, ...part };
    },
    async send() {
      if (sending.value) return;
      refusal.value = choice.value.subject.trim() === "" ? refusalOf("draft.subject-missing") : null;
      if (refusal.value) return;
      sending.value = true;
      const seal = await sealOf(text.value, "", deps.digest);
      const sha256 = "sha256" in seal ? seal.sha256 : "";
      const answer = await deps.api.escalate({ ticketId, commandId, sha256, ...choice.value });
      sending.value = false;
      if (!answer.ok) {
        refusal.value = answer.refusal;
        return;
      }
      commandId = deps.newId();
      choice.value = blank();
      isOpen.value = false;
      await deps.take(answer.value);
    },
  };
}

/** A text that goes to somebody: passed on to the client, or written to the vendor. */
export interface PassingState {
  body: Signal<string>;
  sending: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  send(): Promise<boolean>;
}

/** `messageId` stays until the text arrived, so that pressing twice says it once. */
export function createPassing(
  send: RelayApi["passOn"],
  { ticketId, messageId, body: first }: { ticketId: string; messageId: () => string; body: string },
  take: RelayDeps["take"],
): PassingState {
  const body = signal(first);
  const sending = signal(false);
  const refusal = signal<Refusal | null>(null);
  let id = messageId();
  return {
    body,
    sending,
    refusal,
    async send() {
      if (sending.value) return false;
      refusal.value = body.value.trim() === "" ? refusalOf("message.empty") : null;
      if (refusal.value) return false;
      sending.value = true;
      const answer = await send({ ticketId, messageId: id, body: body.value });
      sending.value = false;
      if (!answer.ok) {
        refusal.value = answer.refusal;
        return false;
      }
      id = messageId();
      body.value = first;
      await take(answer.value);
      return true;
    },
  };
}
