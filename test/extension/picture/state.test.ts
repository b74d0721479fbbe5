import { afterEach, expect, test, vi } from "vitest";
import { addInMiddle, removeSelected, select } from "../../../extension/picture/editing.ts";
import type { Opened, PictureHost } from "../../../extension/picture/host.ts";
import { createPicture } from "../../../extension/picture/state.ts";
import { AppError, refusal } from "../../../shared/problems.ts";
import { aJpeg, aPng } from "../../server/files/samples.ts";

afterEach(() => vi.unstubAllGlobals());

const cover = { x: 10, y: 10, width: 50, height: 20 };
const taken = (change: Partial<Opened> = {}): Opened => ({
  name: null,
  bytes: new Blob([new Uint8Array(aPng(400, 300))]),
  covers: [cover],
  ...change,
});

function setUp(opened: Opened | null = taken(), change: Partial<PictureHost> = {}) {
  vi.stubGlobal("createImageBitmap", async () => ({ width: 400, height: 300, close: () => {} }));
  const done: string[] = [];
  const host: PictureHost = {
    open: async () => opened,
    attach: async (file) => void done.push(`attach ${file.name} ${file.type}`),
    leave: async () => void done.push("leave"),
    ...change,
  };
  const picture = createPicture({
    host,
    now: () => new Date(2026, 10, 22, 14, 2),
    draw: (_, { marks }) => ({
      convertToBlob: async ({ type = "" } = {}) => new Blob([JSON.stringify(marks)], { type }),
    }),
  });
  return { picture, done };
}

test("a picture opens with its covers on it, and joins the request as what is seen", async () => {
  let written = "";
  const { picture, done } = setUp(taken(), {
    attach: async (file) => {
      written = await file.text();
      done.push(file.name);
    },
  });
  await picture.open();
  expect(picture.editing.value?.marks).toMatchObject([{ kind: "cover", box: cover }]);
  picture.act(addInMiddle);
  await picture.finish();
  expect(JSON.parse(written)).toMatchObject([{ box: cover }, { kind: "black-out" }]);
  expect(done).toEqual(["page-2026-11-22-1402.png", "leave"]);
});

test("a file of the draft keeps its name and kind", async () => {
  const { picture, done } = setUp({
    name: "photo.jpg",
    bytes: new Blob([new Uint8Array(aJpeg(400, 300))]),
    covers: [],
  });
  await picture.open();
  await picture.finish();
  expect(done).toEqual(["attach photo.jpg image/jpeg", "leave"]);
});

test("a picture that is refused by the draft stays open with all that was drawn, and can be added again", async () => {
  let isFull = true;
  const { picture, done } = setUp(taken(), {
    attach: async () => {
      if (isFull) throw new AppError(refusal("file.too-many", { most: 5, name: "page.png" }));
      done.push("attach");
    },
  });
  await picture.open();
  picture.act(addInMiddle);
  await picture.finish();
  expect(picture.stage.value).toBe("editing");
  expect(picture.fault.value?.code).toBe("file.too-many");
  expect(picture.said.value).toContain("5 files fit in one request.");
  expect(picture.editing.value?.marks).toHaveLength(2);
  isFull = false;
  await picture.finish();
  expect(done).toEqual(["attach", "leave"]);
});

test("while it is being added nothing is drawn and nothing is added twice", async () => {
  const { picture, done } = setUp(taken(), { attach: () => new Promise(() => void done.push("attach")) });
  await picture.open();
  void picture.finish();
  void picture.finish();
  await vi.waitFor(() => expect(done).toEqual(["attach"]));
  expect(picture.act(addInMiddle)).toBe(false);
  expect(picture.editing.value?.marks).toHaveLength(1);
});

const gone: [what: string, opened: Opened | null, code: string][] = [
  ["is no longer there", null, "picture.absent"],
  ["is no picture", taken({ bytes: new Blob(["words"]) }), "file.damaged"],
  [
    "is too large to unpack",
    taken({ bytes: new Blob([new Uint8Array(aPng(50_000, 50_000))]) }),
    "file.too-many-pixels",
  ],
];

test.each(gone)("what %s says so, and nothing of it is shown", async (_, opened, code) => {
  const { picture } = setUp(opened);
  await picture.open();
  expect(picture.stage.value).toBe("gone");
  expect(picture.fault.value?.code).toBe(code);
  expect(picture.bitmap.value).toBeNull();
});

test("what happens is said for those who do not see it", async () => {
  const { picture } = setUp();
  await picture.open();
  picture.act((editing) => select(editing, 1));
  expect(picture.said.value).toMatch(/^Covered place, 1 of 1/);
  picture.act(removeSelected);
  expect(picture.said.value).toBe("Shown what was covered.");
  picture.act(() => null);
  expect(picture.said.value).toBe("Shown what was covered.");
});
