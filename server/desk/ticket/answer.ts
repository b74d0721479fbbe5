import { type ReadonlySignal, signal } from "@preact/signals";
import { type Refusal, refusal as refusalOf } from "../../../shared/problems.ts";
import type { DeskTicket } from "../../../shared/tickets.ts";
import type { DeskApi } from "../api.ts";

/** An answer while it is written. What is typed is stored at once and stays until the server has acknowledged it. */
export interface AnswerState {
  body: ReadonlySignal<string>;
  sending: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  /** Whether this browser keeps what is typed; false where its storage is full or switched off. */
  isKept: ReadonlySignal<boolean>;
  write(body: string): void;
  send(): Promise<void>;
}

export interface AnswerDeps {
  api: Pick<DeskApi, "answer">;
  ticketId: string;
  storage: Storage;
  /** Makes a UUIDv7. */
  newId: () => string;
  onSent: (ticket: DeskTicket) => void;
  /** The server holds another message under our id: the thread should be read again. */
  onTaken: () => void;
}

/** The longest answer that the server takes, in UTF-16 units. The field itself takes more: a paste must not be cut. */
const longest = 20_000;

interface Draft {
  messageId: string;
  body: string;
}

export function createAnswer({ api, ticketId, storage, newId, onSent, onTaken }: AnswerDeps): AnswerState {
  const key = `deskbell.answer.${ticketId}`;
  const kept = readDraft(storage, key);
  const body = signal(kept?.body ?? "");
  const sending = signal(false);
  const refusal = signal<Refusal | null>(null);
  const isKept = signal(true);
  let messageId = kept?.messageId ?? newId();

  function keep(): void {
    try {
      if (body.value === "") storage.removeItem(key);
      else storage.setItem(key, JSON.stringify({ messageId, body: body.value } satisfies Draft));
      isKept.value = true;
    } catch {
      isKept.value = false;
    }
  }

  function begin(text: string): void {
    messageId = newId();
    body.value = text;
    keep();
  }

  return {
    body,
    sending,
    refusal,
    isKept,
    write(text) {
      body.value = text;
      refusal.value = null;
      keep();
    },
    async send() {
      if (sending.value) return;
      if (body.value.trim() === "") {
        refusal.value = refusalOf("message.empty");
        return;
      }
      if (body.value.length > longest) {
        refusal.value = refusalOf("request.too-large", { limit: `${longest.toLocaleString("en-GB")} characters` });
        return;
      }
      sending.value = true;
      refusal.value = null;
      const answer = await api.answer({ ticketId, messageId, body: body.value });
      sending.value = false;
      if (answer.ok) {
        begin("");
        onSent(answer.value);
        return;
      }
      refusal.value = answer.refusal;
      // An earlier try did arrive, with other words. Those stand in the thread; these become a message of their own.
      if (answer.refusal.code === "message.id-taken") {
        begin(body.value);
        onTaken();
      }
    },
  };
}

function readDraft(storage: Storage, key: string): Draft | null {
  const text = storage.getItem(key);
  if (text === null) return null;
  try {
    const draft: unknown = JSON.parse(text);
    return isDraft(draft) ? draft : null;
  } catch {
    return null;
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  return (
    "messageId" in value && typeof value.messageId === "string" && "body" in value && typeof value.body === "string"
  );
}
