import {
  addInMiddle,
  type Editing,
  nudge,
  type Point,
  redo,
  removeSelected,
  select,
  selectNext,
  undo,
} from "./editing.ts";

export interface Key {
  key: string;
  shift: boolean;
  /** Control, or Command where that is what people press. */
  control: boolean;
}

const stepPoints = 8;

const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

const others: Readonly<Record<string, (editing: Editing) => Editing>> = {
  Enter: addInMiddle,
  Delete: removeSelected,
  Backspace: removeSelected,
  PageDown: (editing) => selectNext(editing, 1),
  PageUp: (editing) => selectNext(editing, -1),
  Escape: (editing) => select(editing, null),
};

/** What a key on the picture does; null where it is none of ours. Control makes a step one point. */
export function pressKey(editing: Editing, { key, shift, control }: Key): Editing | null {
  const arrow = arrows[key];
  if (arrow) {
    const step = control ? 1 : stepPoints;
    return nudge(editing, { x: arrow.x * step, y: arrow.y * step }, shift);
  }
  return control ? null : (others[key]?.(editing) ?? null);
}

/** The way back and forth, wherever on the page it is pressed. */
export function pressAnywhere(editing: Editing, { key, shift, control }: Key): Editing | null {
  if (!control) return null;
  const letter = key.toLowerCase();
  if (letter === "z") return shift ? redo(editing) : undo(editing);
  return letter === "y" ? redo(editing) : null;
}
