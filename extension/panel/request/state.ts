import { type Signal, signal } from "@preact/signals";
import type { DraftKeeper } from "../draft-keeper.ts";
import { undoMs } from "../home/state.ts";
import type { Panel } from "../state.ts";

/** As the server takes them, in characters. */
export const subjectLimit = 200;
const messageLimit = 20_000;

export type Field = "subject" | "message";

export interface Request {
  errors: Signal<Partial<Record<Field, string>>>;
  /** Text that was thrown away and can still be had back. */
  discarded: Signal<{ subject: string; message: string } | null>;
  write(field: Field, text: string): void;
  /** Goes to the preview, or says at the fields what is missing; the first such field is returned. */
  review(): Field | null;
  discard(): void;
  undo(): void;
  stop(): void;
}

export function createRequest(panel: Panel, draft: DraftKeeper): Request {
  const errors = signal<Partial<Record<Field, string>>>({});
  const discarded = signal<{ subject: string; message: string } | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const forget = () => {
    clearTimeout(timer);
    discarded.value = null;
  };

  return {
    errors,
    discarded,
    write(field, text) {
      draft.edit({ [field]: text });
      // An error goes as soon as it is mended; a new one waits until the person is done.
      if (errors.value[field] && !errorsOf(draft)[field]) errors.value = { ...errors.value, [field]: undefined };
    },
    review() {
      errors.value = errorsOf(draft);
      const first = (["subject", "message"] as const).find((field) => errors.value[field]) ?? null;
      if (first) panel.voice.warn(errors.value[first] ?? "");
      else panel.go({ name: "preview" });
      return first;
    },
    discard() {
      discarded.value = { subject: draft.subject.value, message: draft.message.value };
      panel.resumedAt.value = null;
      errors.value = {};
      draft.edit({ subject: "", message: "", leftOut: [] });
      panel.voice.say("Text thrown away. You can have it back for ten seconds.");
      timer = setTimeout(forget, undoMs);
    },
    undo() {
      if (discarded.value) draft.edit(discarded.value);
      forget();
      panel.voice.say("Your text is back.");
    },
    stop() {
      clearTimeout(timer);
      draft.flush();
    },
  };
}

function errorsOf(draft: DraftKeeper): Partial<Record<Field, string>> {
  const subject = draft.subject.value.trim();
  const message = draft.message.value;
  const errors: Partial<Record<Field, string>> = {};
  if (!subject) errors.subject = "Say in a few words what this is about.";
  else if (subject.length > subjectLimit) errors.subject = tooLong(subject.length, subjectLimit);
  if (!message.trim()) errors.message = "Say in a sentence or two what happens.";
  else if (message.length > messageLimit) errors.message = tooLong(message.length, messageLimit);
  return errors;
}

function tooLong(length: number, limit: number): string {
  return `This is ${length - limit} characters longer than the ${limit} that fit.`;
}
