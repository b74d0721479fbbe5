import { batch, type Signal, signal } from "@preact/signals";
import type { Ask } from "../../shared/ask.ts";
import type { NamedFile } from "../../shared/files.ts";
import type { Report } from "../../shared/report.ts";
import type { CaptureProgress, CaptureState, Draft } from "../messages.ts";
import type { PanelHost } from "./host.ts";

/** How long after the last key the draft is saved, and how long after a failure it is tried again. */
const pauseMs = 300;
const againMs = 2_000;

type Keeping = "saved" | "unsaved" | "saving" | "failed";

/** Keeps what the person types and chooses: nothing typed is ever lost. */
export interface DraftKeeper {
  draftId: string;
  subject: Signal<string>;
  message: Signal<string>;
  leftOut: Signal<readonly string[]>;
  masks: Signal<readonly string[]>;
  ask: Signal<Ask | null>;
  capture: Signal<CaptureState>;
  report: Signal<Report | null>;
  files: Signal<readonly NamedFile[]>;
  keeping: Signal<Keeping>;
  edit(change: {
    subject?: string;
    message?: string;
    leftOut?: readonly string[];
    masks?: readonly string[];
    ask?: Ask | null;
  }): void;
  /** Saves what is not saved yet; false if that failed. */
  flush(): Promise<boolean>;
  /** The page is going away: says what is unsaved without waiting for anything. */
  leave(): void;
  /** Takes over what the background did to the draft; words typed here meanwhile stay. */
  hear(draft: Draft): void;
  hearProgress(progress: CaptureProgress): void;
  stop(): void;
}

export function keepDraft(host: PanelHost, draft: Draft): DraftKeeper {
  const { draftId } = draft;
  const subject = signal(draft.subject);
  const message = signal(draft.message);
  const leftOut = signal<readonly string[]>(draft.leftOut);
  const masks = signal<readonly string[]>(draft.masks);
  const ask = signal(draft.ask);
  const capture = signal(draft.capture);
  const report = signal(draft.report);
  const files = signal<readonly NamedFile[]>(draft.files);
  const keeping = signal<Keeping>("saved");

  let version = 0;
  let sent = 0;
  let saved = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> | null = null;

  const send = () => {
    sent = version;
    const words = { subject: subject.value, message: message.value };
    const kept = { leftOut: [...leftOut.value], masks: [...masks.value] };
    return host.send("draft.save", { draftId, ...words, ...kept, ask: ask.value });
  };

  async function save(): Promise<boolean> {
    while (saved < version) {
      const at = version;
      keeping.value = "saving";
      try {
        await send();
      } catch {
        keeping.value = "failed";
        timer = setTimeout(flush, againMs);
        return false;
      }
      saved = at;
    }
    keeping.value = "saved";
    return true;
  }

  function flush(): Promise<boolean> {
    clearTimeout(timer);
    if (saved === version && !running) return Promise.resolve(true);
    running ??= save().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    draftId,
    subject,
    message,
    leftOut,
    masks,
    ask,
    capture,
    report,
    files,
    keeping,
    edit(change) {
      // First of all, so that whoever hears of the change below and flushes at once saves it.
      version += 1;
      clearTimeout(timer);
      timer = setTimeout(flush, pauseMs);
      batch(() => {
        keeping.value = "unsaved";
        subject.value = change.subject ?? subject.value;
        message.value = change.message ?? message.value;
        leftOut.value = change.leftOut ?? leftOut.value;
        masks.value = change.masks ?? masks.value;
        if (change.ask !== undefined) ask.value = change.ask;
      });
    },
    flush,
    leave() {
      // A save under way may carry older words; nobody is left to send the newer ones after it.
      if (sent < version || keeping.value === "failed") send().catch(() => {});
    },
    hear(draft) {
      if (draft.draftId !== draftId) return;
      batch(() => {
        // Every save is echoed: only what differs may make the prepared text stale.
        if (!isSame(capture.value, draft.capture)) {
          capture.value = draft.capture;
          report.value = draft.report;
        }
        if (!isSame(changing(report.value), changing(draft.report))) report.value = draft.report;
        if (!isSame(files.value, draft.files)) files.value = draft.files;
        if (saved < version) return;
        subject.value = draft.subject;
        message.value = draft.message;
        if (!isSame(leftOut.value, draft.leftOut)) leftOut.value = draft.leftOut;
        if (!isSame(masks.value, draft.masks)) masks.value = draft.masks;
        if (!isSame(ask.value, draft.ask)) ask.value = draft.ask;
      });
    },
    hearProgress(progress) {
      if (capture.value.state === "reading") capture.value = { state: "reading", progress };
    },
    stop() {
      clearTimeout(timer);
    },
  };
}

/** What may change in a report without the store being read again; the rest of it is large. */
function changing(report: Report | null) {
  return report && [report.browser, report.changes];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
