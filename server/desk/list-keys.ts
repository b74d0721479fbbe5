import type { Signal } from "@preact/signals";
import type { Key } from "./keyboard.ts";

/** A list that is walked by keys. */
interface Walked {
  /** The id of the row that the keyboard is at. */
  cursor: Signal<string | null>;
  moveCursor(step: 1 | -1): void;
}

/** What single keys do on every list, in the order the key line shows them. */
export function listKeys(list: Walked, searchId: string, open: (id: string) => void): Key[] {
  return [
    { key: "j", words: "next", act: () => list.moveCursor(1) },
    { key: "k", words: "previous", act: () => list.moveCursor(-1) },
    {
      key: "Enter",
      words: "open",
      act: () => {
        if (list.cursor.value) open(list.cursor.value);
      },
    },
    { key: "/", words: "search", act: () => document.getElementById(searchId)?.focus() },
  ];
}

/** The row one step on, at the ends the last and the first; from a row that is gone, the first. */
export function stepped(order: readonly string[], at: string | null, step: 1 | -1): string | null {
  const from = order.indexOf(at ?? "");
  const to = from === -1 ? 0 : Math.min(Math.max(from + step, 0), order.length - 1);
  return order[to] ?? null;
}
