/** In points of the picture, from its upper left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** What the person draws with. */
export type Tool = "black-out" | "highlight" | "crop";

/** `cover` was laid over something before the person saw the picture; of `crop` there is one at most. */
export interface Mark {
  id: number;
  kind: Tool | "cover";
  box: Box;
}

/** A picture that is being worked on. Values only: each action gives the next one. */
export interface Editing {
  size: Size;
  tool: Tool;
  marks: readonly Mark[];
  selected: number | null;
  past: readonly (readonly Mark[])[];
  future: readonly (readonly Mark[])[];
  /** The mark that arrow keys are moving: one way back for a whole walk. */
  nudging: number | null;
  nextId: number;
}

/** Which parts of a box a pointer has hold of: a corner, an edge, or all of it. */
export interface Grip {
  id: number;
  left: boolean;
  top: boolean;
  right: boolean;
  bottom: boolean;
}

/** Smaller than this a box could not be taken hold of. */
export const smallest = 8;
const mostSteps = 200;

export function beginEditing(size: Size, covers: readonly Box[]): Editing {
  const marks = covers.flatMap((box, index) => {
    const inside = within(size, box);
    return inside ? [{ id: index + 1, kind: "cover" as const, box: inside }] : [];
  });
  return {
    size,
    tool: "black-out",
    marks,
    selected: null,
    past: [],
    future: [],
    nudging: null,
    nextId: covers.length + 1,
  };
}

export function chooseTool(editing: Editing, tool: Tool): Editing {
  return { ...editing, tool };
}

export function select(editing: Editing, id: number | null): Editing {
  return { ...editing, selected: id, nudging: null };
}

/** Adds what the tool draws and selects it. A new crop takes the old one's place. */
export function addMark(editing: Editing, drawn: Box): Editing {
  const box = within(editing.size, grown(drawn));
  if (!box) return editing;
  const { tool: kind, nextId: id } = editing;
  const others = kind === "crop" ? editing.marks.filter((mark) => mark.kind !== "crop") : editing.marks;
  return { ...changed(editing, [...others, { id, kind, box }]), selected: id, nextId: id + 1 };
}

/** In the middle of what is shown, for whoever draws with the keyboard. */
export function addInMiddle(editing: Editing): Editing {
  const { width, height } = cropOf(editing);
  const { x, y } = cropOf(editing);
  const part = editing.tool === "crop" ? 0.8 : 0.2;
  const size = { width: Math.round(width * part), height: Math.round(height * part) };
  return addMark(editing, {
    x: x + Math.round((width - size.width) / 2),
    y: y + Math.round((height - size.height) / 2),
    ...size,
  });
}

/** Takes the selected mark away, and selects the one that stood before it. A cover is lifted by this alone. */
export function removeSelected(editing: Editing): Editing {
  const at = editing.marks.findIndex(({ id }) => id === editing.selected);
  if (at < 0) return editing;
  const left = editing.marks.toSpliced(at, 1);
  return { ...changed(editing, left), selected: left[Math.max(0, at - 1)]?.id ?? null };
}

/** A cover is lifted or stays: moved by a slip of the hand it would show what it hides. */
export function isMovable({ kind }: Mark): boolean {
  return kind !== "cover";
}

export function placeMark(editing: Editing, id: number, wanted: Box): Editing {
  const mark = editing.marks.find((one) => one.id === id);
  const box = mark && isMovable(mark) ? fitted(editing.size, wanted) : null;
  if (!mark || !box || isSame(box, mark.box)) return editing;
  return changed(editing, withBox(editing.marks, id, box));
}

/** Moves or resizes the selected mark by so many points; one step of undo for a walk without other work between. */
export function nudge(editing: Editing, by: Point, isResize: boolean): Editing {
  const mark = editing.marks.find(({ id }) => id === editing.selected);
  if (!mark || !isMovable(mark)) return editing;
  const { box, id } = mark;
  const wanted = isResize
    ? { ...box, width: Math.max(smallest, box.width + by.x), height: Math.max(smallest, box.height + by.y) }
    : { ...box, x: box.x + by.x, y: box.y + by.y };
  const to = isResize ? fitted(editing.size, wanted) : moved(editing.size, wanted);
  if (isSame(to, box)) return editing;
  const marks = withBox(editing.marks, id, to);
  if (editing.nudging === id) return { ...editing, marks, future: [] };
  return { ...changed(editing, marks), nudging: id };
}

export function undo(editing: Editing): Editing {
  const before = editing.past.at(-1);
  if (!before) return editing;
  return reselected({
    ...editing,
    marks: before,
    past: editing.past.slice(0, -1),
    future: [editing.marks, ...editing.future],
    nudging: null,
  });
}

export function redo(editing: Editing): Editing {
  const [next, ...rest] = editing.future;
  if (!next) return editing;
  return reselected({
    ...editing,
    marks: next,
    past: [...editing.past, editing.marks],
    future: rest,
    nudging: null,
  });
}

