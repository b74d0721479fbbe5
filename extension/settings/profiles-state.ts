import { type Signal, signal } from "@preact/signals";
import { AppError, type Refusal, refusal } from "../../shared/problems.ts";
import { selectorMistakes, storeProfile } from "../../shared/store-profile.ts";
import { type Mistake, readStrictly } from "../../shared/strict-json.ts";
import type { ProfileSummary } from "../messages.ts";
import type { PopupHost } from "../popup/host.ts";

export interface ProfilesState {
  /** Null until read. */
  list: Signal<readonly ProfileSummary[] | null>;
  /** What is typed or was chosen. */
  text: Signal<string>;
  /** What is wrong in the text that was last tried. */
  mistakes: Signal<readonly Mistake[]>;
  /** What was just done, for the person to read. */
  done: Signal<string | null>;
  /** The one that was just removed, with its text. */
  removed: Signal<{ name: string; text: string } | null>;
  fault: Signal<Refusal | null>;
  isBusy: Signal<boolean>;
  load(): Promise<void>;
  choose(file: Pick<File, "text">): Promise<void>;
  take(): Promise<void>;
  remove(profile: ProfileSummary): Promise<void>;
  undo(): Promise<void>;
}

/** `ask` is this browser's own reader of selectors: it throws at one that it does not understand. */
export function createProfilesState(
  { send }: Pick<PopupHost, "send">,
  ask: (selector: string) => unknown,
): ProfilesState {
  const list = signal<readonly ProfileSummary[] | null>(null);
  const text = signal("");
  const mistakes = signal<readonly Mistake[]>([]);
  const done = signal<string | null>(null);
  const removed = signal<{ name: string; text: string } | null>(null);
  const fault = signal<Refusal | null>(null);
  const isBusy = signal(false);

  async function work(job: () => Promise<void>): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    fault.value = null;
    try {
      await job();
      list.value = await send("profile.list");
    } catch (error) {
      fault.value = error instanceof AppError ? error.refusal : refusal("extension.fault");
    } finally {
      isBusy.value = false;
    }
  }

  async function importText(from: string): Promise<ProfileSummary | null> {
    const read = readStrictly(from, storeProfile);
    mistakes.value = read.ok ? selectorMistakes(from, read.value, ask) : read.mistakes;
    if (mistakes.value.length > 0) return null;
    const answer = await send("profile.import", from);
    if (!answer.ok) mistakes.value = answer.mistakes;
    return answer.ok ? answer.value : null;
  }

  return {
    list,
    text,
    mistakes,
    done,
    removed,
    fault,
    isBusy,
    load: () => work(async () => {}),
    async choose(file) {
      text.value = await file.text();
      await this.take();
    },
    take: () =>
      work(async () => {
        [done.value, removed.value] = [null, null];
        const imported = await importText(text.value);
        if (!imported) return;
        text.value = "";
        done.value = `${imported.brandName} was imported. It is used on ${imported.origins.length === 1 ? "the site" : "the sites"} it names, once each is enabled.`;
      }),
    remove: (profile) =>
      work(async () => {
        [done.value, removed.value] = [null, null];
        const kept = await send("profile.remove", profile.id);
        if (kept !== null) removed.value = { name: profile.brandName, text: kept };
      }),
    undo: () =>
      work(async () => {
        const last = removed.value;
        if (!last) return;
        const imported = await importText(last.text);
        if (!imported) return;
        removed.value = null;
        done.value = `${imported.brandName} is back.`;
      }),
  };
}
