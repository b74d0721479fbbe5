import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import puppeteer, { type Browser, type Frame, type Page } from "puppeteer-core";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FakeHost } from "../../support/fake-host.ts";

/**
 * The panel in a frame of a page that plays tricks, in a real browser with a real pointer: what no simulated DOM knows is
 * whether something lies over a button.
 */
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

let server: ViteDevServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await createServer({ configFile: fileURLToPath(new URL("./vite.config.ts", import.meta.url)) });
  await server.listen();
  browser = await puppeteer.launch({
    executablePath: chromium,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Stage {
  frame: Frame;
  /** Middle of the send button, in the page's coordinates. */
  at: { x: number; y: number };
  sent(): Promise<number>;
}

async function stage(): Promise<Stage> {
  await page?.close();
  page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  await page.setViewport({ width: 1_000, height: 800 });
  const address = server.resolvedUrls?.local[0] ?? "";
  // One site's page holds another's, as a store's page holds the panel.
  await page.goto(`${address.replace("127.0.0.1", "localhost")}store.html`);
  await page.evaluate((src) => {
    document.body.append(Object.assign(document.createElement("iframe"), { id: "panel", src }));
  }, `${address}panel.html?state=preview`);
  const element = await page.waitForSelector("#panel");
  const frame = await element?.contentFrame();
  if (!frame) throw new Error("the panel has a frame");
  const button = await frame.waitForSelector("footer .primary:not([aria-disabled=true])");
  await frame.waitForSelector("html[data-ready]");
  const box = await button?.boundingBox();
  if (!box) throw new Error("the send button has a place");
  const sent = () => frame.evaluate(() => (window as unknown as { host: FakeHost }).host.sentAs("ticket.send").length);
  return { frame, at: { x: box.x + box.width / 2, y: box.y + box.height / 2 }, sent };
}

/** Moves in like a hand, and stays a while. */
async function approach({ at, frame }: Stage) {
  await page.mouse.move(at.x - 30, at.y - 90);
  await page.mouse.move(at.x, at.y, { steps: 5 });
  await linger(frame);
}

/** Lets the panel's own clock go on for longer than any rule of consent asks. */
const linger = (frame: Frame, ms = 900) =>
  frame.evaluate((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)), ms);

const trick = (css: string) => async () => {
  await page.evaluate((css) => {
    document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
  }, css);
};

const overlay = (css: string) => async () => {
  await page.evaluate((css) => {
    const over = document.createElement("div");
    over.style.cssText = `position:fixed;inset:0;background:#fff;pointer-events:none;${css}`;
    document.body.append(over);
  }, css);
};

describe.skipIf(!existsSync(chromium))("the panel in a hostile page", () => {
  test("a person who sees the button and presses it sends once", async () => {
    const scene = await stage();
    await approach(scene);
    await page.mouse.click(scene.at.x, scene.at.y);
    await scene.frame.waitForSelector(".hero.positive");
    expect(await scene.sent()).toBe(1);
  });

  const tricks: [string, () => Promise<void>][] = [
    ["made transparent", trick("#panel { opacity: .01 }")],
    ["cut off by a clip path", trick("#panel { clip-path: inset(0 0 0 99%) }")],
    ["washed out by a filter", trick("#panel { filter: opacity(.02) }")],
    ["shrunk by a transform", trick("#panel { transform: scale(.98) }")],
    ["in a transparent page", trick("html { opacity: .02 }")],
    ["under an element that lets clicks through", overlay("z-index:9")],
    ["under a bait that leaves a hole for nothing", overlay("z-index:9;background:none;border:400px solid #fff")],
    // A mask is the one effect that Chromium does not tell of; the launcher forbids it on its own element.
    ["blended away", trick("#panel { mix-blend-mode: color }")],
    [
      "under a popover in the top layer",
      async () => {
        await page.evaluate(() => {
          const over = Object.assign(document.createElement("div"), { popover: "manual" });
          over.style.cssText = "inset:0;width:100%;height:100%;border:0;pointer-events:none;background:#fff";
          document.body.append(over);
          over.showPopover();
        });
      },
    ],
    ["half out of the window", trick("#panel { inset: auto 20px -640px auto !important; height: 700px }")],
  ];
  test.each(tricks)("sends nothing when it is %s", async (_, play) => {
    const scene = await stage();
    await approach(scene);
    await play();
    await linger(scene.frame, 400);
    await page.mouse.click(scene.at.x, scene.at.y);
    await scene.frame.evaluate(() => document.querySelector<HTMLElement>("#view-facts")?.focus());
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await linger(scene.frame);
    expect(await scene.sent()).toBe(0);
  });

  test("sends nothing when it is swapped in late under a waiting pointer", async () => {
    const scene = await stage();
    await page.evaluate(() => document.querySelector<HTMLElement>("#panel")?.style.setProperty("left", "3000px"));
    await page.mouse.move(scene.at.x - 40, scene.at.y);
    await page.mouse.move(scene.at.x, scene.at.y, { steps: 4 });
    await linger(scene.frame);
    await page.evaluate(() => document.querySelector<HTMLElement>("#panel")?.style.removeProperty("left"));
    await page.mouse.click(scene.at.x, scene.at.y);
    await linger(scene.frame);
    // Waiting longer does not help while the pointer rests: it never came to the panel by itself.
    await page.mouse.down();
    await page.mouse.up();
    await linger(scene.frame);
    expect(await scene.sent()).toBe(0);
  });

  test("sends nothing for events that a script makes up inside it", async () => {
    const scene = await stage();
    await approach(scene);
    await scene.frame.evaluate(() => {
      document.querySelector<HTMLElement>("footer .primary")?.click();
      window.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true }));
    });
    await linger(scene.frame);
    expect(await scene.sent()).toBe(0);
  });
});
