import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addInMiddle,
  addMark,
  type Box,
  beginEditing,
  chooseTool,
  cropOf,
  dragged,
  type Editing,
  gripAt,
  nudge,
  placeMark,
  redo,
  removeSelected,
  select,
  selectNext,
  smallest,
  solidBoxes,
  undo,
} from "../../../extension/picture/editing.ts";
import { pressAnywhere, pressKey } from "../../../extension/picture/keys.ts";
import { changeWords, coversWords, pictureName, selectedWords } from "../../../extension/picture/words.ts";

const size = { width: 1_000, height: 600 };
const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });
const cover = box(100, 100, 200, 50);
const begun = (covers: Box[] = [cover]) => beginEditing(size, covers);
const boxes = ({ marks }: Editing) => marks.map((mark) => mark.box);
const key = (name: string, change: { shift?: boolean; control?: boolean } = {}) => ({
  key: name,
  shift: false,
  control: false,
  ...change,
});

describe("covers", () => {
  test("stand from the beginning, cut to the picture, and there is no way back behind them", () => {
    const editing = begun([cover, box(-20, -20, 50, 50), box(990, 590, 50, 50), box(2_000, 0, 10, 10)]);
    expect(boxes(editing)).toEqual([cover, box(0, 0, 30, 30), box(990, 590, 10, 10)]);
    expect(undo(editing)).toBe(editing);
  });

  test("stay where they are, whatever moves or resizes", () => {
    const editing = select(begun(), 1);
    expect(nudge(editing, { x: 8, y: 0 }, false)).toBe(editing);
    expect(nudge(editing, { x: -8, y: 0 }, true)).toBe(editing);
    expect(placeMark(editing, 1, box(500, 500, 20, 20))).toBe(editing);
  });

  test("are lifted one by one by an explicit step, which can be taken back", () => {
    const lifted = removeSelected(select(begun([cover, box(500, 300, 50, 50)]), 1));
    expect(boxes(lifted)).toEqual([box(500, 300, 50, 50)]);
    expect(boxes(undo(lifted))).toEqual([cover, box(500, 300, 50, 50)]);
    expect(removeSelected(begun())).toEqual(begun());
  });
});

