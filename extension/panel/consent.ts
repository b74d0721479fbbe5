/**
 * Whether a press on a consequential button is the person's own will. The panel stands in a page that may be hostile: it
 * can cover the panel, slide it under a still pointer, swap it in late, take the focus, or make up events. Times are
 * milliseconds of one clock.
 */
export type ConsentEvent =
  /** The browser says whether the button is wholly visible, with nothing of the page over it. */
  | { kind: "seen"; at: number; isVisible: boolean }
  /** The pointer over the panel, in screen coordinates: a panel that moves under a still pointer does not change them. */
  | { kind: "pointer"; at: number; x: number; y: number }
  | { kind: "pointer-left"; at: number }
  | { kind: "focus"; at: number; isFocused: boolean };

export interface Attention {
  visibleSince: number | null;
  pointer: { x: number; y: number; movingSince: number | null } | null;
  focusedSince: number | null;
}

export interface Press {
  at: number;
  isTrusted: boolean;
  /** Touch has no hovering pointer, so it is held to what the keyboard is held to. */
  by: "pointer" | "keyboard" | "touch";
}

export type Consent = "given" | "untrusted" | "covered" | "too-soon" | "still" | "unfocused";

/** How long a person must have been able to see the button, and have been at the panel, before a press counts. */
export const dwellMs = 500;

export const noAttention: Attention = { visibleSince: null, pointer: null, focusedSince: null };

export function attend(attention: Attention, event: ConsentEvent): Attention {
  switch (event.kind) {
    case "seen":
      if (event.isVisible) return { ...attention, visibleSince: attention.visibleSince ?? event.at };
      // A panel that is taken away from under the pointer is not told so. Once it is back, the pointer has to come anew.
      return { ...attention, visibleSince: null, pointer: null };
    case "focus":
      return { ...attention, focusedSince: event.isFocused ? (attention.focusedSince ?? event.at) : null };
    case "pointer-left":
      return { ...attention, pointer: null };
    case "pointer": {
      const { x, y, at } = event;
      const before = attention.pointer;
      const hasMoved = before !== null && (before.x !== x || before.y !== y);
      return { ...attention, pointer: { x, y, movingSince: before?.movingSince ?? (hasMoved ? at : null) } };
    }
  }
}

export function judge(attention: Attention, { at, isTrusted, by }: Press): Consent {
  const long = (since: number) => at - since >= dwellMs;
  if (!isTrusted) return "untrusted";
  if (attention.visibleSince === null) return "covered";
  if (attention.focusedSince === null) return "unfocused";
  if (!long(attention.visibleSince)) return "too-soon";
  if (by !== "pointer") return long(attention.focusedSince) ? "given" : "too-soon";
  if (attention.pointer === null || attention.pointer.movingSince === null) return "still";
  return long(attention.pointer.movingSince) ? "given" : "too-soon";
}
