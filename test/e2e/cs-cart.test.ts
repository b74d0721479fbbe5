import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAllowed, readsOf } from "../../extension/adapters/allowed.ts";
import { csCartFacts } from "../../extension/adapters/cs-cart/facts.ts";
import { sweepOf } from "../../extension/adapters/sweeps.ts";
import { canaries } from "../stores/canaries.ts";
import type { RequestEntry, RunningStore } from "../stores/store.ts";
import {
  askDesk,
  click,
  connect,
  enable,
  eventually,
  launcher,
  openPanel,
  openWorld,
  press,
  review,
  signIn,
  type World,
  write,
} from "./world.ts";

const logout = 'a[href*="dispatch=auth.logout"]';

/** What our code asked the store for: this admin's own code asks for nothing. */
function ours(store: RunningStore): RequestEntry[] {
  return store.log.filter(({ by }) => by === "code");
}

describe("on a CS-Cart store whose script is renamed and stands in a sub-folder", () => {
  let world: World;
  let page: Page;

  beforeAll(async () => {
    world = await openWorld({ kind: "cs-cart", store: { adminFolder: "shop", adminEntry: "backoffice7.php" } });
    page = await signIn(world);
    await enable(world, page);
    await connect(world, page, { programme: "cs-cart-customer-care" });
  });
  afterAll(() => world?.stop());

  test("the button stands in the header, asks for nothing, and covers nothing of the maker's own", async () => {
    await page.goto(world.adminUrl);
    const button = await page.waitForSelector(launcher);
    const box = await button?.boundingBox();
    for (const other of ["#opener_help_center_popup", "#bp_bottom_panel", logout]) {
      const place = await (await page.$(other))?.boundingBox();
      expect(place, other).toBeTruthy();
      expect(box && place && !overlap(box, place), other).toBe(true);
    }
    const header = await (await page.$("#header_navbar"))?.boundingBox();
    expect(box && header && overlap(box, header)).toBe(true);
    expect(ours(world.store)).toEqual([]);
  });

  test("a request is filed with what was read by the allow-list alone, and without any secret of the store", async () => {
    const { store, adminUrl } = world;
    await page.goto(adminUrl);
    await page.waitForSelector(launcher);
    const hash = /security_hash: '(\w+)'/.exec(await page.content())?.[1] ?? "none";
    const [session] = (await page.browserContext().cookies()).filter(({ name }) => name.startsWith("sid_admin"));
    expect([hash, session?.value]).toEqual([expect.stringMatching(/^\w{32}$/), expect.stringMatching(/^\w{32}$/)]);
    const panel = await openPanel(page);
    await write(panel, "The checkout stays empty", "Since the last upgrade.");
    const shown = await review(panel);
    await press(page, panel, "footer .btn.primary", "::-p-text(is with us)");

    const asked = ours(store);
    expect(asked.map(({ url }) => url.replace("/shop/backoffice7.php", ""))).toEqual([
      "?version",
      "?dispatch=feedback.prepare&is_ajax=1&result_ids=content_groupfeedback",
      "?dispatch=settings.manage&section_id=Upgrade_center",
    ]);
    const { origin } = new URL(adminUrl);
    const within = { origin, adminPath: "/shop/", entry: "backoffice7.php" };
    const reads = readsOf(csCartFacts, store.state.version);
    for (const { method, url } of asked) {
      expect([method, isAllowed(new URL(url, origin), csCartFacts, reads, within)]).toEqual(["GET", true]);
    }
    expect(store.state.harm).toEqual([]);

    const desk = await askDesk(world);
    const { tickets } = await desk.tickets.queue.query({ search: "The checkout stays empty" });
    const { text, sha256 } = await desk.tickets.open.query({ ticketId: tickets[0]?.ticketId ?? "" });
    expect(sha256).toBe(shown);
    expect(JSON.parse(text).report).toMatchObject({
      platform: { id: "cs-cart", version: "4.17.1", edition: "ULTIMATE" },
      server: { php: "8.1.29", database: "MariaDB 10.6.18" },
      access: { ftpDeclared: true },
    });
    const secrets = [...Object.values(canaries), hash, session?.value ?? "none"];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });

  test("further pages are opened only once their sentences were agreed to, and do no more than they said", async () => {
    const { store, adminUrl } = world;
    await page.goto(adminUrl);
    const panel = await openPanel(page);
    await write(panel, "Which add-ons are on", "Please look.");
    await review(panel);
    await click(await panel.waitForSelector("::-p-text(Read more of this store)"));
    const { says = [] } = sweepOf("cs-cart", store.state.version) ?? {};
    expect(says.length).toBeGreaterThan(0);
    const shown = await panel.$eval("section[aria-labelledby=sweep]", (section) => section.textContent ?? "");
    for (const sentence of says) expect(shown).toContain(sentence);
    expect(store.state.harm).toEqual([]);

    const before = ours(store).length;
    await press(page, panel, "section[aria-labelledby=sweep] .btn.primary", "main:not(:has([aria-labelledby=sweep]))");
    await eventually(() => ours(store).some(({ url }) => url.includes("addons.manage")), "the list of add-ons");
    await panel.waitForFunction(() => !document.querySelector("[role=progressbar]"), { timeout: 60_000 });
    const { origin } = new URL(adminUrl);
    const within = { origin, adminPath: "/shop/", entry: "backoffice7.php" };
    const agreed = readsOf(csCartFacts, store.state.version, "sweep");
    for (const { method, url } of ours(store).slice(before)) {
      expect([method, isAllowed(new URL(url, origin), csCartFacts, agreed, within)], url).toEqual(["GET", true]);
    }
    // The one thing that was said to change: the store's notice of changed files counts as seen.
    expect(store.state.harm.filter((deed) => !deed.includes("notice"))).toEqual([]);

    await panel.waitForSelector("::-p-text(Exactly this will be sent)");
    await press(page, panel, "footer .btn.primary", "::-p-text(is with us)");
    const desk = await askDesk(world);
    const { tickets } = await desk.tickets.queue.query({ search: "Which add-ons are on" });
    const { text } = await desk.tickets.open.query({ ticketId: tickets[0]?.ticketId ?? "" });
    expect(JSON.parse(text).report.modules).toContainEqual(expect.objectContaining({ type: "addon", depth: "sweep" }));
    expect(Object.values(canaries).filter((secret) => text.includes(secret))).toEqual([]);
  });

  test("a logout during a capture waits for the request in flight, and the session stays dead", async () => {
    const { store, adminUrl } = world;
    await page.goto(adminUrl);
    const held = store.hold("feedback.prepare");
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
    await page.goto(adminUrl);
    expect(await page.$(logout)).toBeNull();
  });

  test("a signed-out admin has no button and is asked nothing", async () => {
    const before = ours(world.store).length;
    await page.goto(world.adminUrl);
    await page.waitForSelector("form[name=main_login_form]");
    const popup = await world.browser.popup(page);
    await popup.waitForSelector("::-p-text(Tickets of this store)");
    await popup.close();
    expect(await page.$(launcher)).toBeNull();
    expect(ours(world.store)).toHaveLength(before);
  });

  test("a vendor's panel is asked for nothing, and a request can be filed from it all the same", async () => {
    const before = ours(world.store).length;
    const vendor = await signIn(world, world.adminUrl.replace("backoffice7.php", "vendor.php"));
    await vendor.waitForSelector(launcher);
    const panel = await openPanel(vendor);
    await write(panel, "A vendor asks", "My products are gone.");
    await review(panel);
    expect(await panel.content()).toContain("it shows nothing of the store behind it");
    await press(vendor, panel, "footer .btn.primary", "::-p-text(is with us)");
    expect(ours(world.store)).toHaveLength(before);
    await vendor.close();
  });
});

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function overlap(one: Box, other: Box): boolean {
  const apart =
    one.x + one.width <= other.x ||
    other.x + other.width <= one.x ||
    one.y + one.height <= other.y ||
    other.y + other.height <= one.y;
  return !apart;
}

/** Follows the store's logout link by the keyboard: the panel may lie over it. */
async function leave(page: Page): Promise<void> {
  await page.focus(logout);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

function logouts(store: RunningStore): RequestEntry[] {
  return store.log.filter(({ route }) => route === "auth.logout");
}
