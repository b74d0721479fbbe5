import { type Attention, attend, type Consent, type ConsentEvent, judge, noAttention, type Press } from "./consent.ts";

export interface ConsentGuard {
  /** Watches a button for as long as it is shown; watching anew forgets what was seen. Returns how to stop. */
  watch(button: Element): () => void;
  /** Whether this press may act: answered a moment later, when the browser has looked at the button once more. */
  ask(event: Event): Promise<Consent>;
  stop(): void;
}

/** IntersectionObserver v2 looks at most every 100 ms; a cover put on just before the press is known by then. */
const lookAgainMs = 200;

/** Fractions of a pixel at the edges make a wholly visible button a little less than 1. */
const whole = 0.98;

interface VisibilityEntry extends IntersectionObserverEntry {
  /** Only where IntersectionObserver v2 is known: Chromium. */
  readonly isVisible?: boolean;
}

/** The thin edge: turns events of the window into the core's, and asks it. */
export function guardConsent(view: Window & typeof globalThis, isOwnTab: boolean): ConsentGuard {
  let attention: Attention = noAttention;
  const now = () => view.performance.now();
  const note = (event: ConsentEvent) => {
    attention = attend(attention, event);
  };

  const stopping = new view.AbortController();
  const options = { capture: true, passive: true, signal: stopping.signal };
  const moved = (event: PointerEvent) => {
    if (event.isTrusted && event.pointerType !== "touch") {
      note({ kind: "pointer", at: now(), x: event.screenX, y: event.screenY });
    }
  };
  view.document.addEventListener("pointerover", moved, options);
  view.document.addEventListener("pointermove", moved, options);
  view.document.documentElement.addEventListener(
    "pointerleave",
    () => note({ kind: "pointer-left", at: now() }),
    // A capturing listener would hear the pointer leave every element inside.
    { signal: stopping.signal },
  );
  const focus = (isFocused: boolean) => note({ kind: "focus", at: now(), isFocused });
  view.addEventListener("focus", () => focus(true), { signal: stopping.signal });
  view.addEventListener("blur", () => focus(false), { signal: stopping.signal });
  focus(view.document.hasFocus());

  const seesCovers = "isVisible" in (view.IntersectionObserverEntry?.prototype ?? {});

  return {
    watch(button) {
      note({ kind: "seen", at: now(), isVisible: false });
      if (!seesCovers) {
        // A page of our own has nothing over it; in a frame nobody can say so.
        note({ kind: "seen", at: now(), isVisible: isOwnTab });
        return () => note({ kind: "seen", at: now(), isVisible: false });
      }
      const observer = new view.IntersectionObserver(
        (entries: VisibilityEntry[]) => {
          for (const entry of entries) {
            const isVisible = entry.isVisible === true && entry.intersectionRatio >= whole;
            note({ kind: "seen", at: now(), isVisible });
          }
        },
        // trackVisibility and delay are not in TypeScript's list yet.
        { threshold: [whole, 1], trackVisibility: true, delay: 100 } as IntersectionObserverInit,
      );
      observer.observe(button);
      return () => {
        observer.disconnect();
        note({ kind: "seen", at: now(), isVisible: false });
      };
    },
    async ask(event) {
      if (view.document.hasFocus()) focus(true);
      const press: Press = { at: now(), isTrusted: event.isTrusted && !isRepeat(event), by: pressedBy(event) };
      const first = judge(attention, press);
      if (first !== "given") return first;
      await new Promise((resolve) => view.setTimeout(resolve, lookAgainMs));
      return attention.visibleSince === null || attention.visibleSince > press.at ? "covered" : "given";
    },
    stop: () => stopping.abort(),
  };
}

function isRepeat(event: Event): boolean {
  return "repeat" in event && event.repeat === true;
}

function pressedBy(event: Event): Press["by"] {
  if (event.type.startsWith("key")) return "keyboard";
  if ("pointerType" in event && event.pointerType === "touch") return "touch";
  // A click without a count comes from a key or from assistive technology.
  return "detail" in event && event.detail === 0 ? "keyboard" : "pointer";
}
