import type { Page, Protocol } from "puppeteer-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eavesdropper, readEar } from "./hostile/eavesdropper.ts";
import { flood, makeUpEvents, shout } from "./hostile/flood.ts";
import { openStage, panelHost, type Stage, submissions } from "./hostile/stage.ts";
import { click, eventually, launcher, openPanel, write } from "./world.ts";

const floodMs = 10_000;
/** Of the page's main thread, of which a flood of ten seconds has ten. */
const mostOfOursMs = 0.05 * floodMs;
const names = ["panel.start", "ticket.send", "enrolment.enrol", "store.seen", "capture.done", "site.enable"];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ head: eavesdropper() });
});
afterAll(() => stage?.world.stop());
beforeEach(async () => {
  await stage.page.reload();
  await stage.page.waitForSelector(launcher);
});

test("a page that floods the panel sees it close for good, at little cost, and loses none of what was typed", async () => {
  const { world, page } = stage;
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  const panel = await openPanel(page);
  const message = "The total is wrong since the update, and this is the last word.";
  await write(panel, "Checkout is broken", message);

  // At once: the last words were not saved yet.
  const { result, ownMs, busyMs } = await profile(page, () => page.evaluate(flood, panelHost, floodMs));
  console.log(
    `${result.deeds} deeds in ${floodMs} ms; ours ran ${ownMs.toFixed(1)} ms of ${busyMs.toFixed(0)} ms busy`,
  );
  expect(result.deeds).toBeGreaterThanOrEqual(floodMs * 0.99);
  expect(result.lateSights).toBe(0);
  expect(ownMs).toBeLessThan(mostOfOursMs);
  expect(await page.$(panelHost)).toBeNull();
  expect(page.frames().length).toBe(1);
  expect(complaints).toEqual([]);
  expect((await page.evaluate(readEar)).complaints).toEqual([]);

  const popup = await world.browser.popup(page);
  const opened = world.browser.browser.waitForTarget((target) => target.url().includes("panel.html?draft="));
  await popup.waitForSelector("::-p-text(This page would not leave the panel alone)");
  await click(await popup.waitForSelector("::-p-text(Continue in a tab)"));
  const own = await (await opened).asPage();
  await own.bringToFront();
  await own.waitForFunction((text) => document.body.textContent.includes(text), {}, message);
  await own.close();
  await page.bringToFront();

  await page.reload();
  const again = await openPanel(page);
  await click(await again.waitForSelector("::-p-text(Go on writing)"));
  await again.waitForSelector("#message");
  expect(await again.$eval("#message", (field) => (field as HTMLTextAreaElement).value)).toBe(message);
});

test("nothing that a script makes up opens, closes or sends anything", async () => {
  const { world, page } = stage;
  const heard = await hearMessages(stage);
  const madeUp = await page.evaluate(makeUpEvents);
  expect(await page.$(panelHost)).toBeNull();
  expect(await heard()).toEqual([]);

  const panel = await openPanel(page);
  const own = ["panel.start", "request.terms", "ticket.list"];
  await eventually(async () => (await heard()).length === own.length, "the panel to have asked for what it shows");
  expect((await heard()).toSorted()).toEqual(own);
  const before = await heard();
  const madeUpOverPanel = await page.evaluate(makeUpEvents);
  await page.evaluate(shout, names, 10_000);
  // The page's own messages arrive after those that were sent before them.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  console.log(`${madeUp + madeUpOverPanel} events made up, 10,000 messages shouted`);
  expect(await heard()).toEqual(before);
  expect(panel.detached).toBe(false);
  expect(await page.$(panelHost)).not.toBeNull();
  expect(await submissions(world)).toBe(0);
});

/** Names of the messages that reach the background from now on, but for a capture's, which goes on by itself. */
async function hearMessages({ world: { browser } }: Stage): Promise<() => Promise<string[]>> {
  const worker = await browser.serviceWorker();
  await worker.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const { runtime } = (globalThis as unknown as WorkerGlobals).chrome;
    runtime.onMessage.addListener((message) => void heard.push(message.name));
  });
  const isOfCapture = (name: string) => name.startsWith("capture.");
  return async () =>
    (await worker.evaluate(() => (globalThis as unknown as WorkerGlobals).heard)).filter((name) => !isOfCapture(name));
}

interface WorkerGlobals {
  heard: string[];
  chrome: { runtime: { onMessage: { addListener(listener: (message: { name: string }) => void): void } } };
}

/** How long the page's main thread was busy, and how much of that with our script on the stack. */
async function profile<Result>(page: Page, work: () => Promise<Result>) {
  const session = await page.createCDPSession();
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: 200 });
  await session.send("Profiler.start");
  const result = await work();
  const { profile: taken } = await session.send("Profiler.stop");
  await session.detach();
  return { result, ...timesOf(taken) };
}

function timesOf({ nodes, samples = [], timeDeltas = [] }: Protocol.Profiler.Profile) {
  const ours = new Set<number>();
  const idle = new Set<number>();
  const visit = (id: number, isOurs: boolean) => {
    const node = nodes.find((one) => one.id === id);
    if (!node) return;
    const { url, functionName } = node.callFrame;
    const isHere = isOurs || url.startsWith("chrome-extension://");
    if (isHere) ours.add(id);
    if (functionName === "(idle)") idle.add(id);
    for (const child of node.children ?? []) visit(child, isHere);
  };
  if (nodes[0]) visit(nodes[0].id, false);
  const timeOf = (isCounted: (id: number) => boolean) =>
    samples.reduce((sum, id, index) => sum + (isCounted(id) ? (timeDeltas[index] ?? 0) : 0), 0) / 1_000;
  return { ownMs: timeOf((id) => ours.has(id)), busyMs: timeOf((id) => !idle.has(id)) };
}
