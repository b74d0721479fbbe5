import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAllowed, readsOf } from "../../extension/adapters/allowed.ts";
import { factAdapters } from "../../extension/adapters/facts.ts";
import { opencartFacts } from "../../extension/adapters/opencart/facts.ts";
import { sweepOf } from "../../extension/adapters/sweeps.ts";
import { canaries } from "../stores/canaries.ts";
import type { StoreKind } from "../stores/state.ts";
import { type RequestEntry, type RunningStore, startStore } from "../stores/store.ts";
import { tryStore } from "./try-store.ts";
import {
  askDesk,
  click,
  connect,
  enable,
  eventually,
  openPanel,
  openWorld,
  press,
  review,
  signIn,
  type World,
  write,
} from "./world.ts";

/** What our code asked the store for; the admin's own code says of itself that it is that. */
function ours(store: RunningStore): RequestEntry[] {
  return store.log.filter(({ by, requestedWith }) => by === "code" && requestedWith === null);
}

const reads = factAdapters.flatMap((adapter) => adapter.reads.flatMap((span) => span.reads));
const adapter = opencartFacts;
const logout = 'a[href*="route=common/logout"]';

describe.each<StoreKind>(["opencart-1.5", "opencart-2.3", "opencart-3", "opencart-4"])("on %s", (kind) => {
  let world: World;
  let page: Page;
  let dashboard: string;

  beforeAll(async () => {
    world = await openWorld({ kind });
    page = await signIn(world);
    dashboard = page.url();
    await enable(world, page);
    await connect(world, page);
  });
  afterAll(() => world?.stop());

  async function enter(): Promise<void> {
    await page.close();
    page = await signIn(world);
    dashboard = page.url();
  }

  test("asks the store for nothing and brings no capture code before the click", async () => {
    const scripts = await scriptsIn(page);
    await page.goto(dashboard);
    await page.waitForSelector("::-p-aria(Get Support)");
    expect(ours(world.store)).toEqual([]);
    expect(scripts()).toContain("store.js");
    expect(scripts()).not.toContain("capture.js");

    await openPanel(page);
    await eventually(() => scripts().includes("capture.js"), "the capture code, once it is wanted");
  });

  test("asks only by same-origin GETs of the allow-list, one at a time, and changes nothing in the store", async () => {
    await page.goto(dashboard);
    await page.waitForSelector("::-p-aria(Get Support)");
    const { store, adminUrl } = world;
    await eventually(() => ours(store).every(({ status }) => status !== null), "the end of earlier requests");
    const before = ours(store).length;
    const overlaps = countOverlaps(store);
    for (const { route } of reads) store.state.behaviour.slowMs[route] = 60;
    const panel = await openPanel(page);
    await write(panel, "What is asked of the store", "Read it, and touch nothing.");
    const shown = await review(panel);
    await press(page, panel, "footer .btn.primary", "::-p-text(is with us)");

    const asked = ours(store).slice(before);
    expect(asked.length).toBeGreaterThanOrEqual(5);
    const { origin, pathname } = new URL(adminUrl);
    const refused = asked.filter(
      ({ method, url }) =>
        method !== "GET" ||
        !isAllowed(new URL(url, origin), adapter, readsOf(adapter, store.state.version), {
          origin,
          adminPath: pathname,
          entry: "index.php",
        }),
    );
    expect(refused).toEqual([]);
    expect(overlaps()).toBe(0);
    expect(store.state.harm).toEqual([]);
    expect(store.state.registered).toContainEqual({ type: "module", code: "pepper_reviews", vendor: "pepper_reviews" });

    const desk = await askDesk(world);
    const { tickets } = await desk.tickets.queue.query({ search: "What is asked of the store" });
    const { text, sha256 } = await desk.tickets.open.query({ ticketId: tickets[0]?.ticketId ?? "" });
    expect(sha256).toBe(shown);
    const { modules, modifications } = JSON.parse(text).report;
    expect(modules).toContainEqual(expect.objectContaining({ code: "acme_quick", thirdParty: true, depth: "safe" }));
    // 1.5 has none of its own; what vQmod's manager lists is a third party's page.
    const names = modifications.map(({ name }: { name: string }) => name);
    if (kind !== "opencart-1.5") expect(names).toContain("Acme Quick Checkout OCMOD");
    expect(Object.entries(canaries).filter(([, secret]) => text.includes(secret))).toEqual([]);
  });

  test("a logout during a capture waits for the request in flight, and the session stays dead", async () => {
    await page.goto(dashboard);
    const { store } = world;
    const held = store.hold("setting/store");
    await openPanel(page);
    await held.arrived;
    const before = ours(store).length;
    const leaving = leave(page);
    // Long enough for a logout that does not wait to be there first.
    await Promise.race([leaving, pause(1_000)]);
    expect(logouts(store)).toHaveLength(0);
    held.release();
    await leaving;
    expect(logouts(store)).toHaveLength(1);
    expect(ours(store)).toHaveLength(before);
    expect(await isSignedIn(page, dashboard)).toBe(false);
    await enter();
  });

  test("a logout is held back for three seconds at most", async () => {
    await page.goto(dashboard);
    const { store } = world;
    const held = store.hold("setting/store");
    await openPanel(page);
    await held.arrived;
    const before = ours(store).length;
    const pressedAt = Date.now();
    const earlier = logouts(store).length;
    const leaving = leave(page);
    await eventually(() => logouts(store).length > earlier, "the logout");
    const out = logouts(store)[earlier];
    expect((out?.at ?? Number.POSITIVE_INFINITY) - pressedAt).toBeLessThan(4_000);
    // 1.5 answers one request of a session at a time: the logout itself waits for the one that is held.
    held.release();
    await leaving;
    expect(ours(store)).toHaveLength(before);
    await enter();
  });

  test("a session that ended elsewhere is noticed by the first answer, and nothing more is asked", async () => {
    await page.goto(dashboard);
    await page.waitForSelector("::-p-aria(Get Support)");
    const elsewhere = await world.browser.newPage(dashboard);
    await leave(elsewhere);
    await elsewhere.close();
    const before = ours(world.store).length;
    const panel = await openPanel(page);
    await panel.waitForSelector("::-p-text(Read again)");
    expect(ours(world.store).slice(before)).toHaveLength(1);
    expect(await isSignedIn(page, dashboard)).toBe(false);
  });

  test("lists that change the store are opened only once their sentence was agreed to, and do what it said", async () => {
    await enter();
    const { store, adminUrl } = world;
    const panel = await openPanel(page);
    await write(panel, "What the lists say", "Which modules are on?");
    await review(panel);
    await click(await panel.waitForSelector("::-p-text(Read more of this store)"));
    const { says = [] } = sweepOf("opencart", store.state.version) ?? {};
    expect(says.length).toBeGreaterThan(0);
    const shown = await panel.$eval("section[aria-labelledby=sweep]", (section) => section.textContent ?? "");
    for (const sentence of says) expect(shown).toContain(sentence);
    expect(ours(store).filter((asked) => isSweep(store, asked))).toEqual([]);
    expect(store.state.harm).toEqual([]);

    const overlaps = countOverlaps(store);
    const before = ours(store).length;
    await press(page, panel, "section[aria-labelledby=sweep] .btn.primary", "main:not(:has([aria-labelledby=sweep]))");
    await eventually(() => ours(store).some((asked) => isSweep(store, asked)), "the first of the lists");
    await panel.waitForFunction(() => !document.querySelector("[role=progressbar]"), { timeout: 60_000 });
    const { origin, pathname } = new URL(adminUrl);
    const within = { origin, adminPath: pathname, entry: "index.php" };
    const agreed = readsOf(adapter, store.state.version, "sweep");
    const refused = ours(store)
      .slice(before)
      .filter(({ method, url }) => method !== "GET" || !isAllowed(new URL(url, origin), adapter, agreed, within));
    expect(refused).toEqual([]);
    expect(overlaps()).toBe(0);
    // As it was said: what is registered without its files goes, and nothing else does.
    expect(store.state.registered).not.toContainEqual(expect.objectContaining({ code: "pepper_reviews" }));
    expect(store.state.harm.filter((deed) => !deed.includes("pepper_reviews"))).toEqual([]);

    await panel.waitForSelector("::-p-text(Exactly this will be sent)");
    await press(page, panel, "footer .btn.primary", "::-p-text(is with us)");
    const desk = await askDesk(world);
    const { tickets } = await desk.tickets.queue.query({ search: "What the lists say" });
    const { text } = await desk.tickets.open.query({ ticketId: tickets[0]?.ticketId ?? "" });
    expect(JSON.parse(text).report.modules).toContainEqual(
      expect.objectContaining({ code: "acme_quick", installed: true, thirdParty: true, depth: "sweep" }),
    );
    expect(Object.entries(canaries).filter(([, secret]) => text.includes(secret))).toEqual([]);
  });

  test("a signed-out store has no button and is asked nothing", async () => {
    await leave(page);
    const before = ours(world.store).length;
    await page.goto(world.adminUrl);
    await page.waitForSelector("input[type=password]");
    const popup = await world.browser.popup(page);
    await popup.waitForSelector("::-p-text(Tickets of this store)");
    await popup.close();
    expect(await page.$("::-p-aria(Get Support)")).toBeNull();
    expect(ours(world.store)).toHaveLength(before);
  });
});