describe("boxes", () => {
  test("what is drawn is selected, stands within the picture, and can be taken hold of", () => {
    const drawn = addMark(begun([]), box(-50, 590, 60, 3));
    expect(boxes(drawn)).toEqual([box(0, 590, 10, 8)]);
    expect(drawn.selected).toBe(drawn.marks[0]!.id);
    expect(addMark(begun([]), box(2_000, 0, 50, 50)).marks).toEqual([]);
  });

  test("a second crop takes the first one's place, and without one all is kept", () => {
    const crop = chooseTool(begun(), "crop");
    expect(cropOf(crop)).toEqual(box(0, 0, 1_000, 600));
    const twice = addMark(addMark(crop, box(10, 10, 100, 100)), box(50, 50, 300, 200));
    expect(cropOf(twice)).toEqual(box(50, 50, 300, 200));
    expect(twice.marks.filter(({ kind }) => kind === "crop")).toHaveLength(1);
    expect(cropOf(undo(twice))).toEqual(box(10, 10, 100, 100));
  });

  test("covers and black boxes hide, highlights and crops do not", () => {
    let editing = addMark(begun(), box(10, 10, 20, 20));
    editing = addMark(chooseTool(editing, "highlight"), box(300, 300, 50, 50));
    editing = addMark(chooseTool(editing, "crop"), box(0, 0, 500, 500));
    expect(solidBoxes(editing)).toEqual([cover, box(10, 10, 20, 20)]);
  });

  test("a pointer between two points leaves no point that it touched uncovered", () => {
    const point = fc.record({
      x: fc.double({ min: 0, max: 999, noNaN: true }),
      y: fc.double({ min: 0, max: 599, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (from, to) => {
        const drawn = addMark(begun([]), {
          x: Math.min(from.x, to.x),
          y: Math.min(from.y, to.y),
          width: Math.abs(from.x - to.x),
          height: Math.abs(from.y - to.y),
        });
        const [solid] = solidBoxes(drawn);
        for (const { x, y } of [from, to]) {
          expect(solid!.x).toBeLessThanOrEqual(Math.floor(x));
          expect(solid!.x + solid!.width).toBeGreaterThanOrEqual(Math.min(1_000, Math.ceil(x)));
          expect(solid!.y).toBeLessThanOrEqual(Math.floor(y));
          expect(solid!.y + solid!.height).toBeGreaterThanOrEqual(Math.min(600, Math.ceil(y)));
        }
        for (const value of Object.values(solid!)) expect(Number.isInteger(value)).toBe(true);
      }),
    );
  });

  const grips: [at: [number, number], held: string, to: [number, number], becomes: Box][] = [
    [[200, 150], "the whole", [210, 170], box(110, 120, 200, 100)],
    [[200, 150], "the whole, and stops at the edge", [-900, 5_000], box(0, 500, 200, 100)],
    [[100, 100], "the upper left corner", [80, 90], box(80, 90, 220, 110)],
    [[300, 200], "the lower right corner", [320, 260], box(100, 100, 220, 160)],
    [[300, 150], "the right edge", [350, 400], box(100, 100, 250, 100)],
    [[200, 100], "the upper edge", [999, 50], box(100, 50, 200, 150)],
    [[300, 150], "the right edge, and goes through the left one", [40, 150], box(40, 100, 60, 100)],
    [[300, 200], "a corner, and leaves the picture", [5_000, 5_000], box(100, 100, 900, 500)],
    [[300, 200], "a corner, and makes it as small as can be", [100, 100], box(100, 100, smallest, smallest)],
  ];

  test.each(grips)("a press at %j has hold of %s; at %j it is %j", ([x, y], _, [toX, toY], becomes) => {
    const editing = addMark(begun([]), box(100, 100, 200, 100));
    const grip = gripAt(editing, { x, y }, 5);
    expect(dragged(size, editing.marks[0]!.box, grip!, { x, y }, { x: toX, y: toY })).toEqual(becomes);
  });

  test("of several boxes the selected one is held, then the one drawn last; of a crop its edge alone", () => {
    let editing = addMark(begun([]), box(100, 100, 200, 100));
    editing = addMark(editing, box(150, 120, 200, 100));
    const [one, other] = editing.marks.map(({ id }) => id);
    const point = { x: 200, y: 150 };
    expect(gripAt(select(editing, null), point, 5)?.id).toBe(other);
    expect(gripAt(select(editing, one!), point, 5)?.id).toBe(one);
    expect(gripAt(editing, { x: 600, y: 400 }, 5)).toBeNull();
    const cropped = addMark(chooseTool(begun([]), "crop"), box(100, 100, 400, 400));
    expect(gripAt(cropped, { x: 300, y: 300 }, 5)).toBeNull();
    expect(gripAt(cropped, { x: 100, y: 300 }, 5)).toMatchObject({ left: true, right: false });
  });
});

describe("with keys alone", () => {
  test("a box is put into the middle, moved, resized, and taken away", () => {
    let editing = begun([]);
    const press = (name: string, change = {}) => {
      editing = pressKey(editing, key(name, change)) ?? editing;
    };
    press("Enter");
    expect(boxes(editing)).toEqual([box(400, 240, 200, 120)]);
    press("ArrowLeft");
    press("ArrowUp", { control: true });
    press("ArrowRight", { shift: true });
    press("ArrowUp", { shift: true, control: true });
    expect(boxes(editing)).toEqual([box(392, 239, 208, 119)]);
    press("Delete");
    expect(editing.marks).toEqual([]);
  });

  test("a new box stands in the middle of what is kept", () => {
    const cropped = addMark(chooseTool(begun([]), "crop"), box(600, 400, 200, 100));
    expect(boxes(addInMiddle(chooseTool(cropped, "black-out")))[1]).toEqual(box(680, 440, 40, 20));
  });

  test("every box can be come to, forwards and backwards, round and round", () => {
    const editing = begun([cover, box(300, 300, 20, 20), box(400, 400, 20, 20)]);
    const walk = (step: 1 | -1) => {
      let now = editing;
      return Array.from({ length: 4 }, () => {
        now = selectNext(now, step);
        return now.selected;
      });
    };
    expect(walk(1)).toEqual([1, 2, 3, 1]);
    expect(walk(-1)).toEqual([3, 2, 1, 3]);
    expect(selectNext(begun([]), 1).selected).toBeNull();
  });

  test("keys that are not ours are left to the page", () => {
    const editing = select(begun(), 1);
    for (const name of ["Tab", "a", "F5", " "]) expect(pressKey(editing, key(name))).toBeNull();
    expect(pressKey(editing, key("Enter", { control: true }))).toBeNull();
    expect(pressAnywhere(editing, key("z"))).toBeNull();
    expect(pressAnywhere(editing, key("c", { control: true }))).toBeNull();
  });
});

describe("the way back", () => {
  test("a walk with arrow keys is one step back, two walks are two", () => {
    const first = addMark(begun([]), box(100, 100, 50, 50));
    let editing = first;
    for (let times = 0; times < 5; times++) editing = nudge(editing, { x: 8, y: 0 }, false);
    expect(boxes(editing)).toEqual([box(140, 100, 50, 50)]);
    expect(undo(editing).marks).toEqual(first.marks);
    const again = nudge(select(editing, editing.selected), { x: 8, y: 0 }, false);
    expect(boxes(undo(again))).toEqual([box(140, 100, 50, 50)]);
  });

  test("something new after a step back leaves no way forth to what was", () => {
    const two = addMark(addMark(begun([]), box(0, 0, 20, 20)), box(50, 50, 20, 20));
    const other = addMark(undo(two), box(90, 90, 20, 20));
    expect(redo(other)).toBe(other);
    expect(boxes(other)).toEqual([box(0, 0, 20, 20), box(90, 90, 20, 20)]);
  });

  const step = fc.constantFrom<(editing: Editing) => Editing>(
    addInMiddle,
    removeSelected,
    (editing) => addMark(chooseTool(editing, "highlight"), box(10, 20, 30, 40)),
    (editing) => addMark(chooseTool(editing, "crop"), box(50, 50, 300, 300)),
    (editing) => nudge(editing, { x: 8, y: 1 }, false),
    (editing) => nudge(editing, { x: -8, y: 1 }, true),
    (editing) => selectNext(editing, 1),
    (editing) => undo(editing),
    (editing) => redo(editing),
  );

  test("whatever is done can be undone to the beginning and redone to the end, and no box leaves the picture", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const last = steps.reduce((editing, act) => act(editing), begun([cover, box(500, 300, 60, 60)]));
        for (const { x, y, width, height } of boxes(last)) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
          expect(Math.min(width, height)).toBeGreaterThan(0);
          expect(x + width).toBeLessThanOrEqual(size.width);
          expect(y + height).toBeLessThanOrEqual(size.height);
        }
        const back = last.past.reduce((editing) => undo(editing), last);
        expect(boxes(back)).toEqual([cover, box(500, 300, 60, 60)]);
        const forth = last.past.reduce((editing) => redo(editing), back);
        expect(forth.marks).toEqual(last.marks);
        expect(new Set(last.marks.map(({ id }) => id)).size).toBe(last.marks.length);
      }),
    );
  });
});

describe("words", () => {
  test("say which box is selected, where it is, and what became of it", () => {
    const editing = select(begun(), 1);
    expect(selectedWords(editing)).toBe(
      "Covered place, 1 of 1: 100 from the left, 100 from the top, 200 wide, 50 high.",
    );
    expect(changeWords(editing, removeSelected(editing))).toBe("Shown what was covered.");
    const drawn = addMark(editing, box(1, 2, 30, 40));
    expect(changeWords(drawn, removeSelected(drawn))).toMatch(/^Removed\. Covered place, 1 of 1/);
    expect(changeWords(editing, select(editing, null))).toBe("Nothing selected.");
  });

  test("say how much is covered, also where it is nothing", () => {
    expect(coversWords(0)).toMatch(/^Nothing was found/);
    expect(coversWords(1)).toMatch(/^One place was covered/);
    expect(coversWords(12)).toMatch(/^12 places were covered/);
  });

  test("a picture is named by the minute that it was taken in", () => {
    expect(pictureName(new Date(2026, 10, 2, 9, 5))).toBe("page-2026-11-02-0905.png");
  });
});
