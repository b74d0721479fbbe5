import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MapleCart, startMapleCart } from "../stores/declared/maple-cart.ts";
import { launchBrowser, type TestBrowser } from "../support/browser.ts";
import { profileText } from "../support/profiles.ts";
import { type ServerProcess, startServer } from "../support/server-process.ts";
import { root } from "../support/tool.ts";
import { askDesk, click, connect, eventually, openDesk, openPanel, press, review, write } from "./world.ts";

const admin = "http://maple.test/catalog/manage/";
const button = "::-p-aria([name='Ask Maple Web'][role='button'])";
const anyButton = "::-p-aria([name='Get Support'][role='button'])";

let server: ServerProcess;
let store: MapleCart;
let browser: TestBrowser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deskbell-declared-"));
  server = await startServer();
  store = await startMapleCart();
  browser = await launchBrowser({
    extensionDir: join(root, ".output/chrome-mv3-test"),
    hosts: { "maple.test": store.port, "other.test": store.port },
  });
});
afterAll(async () => {
  await browser?.close();
  await browser?.discard();
  await store?.stop();
  await server?.stop();
  if (folder) await rm(folder, { recursive: true });
});

/** The profile as a reseller hands it on, for the site of this test. */
async function profileFile(change = (text: string) => text): Promise<string> {
  const file = join(folder, "profile.json");
  const text = profileText("maple-cart").replace(
    '"https://maple.example", "https://www.second-shop.example"',
    '"http://maple.test"',
  );
  await writeFile(file, change(text));
  return file;
}

async function choose(settings: Page, file: string): Promise<void> {
  const input = await settings.waitForSelector("input[type=file]");
  // It is an input of files, which the selector says.
  await (input as Awaited<ReturnType<typeof settings.$<"input">>>)?.uploadFile(file);
}

test("a store that a profile declares is enabled, read and filed under the brand's own words, and no other site is", async () => {
  const before = await browser.newPage(admin);
  const unknown = await browser.popup(before);
  await unknown.waitForSelector(".popup h1");
  expect(await unknown.$("::-p-text(Enable on )")).toBeNull();
  await unknown.close().catch(() => {}); // It may be closing by itself.

  const settings = await browser.newPage(browser.address("settings.html"));
  await choose(settings, await profileFile((text) => text.replace('"scripts.php",', '"scripts.php?do=delete",')));
  await settings.waitForSelector("#profile-mistakes::-p-text(safeReads.0.path)");
  await choose(settings, await profileFile());
  await settings.waitForSelector("::-p-text(MapleCart was imported)");
  await settings.waitForSelector("::-p-text(In use)");

  const page = before;
  const popup = await browser.popup(page);
  await popup.waitForSelector("::-p-text(MapleCart)");
  await click(await popup.waitForSelector("::-p-text(Enable on )"));
  await page.waitForSelector(button);
  await popup.close().catch(() => {});
  await connect({ browser, server }, page);

  const asked = store.asked.length;
  const panel = await openPanel(page, "Ask Maple Web");
  await write(panel, "The option page loses its memo", "Since Monday the memo field is empty.");
  await review(panel);
  const bytes = await panel.$eval("[role=tabpanel] .bytes", (element) => element.textContent ?? "");
  for (const fact of ["declared:maple-cart", "4.2.1", "Remote call to Mals-E", "Undefined index: memo"])
    expect(bytes).toContain(fact);
  for (const secret of ["quince-jam-77", "Rosalind", "MC-0000-1111-2222", "Ottoline"])
    expect(bytes).not.toContain(secret);
  expect(store.asked.slice(asked).filter(({ url }) => url.startsWith("/catalog/"))).toEqual(
    ["scripts.php", "options.php?tab=system", "log.php?show=recent"].map((path) => ({
      method: "GET",
      url: `/catalog/manage/${path}`,
      host: "maple.test",
    })),
  );
  await press(page, panel, "footer button[aria-keyshortcuts='Control+Enter']", "::-p-text(Request sent)");

  const desk = await openDesk({ browser, server });
  await (await desk.waitForSelector(".ticket-link"))?.click();
  await desk.waitForSelector("::-p-text(MapleCart)");
  await desk.waitForSelector("::-p-text(declared by MapleCart)");
  const api = await askDesk({ server });
  const { tickets } = await api.tickets.queue.query({});
  const { text } = await api.tickets.open.query({ ticketId: tickets[0]!.ticketId });
  expect(JSON.parse(text)).toMatchObject({
    storeOrigin: "http://maple.test",
    report: { platform: { id: "declared:maple-cart", native: null, version: "4.2.1" }, declared: { by: "MapleCart" } },
  });

  const loaded = await browser.newPage(admin);
  await loaded.waitForSelector(button);
  await loaded.close();
  for (const address of ["http://other.test/catalog/manage/", "http://maple.test/catalog/"]) {
    const other = await browser.newPage(address);
    const elsewhere = await browser.popup(other);
    await elsewhere.waitForSelector(".popup h1");
    expect(await elsewhere.$("::-p-text(MapleCart)")).toBeNull();
    expect(await other.$(button)).toBeNull();
    expect(await other.$(anyButton)).toBeNull();
    await elsewhere.close().catch(() => {});
    await other.close();
  }
  expect(
    store.asked.filter(({ method, url }) => method !== "GET" || url.includes("customers") || url.includes("sign_out")),
  ).toEqual([]);
});

/** The scripts of ours that pages of enabled sites get when they load. */
async function registered(): Promise<string[]> {
  const worker = await browser.serviceWorker();
  return worker.evaluate(async () => {
    const { chrome } = globalThis as unknown as { chrome: { scripting: Scripting } }; // Chromium's worker has it.
    const scripts = await chrome.scripting.getRegisteredContentScripts();
    return scripts.flatMap(({ js = [], matches = [] }) => [...matches, ...js]);
  });
}

interface Scripting {
  getRegisteredContentScripts(): Promise<{ js?: string[]; matches?: string[] }[]>;
}

test("a profile that is removed takes its button out of open pages, and undo brings it back", async () => {
  const page = await browser.newPage(admin);
  await page.waitForSelector(button);
  expect(await registered()).toEqual(["http://maple.test/*", "store-declared.js"]);
  const settings = await browser.newPage(browser.address("settings.html"));
  await click(await settings.waitForSelector("::-p-aria(Remove MapleCart)"));
  await settings.waitForSelector("::-p-text(MapleCart was removed.)");
  await page.bringToFront();
  await eventually(async () => (await page.$(button)) === null, "the button to go");
  expect(await registered()).toEqual(["http://maple.test/*", "store.js", "store-others.js"]);
  await settings.bringToFront();
  await click(await settings.waitForSelector("::-p-text(Undo)"));
  await settings.waitForSelector("::-p-text(MapleCart is back.)");
  await page.bringToFront();
  await page.waitForSelector(button);
});