test("a trial of a live store files a request and prints what the store itself saw of it", async () => {
  const store = await startStore("opencart-4");
  try {
    const { detected, report, ticketId, requests } = await tryStore({
      url: store.adminUrl,
      user: "admin",
      password: "admin",
    });
    expect(detected).toMatchObject({ platform: "opencart", version: "4.1.0.4", signedIn: true });
    expect(report).toMatchObject({ platform: { id: "opencart", version: "4.1.0.4" } });
    expect(ticketId).toMatch(/^[0-9a-f-]{36}$/);
    expect(requests).not.toEqual([]);
    const seen = ours(store).map(({ method, url, status }) => ({ method, url: new URL(url, store.url).href, status }));
    expect(requests.map(({ method, url, status }) => ({ method, url, status }))).toEqual(seen);
    await expect(tryStore({ url: store.adminUrl, user: "admin", password: "wrong" })).rejects.toMatchObject({
      exitCode: 4,
    });
    await expect(tryStore({ url: store.url, user: "admin", password: "admin" })).rejects.toMatchObject({
      exitCode: 5,
    });
  } finally {
    await store.stop();
  }
});

/** Whether this asks for a page that only an agreed sweep may open. */
function isSweep({ state, adminUrl }: RunningStore, { url }: RequestEntry): boolean {
  const { origin, pathname } = new URL(adminUrl);
  const only = readsOf(adapter, state.version, "sweep").filter(({ depth }) => depth === "sweep");
  return isAllowed(new URL(url, origin), adapter, only, { origin, adminPath: pathname, entry: "index.php" });
}

