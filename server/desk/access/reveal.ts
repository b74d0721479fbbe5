import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type CredentialSummary, leastReasonLength, type RevealedSecret } from "../../../shared/credentials.ts";
import type { Refusal } from "../../../shared/problems.ts";
import type { AccessApi } from "./api.ts";
import type { Clearing, SecretClipboard } from "./clipboard.ts";
import { textOf, type ValueName } from "./values.ts";

/** How long a page that nobody looks at still holds what was revealed. */
const hiddenMs = 15_000;

export type RevealStep =
  /** Nothing is asked for. */
  | "closed"
  | "reason"
  /** The server wants to know anew who is asking; the reason stays. */
  | "sign-in"
  | "shown"
  /** Its time is over. */
  | "over";

/** One reveal at a time. The secret is in `secret` while its step is `shown`, and nowhere else. */
export interface RevealState {
  step: ReadonlySignal<RevealStep>;
  credential: ReadonlySignal<CredentialSummary | null>;
  reason: Signal<string>;
  /** Whether the reason was found too short when it was sent. */
  isTooShort: ReadonlySignal<boolean>;
  busy: ReadonlySignal<boolean>;
  refusal: ReadonlySignal<Refusal | null>;
  secret: ReadonlySignal<RevealedSecret | null>;
  secondsLeft: ReadonlySignal<number>;
  /** For a screen reader: said at 30 and 10 seconds and at the end, not each second. */
  announcement: ReadonlySignal<string>;
  /** Which value is not masked; one at a time. */
  unmasked: Signal<ValueName | null>;
  /** What was copied, by its name, or that it could not be. */
  copied: ReadonlySignal<{ name: ValueName; isDone: boolean } | null>;
  /** What became of the clipboard at the end; null until then. */
  clearing: ReadonlySignal<Clearing | null>;
  open(credential: CredentialSummary): void;
  reveal(): Promise<void>;
  /** Somebody signed in: the reveal that was stopped goes on. */
  signedIn(): Promise<void>;
  copy(name: ValueName): Promise<void>;
  clearClipboard(): Promise<void>;
  /** Forgets the secret, whatever the step. */
  close(): void;
}

export interface RevealDeps {
  api: Pick<AccessApi, "reveal">;
  clipboard: SecretClipboard;
  /** A row was added to the log. */
  onRevealed: () => void;
}

const wantsSignIn: ReadonlySet<string> = new Set(["session.stale", "session.missing", "session.second-factor"]);

export function createReveal({ api, clipboard, onRevealed }: RevealDeps): RevealState {
  const step = signal<RevealStep>("closed");
  const credential = signal<CredentialSummary | null>(null);
  const reason = signal("");
  const isTooShort = signal(false);
  const busy = signal(false);
  const refusal = signal<Refusal | null>(null);
  const secret = signal<RevealedSecret | null>(null);
  const secondsLeft = signal(0);
  const announcement = signal("");
  const unmasked = signal<ValueName | null>(null);
  const copied = signal<{ name: ValueName; isDone: boolean } | null>(null);
  const clearing = signal<Clearing | null>(null);
  /** Counts dialogs: an answer to one that was closed is dropped unread. */
  let turn = 0;
  let stopClock = () => {};
  let cleaning: ReturnType<typeof setTimeout> | undefined;

  function forget(): void {
    stopClock();
    stopClock = () => {};
    secret.value = null;
    unmasked.value = null;
    copied.value = null;
  }

  function end(): void {
    forget();
    step.value = "over";
    announcement.value = "The login is hidden again.";
  }

  function show(shown: RevealedSecret, seconds: number): void {
    secret.value = shown;
    reason.value = "";
    secondsLeft.value = seconds;
    clearing.value = null;
    announcement.value = `The login is shown for ${seconds} seconds.`;
    step.value = "shown";
    stopClock = watch(seconds, {
      onSecond(left) {
        secondsLeft.value = left;
        if (left === 30 || left === 10) announcement.value = `${left} seconds left.`;
      },
      onHidden() {
        unmasked.value = null;
      },
      onOver: end,
    });
    // The clipboard is cleaned at its time also where the dialog was closed before.
    clearTimeout(cleaning);
    cleaning = setTimeout(async () => {
      clearing.value = await clipboard.clear();
    }, seconds * 1000);
  }

  async function reveal(): Promise<void> {
    const wanted = credential.value;
    if (busy.value || !wanted) return;
    isTooShort.value = reason.value.trim().length < leastReasonLength;
    if (isTooShort.value) return;
    const mine = turn;
    busy.value = true;
    refusal.value = null;
    const answer = await api.reveal({ credentialId: wanted.credentialId, reason: reason.value.trim() });
    if (answer.ok) onRevealed();
    if (mine !== turn) return;
    busy.value = false;
    if (answer.ok) show(answer.value.secret, answer.value.shownSeconds);
    else if (wantsSignIn.has(answer.refusal.code)) step.value = "sign-in";
    else {
      step.value = "reason";
      refusal.value = answer.refusal;
    }
  }

  return {
    step,
    credential,
    reason,
    isTooShort,
    busy,
    refusal,
    secret,
    secondsLeft,
    announcement,
    unmasked,
    copied,
    clearing,
    open(wanted) {
      turn += 1;
      forget();
      credential.value = wanted;
      reason.value = "";
      isTooShort.value = false;
      busy.value = false;
      refusal.value = null;
      announcement.value = "";
      step.value = "reason";
    },
    reveal,
    signedIn: reveal,
    async copy(name) {
      const mine = turn;
      const text = textOf(secret.value, name);
      if (text === null) return;
      const isDone = await clipboard.copy(text);
      if (mine === turn && step.value === "shown") copied.value = { name, isDone };
    },
    async clearClipboard() {
      if (await clipboard.clearAnyway()) clearing.value = "cleared";
    },
    close() {
      turn += 1;
      forget();
      credential.value = null;
      reason.value = "";
      busy.value = false;
      step.value = "closed";
    },
  };
}

interface Watcher {
  onSecond: (left: number) => void;
  onHidden: () => void;
  onOver: () => void;
}

/**
 * Counts down. Timers stand still while a computer sleeps and are late in a page behind others, and a wall clock can be set
 * back: whichever of the two clocks is further decides.
 */
function watch(seconds: number, { onSecond, onHidden, onOver }: Watcher): () => void {
  const [wall, steady] = [Date.now(), performance.now()];
  const passedMs = () => Math.max(Date.now() - wall, performance.now() - steady);
  let hiddenSince: number | null = null;

  function beat(): void {
    const passed = passedMs();
    const isUnseen = hiddenSince !== null && passed - hiddenSince >= hiddenMs;
    if (passed >= seconds * 1000 || isUnseen) onOver();
    else onSecond(Math.ceil(seconds - passed / 1000));
  }

  function look(): void {
    beat();
    if (document.visibilityState === "visible") {
      hiddenSince = null;
      return;
    }
    hiddenSince ??= passedMs();
    onHidden();
  }

  const timer = setInterval(beat, 250);
  document.addEventListener("visibilitychange", look);
  // A page that was left may be kept whole, to be gone back to.
  addEventListener("pagehide", onOver);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
    removeEventListener("pagehide", onOver);
  };
}
