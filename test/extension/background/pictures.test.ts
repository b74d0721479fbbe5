import { expect, test } from "vitest";
import { startPanel } from "../../../extension/background/drafting.ts";
import {
  boxesIn,
  keptMs,
  sweepPictures,
  takePicture,
  unwantPicture,
  wantPicture,
} from "../../../extension/background/pictures.ts";
import type { LauncherEvent } from "../../../extension/messages.ts";
import { mostRects } from "../../../extension/picture/covers.ts";
import { refusal } from "../../../shared/problems.ts";
import { aPng } from "../../server/files/samples.ts";
import { fakeServices, ownTab, panelCaller, storeOrigin } from "./fake-services.ts";

const { tabId } = panelCaller;
const size = { width: 2_000, height: 1_000 };
const readingOf = (...rects: { x: number; y: number; width: number; height: number }[]) => ({
  window: { width: 1_000, height: 500 },
  rects,
});

/** A draft whose store stands in the panel's tab, and everything that is done to the page, in order. */
async function begun({ address = `${storeOrigin}/admin/?route=sale/order` } = {}) {
  const services = fakeServices();
  const { draft } = await startPanel(services, panelCaller, { draftId: null });
  const done: string[] = [];
  const { reach } = services;
  reach.addressOf = async (tab) => (tab === tabId ? address : null);
  reach.tellLauncher = async (_, event: LauncherEvent) => {
    if (event.kind === "launcher.hide") done.push(event.isHidden ? "hide" : "show");
  };
  reach.coversIn = async () => {
    done.push("look");
    return readingOf({ x: 10, y: 20, width: 100, height: 30 });
  };
  reach.photograph = async () => {
    done.push("photograph");
    return new Uint8Array(aPng(size.width, size.height));
  };
  reach.openTab = async (path, beside) => void done.push(`open ${path} beside ${beside}`);
  return { services, reach, done, draftId: draft.draftId };
}

test("one press takes one picture: all of ours out of sight, covers looked at before and after, then back", async () => {
  const { services, done, draftId } = await begun();
  const wait = await wantPicture(services, panelCaller, draftId);
  expect(wait).toEqual({ until: "2026-11-22T10:02:00.000Z", shortcut: "Alt+Shift+G" });
  expect(await takePicture(services, tabId)).toBe(true);
  expect(done).toEqual(["hide", "look", "photograph", "look", "show", `open picture.html?draft=${draftId} beside 7`]);
  expect(await services.shelves.pictures.get(draftId)).toMatchObject({
    draftId,
    tabId,
    covers: [{ x: 19, y: 39, width: 202, height: 62 }],
  });
  expect(services.told.at(-1)).toEqual({ kind: "picture.taken", storeOrigin, draftId });
  expect(await takePicture(services, tabId)).toBe(false);
});

test("what moved while the picture was taken is covered where it was and where it went", async () => {
  const { services, reach, draftId } = await begun();
  let y = 0;
  reach.coversIn = async () => {
    y += 100;
    return readingOf({ x: 0, y, width: 10, height: 10 });
  };
  await wantPicture(services, panelCaller, draftId);
  await takePicture(services, tabId);
  const { covers } = (await services.shelves.pictures.get(draftId))!;
  expect(covers.map((box) => box.y)).toEqual([199, 399]);
});

type Begun = Awaited<ReturnType<typeof begun>>;
const notWanted: [what: string, change: (begun: Begun) => unknown][] = [
  ["nobody asked for one", ({ services }) => services.settings.pictureWish.change(() => null)],
  ["it was called off", ({ services, draftId }) => unwantPicture(services, panelCaller, draftId)],
  ["two minutes have gone by", ({ services }) => (services.clock.ms += 120_001)],
  ["its draft is gone", ({ services, draftId }) => services.shelves.drafts.drop(draftId)],
  ["the tab shows another site", ({ reach }) => (reach.addressOf = async () => "https://other.example/")],
  ["the tab's address is not told", ({ reach }) => (reach.addressOf = async () => null)],
];

test.each(notWanted)("no picture is taken where %s", async (_, change) => {
  const made = await begun();
  await wantPicture(made.services, panelCaller, made.draftId);
  await change(made);
  expect(await takePicture(made.services, tabId)).toBe(false);
  expect(made.done).toEqual([]);
  expect(await made.services.shelves.pictures.all()).toEqual([]);
});