/** Names of the extension's scripts that have run in this page since. */
async function scriptsIn(page: Page): Promise<() => string[]> {
  const session = await page.createCDPSession();
  const names: string[] = [];
  session.on("Debugger.scriptParsed", ({ url }) => {
    if (url.startsWith("chrome-extension:")) names.push(url.slice(url.lastIndexOf("/") + 1));
  });
  await session.send("Debugger.enable");
  return () => names;
}

/** How many requests of ours came while another was not answered yet. */
function countOverlaps(store: RunningStore): () => number {
  let count = 0;
  const { log } = store;
  const push = log.push.bind(log);
  log.push = (...entries) => {
    const open = ours(store).filter(({ status }) => status === null).length;
    const before = ours(store).length;
    const length = push(...entries);
    if (open > 0 && ours(store).length > before) count += 1;
    return length;
  };
  return () => count;
}

/** Follows the store's logout link by the keyboard: the panel may lie over it. */
async function leave(page: Page): Promise<void> {
  await page.focus(logout);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

function logouts(store: RunningStore): RequestEntry[] {
  return store.log.filter(({ route }) => route === "common/logout");
}

async function isSignedIn(page: Page, dashboard: string): Promise<boolean> {
  await page.goto(dashboard);
  return (await page.$(logout)) !== null;
}
