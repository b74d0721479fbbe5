import type { Frame, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAllowed, readsOf } from "../../extension/adapters/allowed.ts";
import { opencartFacts } from "../../extension/adapters/opencart/facts.ts";
import type { Report } from "../../shared/report.ts";
import { eavesdropper, readEar } from "../e2e/hostile/eavesdropper.ts";
import { tracesOf } from "../e2e/hostile/traces.ts";
import { click, eventually } from "../e2e/world.ts";
import { enable, type FirefoxWorld, openFirefoxWorld, openPanel, signIn } from "./world.ts";

const strict =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self'";
const canary = "qzxjѪ";

/** Firefox holds what a content script asks to the page's own rules; 4 has a session cookie for its own site alone. */
describe.each(["opencart-3", "opencart-4"] as const)("an %s whose pages let nothing through", (kind) => {
  let world: FirefoxWorld;
  let page: Page;
  let panel: Frame;
  let free: Report;
  beforeAll(async () => {
    world = await openFirefoxWorld({ kind, store: { behaviour: { extraHead: eavesdropper() } } });
    page = await signIn(world);
    await enable(world, page);
    panel = await openPanel(page);
    free = await readAgain(panel);
    world.store.state.behaviour.headers["content-security-policy"] = strict;
    await page.reload();
  });
  afterAll(() => world?.stop());

  test("is read as one that does not, by the same requests, and learns nothing of who asks", async () => {
    const { store, origin, adminUrl } = world;
    panel = await openPanel(page);
    await panel.waitForSelector("::-p-text(Read again)");
    const before = store.log.length;
    const report = await readAgain(panel);
    expect(factsOf(report)).toEqual(factsOf(free));
    expect(report.missing.map(({ why }) => why)).not.toContain("the request did not get through");

    const asked = store.log.slice(before).filter(({ by, requestedWith }) => by === "code" && requestedWith === null);
    expect(asked.length).toBeGreaterThanOrEqual(5);
    const within = { origin, adminPath: new URL(adminUrl).pathname, entry: "index.php" };
    const reads = readsOf(opencartFacts, store.state.version);
    const others = asked.filter(
      ({ method, url }) => method !== "GET" || !isAllowed(new URL(url, origin), opencartFacts, reads, within),
    );
    expect(others).toEqual([]);
    // Nor does the store's server: no request says where it comes from.
    expect(asked.map((one) => [one.origin, one.referer])).toEqual(asked.map(() => [null, null]));
    expect(store.state.harm).toEqual([]);
    expect(await tracesOf(page, ["moz-extension:", world.firefox.uuid, "deskbell", "panel.html"])).toEqual([]);
    // Of its own addresses it hears one: the first read, which it did not let through.
    const { complaints } = await page.evaluate(readEar);
    expect(complaints.filter((one) => one.includes("route="))).toHaveLength(1);
  });

  test("hears nothing of what is typed in the panel", async () => {
    await click(await panel.waitForSelector("::-p-text(New request)"));
    for (const id of ["#subject", "#message"]) {
      await (await panel.waitForSelector(id))?.type(canary);
      expect(await panel.$eval(id, (field) => (field as HTMLInputElement).value)).toBe(canary);
    }
    const { events, messages, calls } = await page.evaluate(readEar);
    expect(events.length).toBeGreaterThan(0);
    expect([...canary].filter((letter) => events.some(({ text }) => text.includes(letter)))).toEqual([]);
    expect(events.filter(({ kind }) => ["keydown", "keyup", "beforeinput", "input"].includes(kind))).toEqual([]);
    expect(messages).toEqual([]);
    expect(calls.attachShadow ?? 0).toBe(0);
  });
});

/** Has the panel read the store once more, and gives what came of it. */
async function readAgain(panel: Frame): Promise<Report> {
  const again = await panel.waitForSelector("::-p-text(Read again)");
  const heard = await panel.evaluateHandle(hearReport);
  await click(again);
  let report: Report | null = null;
  await eventually(async () => {
    report = await heard.evaluate((kept) => kept.report);
    return report !== null;
  }, "a report");
  return report!; // Waited for above.
}

/** Runs in the panel, which is told what becomes of its draft. */
function hearReport(): { report: Report | null } {
  const heard: { report: Report | null } = { report: null };
  const { browser } = globalThis as unknown as {
    browser: { runtime: { onMessage: { addListener(listener: (message: Told) => void): void } } };
  };
  interface Told {
    event?: { kind: string; draft: { capture: { state: string }; report: Report | null } };
  }
  browser.runtime.onMessage.addListener(({ event }) => {
    if (event?.kind === "draft.changed" && event.draft.capture.state === "ready") heard.report = event.draft.report;
  });
  return heard;
}

/** All that the store was asked for, without when and how long. */
function factsOf({ platform, stores, modules, modifications, installer, logs, server }: Report) {
  return { platform, stores, modules, modifications, installer, logs, server };
}