/** The next or previous mark, round and round. */
export function selectNext(editing: Editing, step: 1 | -1): Editing {
  const { marks, selected } = editing;
  if (marks.length === 0) return editing;
  const at = marks.findIndex(({ id }) => id === selected);
  const start = at < 0 && step < 0 ? 0 : at;
  return select(editing, marks[(start + step + marks.length) % marks.length]?.id ?? null);
}

/** What lies under a point: of several the selected one, then the one drawn last; a crop by its edges alone. */
export function gripAt({ marks, selected }: Editing, point: Point, slack: number): Grip | null {
  const order = [
    ...marks.filter(({ id }) => id === selected),
    ...marks.filter(({ id }) => id !== selected).toReversed(),
  ];
  for (const { id, kind, box } of order) {
    const grip = gripOf(id, box, point, slack);
    const isEdge = grip && (grip.left || grip.top || grip.right || grip.bottom);
    if (grip && (kind !== "crop" || isEdge)) return grip;
  }
  return null;
}

/** The box after a pointer took hold of it so and went from one point to the other. */
export function dragged(size: Size, box: Box, grip: Grip, from: Point, to: Point): Box {
  const by = { x: to.x - from.x, y: to.y - from.y };
  if (!grip.left && !grip.right && !grip.top && !grip.bottom) {
    return moved(size, { ...box, x: box.x + by.x, y: box.y + by.y });
  }
  const left = box.x + (grip.left ? by.x : 0);
  const top = box.y + (grip.top ? by.y : 0);
  const right = box.x + box.width + (grip.right ? by.x : 0);
  const bottom = box.y + box.height + (grip.bottom ? by.y : 0);
  return fitted(size, between({ x: left, y: top }, { x: right, y: bottom }));
}

/** The box that has two points as its corners. */
export function between(one: Point, other: Point): Box {
  return {
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  };
}

/** What is kept of the picture: all of it where nothing is cut off. */
export function cropOf({ marks, size }: Pick<Editing, "marks" | "size">): Box {
  return marks.find(({ kind }) => kind === "crop")?.box ?? { x: 0, y: 0, ...size };
}

/** What nobody may see, in whole points: no point that a box touches is left in part. */
export function solidBoxes({ marks }: Pick<Editing, "marks">): Box[] {
  return marks.flatMap(({ kind, box }) => (kind === "cover" || kind === "black-out" ? [whole(box)] : []));
}

function whole({ x, y, width, height }: Box): Box {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
}

function changed(editing: Editing, marks: readonly Mark[]): Editing {
  return { ...editing, marks, past: [...editing.past, editing.marks].slice(-mostSteps), future: [], nudging: null };
}

function reselected(editing: Editing): Editing {
  const isThere = editing.marks.some(({ id }) => id === editing.selected);
  return isThere ? editing : { ...editing, selected: null };
}

function withBox(marks: readonly Mark[], id: number, box: Box): Mark[] {
  return marks.map((mark) => (mark.id === id ? { ...mark, box } : mark));
}

function isSame(one: Box, other: Box): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}

function grown(box: Box): Box {
  return { ...box, width: Math.max(box.width, smallest), height: Math.max(box.height, smallest) };
}

/** The part of a box that lies within the picture, in whole points; null where none does. */
function within(size: Size, box: Box): Box | null {
  const { x, y, width, height } = whole(box);
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const [right, bottom] = [Math.min(size.width, x + width), Math.min(size.height, y + height)];
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

/** Kept within the picture by being made smaller, but never too small to take hold of. */
function fitted(size: Size, box: Box): Box {
  const [left, top] = [clamp(box.x, 0, size.width - smallest), clamp(box.y, 0, size.height - smallest)];
  const right = clamp(box.x + box.width, left + smallest, size.width);
  const bottom = clamp(box.y + box.height, top + smallest, size.height);
  return whole({ x: left, y: top, width: right - left, height: bottom - top });
}

/** Kept within the picture as large as it is. */
function moved(size: Size, box: Box): Box {
  const x = Math.round(clamp(box.x, 0, size.width - box.width));
  const y = Math.round(clamp(box.y, 0, size.height - box.height));
  return { ...box, x, y };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function gripOf(id: number, { x, y, width, height }: Box, point: Point, slack: number): Grip | null {
  const isNear = (value: number, edge: number) => Math.abs(value - edge) <= slack;
  const isInX = point.x >= x - slack && point.x <= x + width + slack;
  const isInY = point.y >= y - slack && point.y <= y + height + slack;
  if (!isInX || !isInY) return null;
  const right = isNear(point.x, x + width);
  const bottom = isNear(point.y, y + height);
  return { id, left: !right && isNear(point.x, x), top: !bottom && isNear(point.y, y), right, bottom };
}
