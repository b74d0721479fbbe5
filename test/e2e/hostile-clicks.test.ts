import { setTimeout as pause } from "node:timers/promises";
import type { Frame, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPreview, openStage, panelHost, type Stage, sendButton, submissions } from "./hostile/stage.ts";
import { addCover, type Ending, type Point, pageStyles, type Trick, tricks } from "./hostile/tricks.ts";
import { eventually, launcher } from "./world.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.world.stop());

/** More than half of the panel's width: the pointer rests beside it. */
const slide = 320;

const told: Record<Ending, string | null> = {
  closed: null,
  unheard: null,
  covered: "Something on this page covers this button",
  "too-soon": "Look once more, then press again",
  still: "Move the pointer a little",
};

describe("a page that tricks a person into pressing Send", () => {
  for (const trick of tricks) {
    test(`gets nothing sent by ${trick.name}`, async () => {
      const { world, page } = stage;
      await page.reload();
      const panel = await openPreview(page, "Checkout is broken", "The total is wrong.");
      await pressSend(page, panel, trick);
      const heard = await outcome(panel);
      await page.setViewport(null);
      console.log(`${trick.name}: ${heard}`);
      expect(trick.ends).toContain(heard);
      expect(await submissions(world)).toBe(0);
    });
  }

  test("changes no pixel of the panel by what it does to itself", async () => {
    const { page } = stage;
    await page.reload();
    const panel = await openPreview(page, "Checkout is broken", "The total is wrong.");
    const { x: middle } = await middleOf(panel);
    await page.mouse.move(10, 10);
    const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    const panelWidth = 2 * (width - middle);
    const clip = { x: width - panelWidth, y: 0, width: panelWidth, height };
    const look = async () =>
      Buffer.from(await page.screenshot({ clip, captureBeyondViewport: false })).toString("base64");
    let before = "";
    // It slides in first.
    await eventually(async () => {
      const last = before;
      before = await look();
      return before === last;
    }, "the panel to rest");
    for (const content of pageStyles) {
      const style = await page.addStyleTag({ content });
      expect((await look()) === before, content).toBe(true);
      await style.evaluate((element) => (element as HTMLStyleElement).remove());
    }
    // What does change the panel is seen by the comparison.
    await page.evaluate(addCover, { x: middle, y: 100 }, { isWhole: true });
    expect(await look()).not.toBe(before);
  });

  test("gets no panel to open over it while it shows itself faint", async () => {
    const { page } = stage;
    await page.reload();
    const button = await page.waitForSelector(launcher);
    await page.addStyleTag({ content: "html{opacity:.5}" });
    await button?.click();
    await eventually(async () => (await page.$(launcher)) === null, "the launcher to go");
    expect(await page.$(panelHost)).toBeNull();
  });

  test("and without a trick the same press sends once", async () => {
    const { world, page } = stage;
    await page.reload();
    const panel = await openPreview(page, "Checkout is broken", "The total is wrong.");
    await pressSend(page, panel, { name: "none", ends: [] });
    await panel.waitForSelector("::-p-text(Request sent)");
    expect(await submissions(world)).toBe(1);
  });
});

/** Comes to the button, looks at it, presses it; the page plays its trick meanwhile. */
async function pressSend(page: Page, panel: Frame, trick: Trick): Promise<void> {
  const button = await middleOf(panel);
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const size = trick.shrinksTo ?? 1;
  const at = {
    x: trick.isPointerStill ? button.x - slide : width - (width - button.x) * size,
    y: button.y * size,
  };
  if (trick.shrinksTo) await trick.play?.(page, at);
  await handled(page.mouse.move(at.x - 40 * size, at.y - 120 * size));
  await handled(page.mouse.move(at.x, at.y, { steps: 5 }));
  if (!trick.shrinksTo) await trick.play?.(page, at);
  if (trick.isPointerStill) await page.setViewport({ width: width - slide, height });
  else await handled(page.mouse.move(at.x - 4 * size, at.y, { steps: 3 }));
  // As long as a person looks before pressing, and longer than the panel asks for.
  await pause(900);
  if (!trick.isPointerStill) await handled(page.mouse.move(at.x + 2, at.y));
  await trick.beforePress?.(page, at);
  await handled(page.mouse.down());
  await trick.duringPress?.(page, at);
  await handled(page.mouse.up());
}

/** The pointer goes on whether or not the page answers: Chromium answers no event whose frame is taken away under it. */
const handled = (event: Promise<void>) => Promise.race([event, pause(1_000)]);

async function middleOf(panel: Frame): Promise<Point> {
  const box = await (await panel.waitForSelector(sendButton))?.boundingBox();
  if (!box) throw new Error("The button to send has no place");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Waits until the panel has said something of the press, or is gone, or could have said something by now. */
async function outcome(panel: Frame): Promise<string> {
  const read = async () => {
    if (panel.detached) return "closed";
    const text = await panel.evaluate(() => document.body.innerText).catch(() => "");
    return Object.entries({ ...told, sent: "Request sent" }).find(([, words]) => words && text.includes(words))?.[0];
  };
  for (const end = Date.now() + 1_500; Date.now() < end; await pause(50)) {
    const heard = await read();
    if (heard) return heard;
  }
  return "unheard";
}