test("a picture that is wanted of one tab is not taken of another tab of the same store", async () => {
  const { services, reach, done, draftId } = await begun();
  reach.addressOf = async () => `${storeOrigin}/admin/`;
  await wantPicture(services, panelCaller, draftId);
  expect(await takePicture(services, tabId + 1)).toBe(false);
  expect(done).toEqual([]);
});

test("from a tab of our own the picture may be of any tab that shows the store", async () => {
  const { services, reach, draftId } = await begun();
  reach.addressOf = async () => `${storeOrigin}/admin/`;
  await wantPicture(services, ownTab(draftId), draftId);
  expect(await takePicture(services, 99)).toBe(true);
});

test("nobody calls off, or asks for, a picture for another store's draft", async () => {
  const { services, draftId } = await begun();
  await wantPicture(services, panelCaller, draftId);
  const stranger = { ...panelCaller, origin: "https://other.example" };
  for (const act of [wantPicture, unwantPicture]) {
    await expect(act(services, stranger, draftId)).rejects.toMatchObject({ refusal: refusal("draft.absent") });
  }
  expect(await takePicture(services, tabId)).toBe(true);
});

const lies: [what: string, reading: unknown][] = [
  ["nothing", null],
  ["words", "no covers"],
  ["a window without size", { window: { width: 0, height: 0 }, rects: [] }],
  ["rectangles that are none", readingOf({ x: "0", y: 0, width: 1, height: 1 } as never)],
  ["a rectangle that goes on for ever", readingOf({ x: 0, y: 0, width: Number.POSITIVE_INFINITY, height: 1 })],
  ["no rectangles at all", { window: { width: 10, height: 10 } }],
  ["too many", readingOf(...Array.from({ length: mostRects + 1 }, () => ({ x: 0, y: 0, width: 1, height: 1 })))],
];

test.each(lies)(
  "a page whose script gives %s gets no picture, and everything of ours back in sight",
  async (_, said) => {
    const { services, reach, done, draftId } = await begun();
    reach.coversIn = async () => said;
    await wantPicture(services, panelCaller, draftId);
    await expect(takePicture(services, tabId)).rejects.toMatchObject({ refusal: refusal("picture.unreadable") });
    expect(done.at(-1)).toBe("show");
    expect(await services.shelves.pictures.all()).toEqual([]);
  },
);

test("a picture that failed can be taken by the next press", async () => {
  const { services, reach, done, draftId } = await begun();
  const works = reach.photograph;
  reach.photograph = async () => null;
  await wantPicture(services, panelCaller, draftId);
  await expect(takePicture(services, tabId)).rejects.toMatchObject({ refusal: refusal("picture.not-in-front") });
  reach.photograph = async () => {
    throw new Error("no permission");
  };
  await expect(takePicture(services, tabId)).rejects.toThrow("no permission");
  expect(done.at(-1)).toBe("show");
  reach.photograph = works;
  expect(await takePicture(services, tabId)).toBe(true);
});

test("a picture that nobody came back to is forgotten after half an hour, and with its draft at once", async () => {
  const { services, draftId } = await begun();
  const takenAt = services.clock.ms;
  const kept = { draftId, tabId, bytes: new Blob(), covers: [], takenAt };
  await services.shelves.pictures.put(kept);
  services.clock.ms += keptMs - 1;
  await sweepPictures(services);
  expect(await services.shelves.pictures.all()).toHaveLength(1);
  services.clock.ms += 1;
  await sweepPictures(services);
  expect(await services.shelves.pictures.all()).toEqual([]);
  await services.shelves.pictures.put({ ...kept, draftId: "gone", takenAt: services.clock.ms });
  await sweepPictures(services);
  expect(await services.shelves.pictures.all()).toEqual([]);
});

test("a box covers every point that its rectangle touches, whatever the screen's scale", () => {
  for (const scale of [1, 1.25, 1.5, 2, 2.625]) {
    const window = { width: 1_000, height: 500 };
    const points = { width: Math.round(1_000 * scale), height: Math.round(500 * scale) };
    const [box] = boxesIn(points, { window, rects: [{ x: 10.3, y: 20.7, width: 99.5, height: 30.2 }] });
    expect(box!.x).toBeLessThanOrEqual(Math.floor(10.3 * scale) - 1);
    expect(box!.y).toBeLessThanOrEqual(Math.floor(20.7 * scale) - 1);
    expect(box!.x + box!.width).toBeGreaterThanOrEqual(Math.ceil(109.8 * scale) + 1);
    expect(box!.y + box!.height).toBeGreaterThanOrEqual(Math.ceil(50.9 * scale) + 1);
    expect(box!.width).toBeLessThan(99.5 * scale + 6);
  }
});
