import { type Signal, signal } from "@preact/signals";
import type { Ask } from "../../../shared/ask.ts";
import type { Topic } from "../../../shared/programmes/schema.ts";
import { isFiled } from "../../../shared/verdict.ts";
import { verdictWords } from "../../../shared/words.ts";
import type { DraftKeeper } from "../draft-keeper.ts";
import { undoMs } from "../home/state.ts";
import type { Panel } from "../state.ts";
import { knownTerms } from "../support.ts";
import { createJudging, type Judging } from "../verdict/judging.ts";
import { askFor } from "./topics.ts";

/** As the server takes them, in characters. */
export const subjectLimit = 200;
const messageLimit = 20_000;

export type Field = "topic" | "subject" | "message";

/** What is missing, at its field. */
type Faults = { [Name in Field]?: string | undefined };

export interface Request {
  errors: Signal<Faults>;
  /** Text that was thrown away and can still be had back. */
  discarded: Signal<{ subject: string; message: string; ask: Ask | null } | null>;
  judging: Judging;
  choose(topic: Topic | null): void;
  change(part: Partial<Ask>): void;
  write(field: "subject" | "message", text: string): void;
  /** Goes to the preview, or says at the fields what is missing; the first such field is returned. */
  review(): Field | null;
  discard(): void;
  undo(): void;
  stop(): void;
}

export function createRequest(panel: Panel, draft: DraftKeeper): Request {
  const errors = signal<Faults>({});
  const discarded = signal<{ subject: string; message: string; ask: Ask | null } | null>(null);
  const judging = createJudging(panel, draft);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const forget = () => {
    clearTimeout(timer);
    discarded.value = null;
  };

  return {
    errors,
    discarded,
    judging,
    choose(topic) {
      const terms = knownTerms(panel.support);
      if (!topic || !terms) return;
      draft.edit({ ask: askFor(topic, terms, draft.report.value) });
      errors.value = { ...errors.value, topic: undefined };
    },
    change(part) {
      if (draft.ask.value) draft.edit({ ask: { ...draft.ask.value, ...part } });
    },
    write(field, text) {
      draft.edit({ [field]: text });
      // An error goes as soon as it is mended; a new one waits until the person is done.
      if (errors.value[field] && !errorsOf(draft)[field]) errors.value = { ...errors.value, [field]: undefined };
    },
    review() {
      const verdict = judging.view.value?.verdict;
      if (verdict && !isFiled(verdict.verdict)) {
        panel.voice.warn(`${verdictWords[verdict.verdict]}. This cannot be sent as it is; your text is kept.`);
        return "topic";
      }
      errors.value = errorsOf(draft);
      if (knownTerms(panel.support) && !draft.ask.value) {
        errors.value = { ...errors.value, topic: "Choose what you need: price and answer time follow from it." };
      }
      const first = (["topic", "subject", "message"] as const).find((field) => errors.value[field]) ?? null;
      if (first) panel.voice.warn(errors.value[first] ?? "");
      else panel.go({ name: "preview" });
      return first;
    },
    discard() {
      discarded.value = { subject: draft.subject.value, message: draft.message.value, ask: draft.ask.value };
      panel.resumedAt.value = null;
      errors.value = {};
      draft.edit({ subject: "", message: "", leftOut: [], masks: [], ask: null });
      panel.voice.say("Text thrown away. You can have it back for ten seconds.");
      timer = setTimeout(forget, undoMs);
    },
    undo() {
      if (discarded.value) draft.edit(discarded.value);
      forget();
      panel.voice.say("Your text is back.");
    },
    stop() {
      judging.stop();
      clearTimeout(timer);
      draft.flush();
    },
  };
}

function errorsOf(draft: DraftKeeper): Faults {
  const subject = draft.subject.value.trim();
  const message = draft.message.value;
  const errors: Faults = {};
  if (!subject) errors.subject = "Say in a few words what this is about.";
  else if (subject.length > subjectLimit) errors.subject = tooLong(subject.length, subjectLimit);
  if (!message.trim()) errors.message = "Say in a sentence or two what happens.";
  else if (message.length > messageLimit) errors.message = tooLong(message.length, messageLimit);
  return errors;
}

function tooLong(length: number, limit: number): string {
  return `This is ${length - limit} characters longer than the ${limit} that fit.`;
}
