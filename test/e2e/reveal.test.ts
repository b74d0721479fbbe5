import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, type TestBrowser } from "../support/browser.ts";
import { type ServerProcess, startServer } from "../support/server-process.ts";
import { root } from "../support/tool.ts";
import { type HandedOver, handOver } from "./access-hand-over.ts";
import { click, eventually, openDesk } from "./world.ts";

const canary = `canary-${crypto.randomUUID()}`;
const reason = "Compare checkout.php with the original";

let server: ServerProcess;
let browser: TestBrowser;
let page: Page;
let given: HandedOver;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser({ extensionDir: join(root, ".output/chrome-mv3-test") });
  given = await handOver(server, { secret: { by: "password", password: canary } });
  page = await openDesk({ browser, server });
  await page.bringToFront();
  await page.goto(`${server.demo().url}/desk/t/${given.ticketId}`);
});

afterAll(async () => {
  await browser?.close();
  await browser?.discard();
  await server?.stop();
});

const press = async (name: string) => click(await page.waitForSelector(`::-p-aria([name='${name}'][role='button'])`));
const reads = (words: string) => page.waitForSelector(`::-p-text(${words})`);
const shownNow = () => page.evaluate(() => document.documentElement.outerHTML);

async function reveal(): Promise<void> {
  await page.keyboard.press("s");
  await page.waitForSelector(".reveal[open]");
  await (await page.waitForSelector("#reveal-reason"))?.type(reason);
  await press("Reveal for 60 seconds");
}

/** What the page’s own memory holds, after what nothing refers to was thrown away. */
async function isInMemory(words: string): Promise<boolean> {
  const session = await page.createCDPSession();
  const chunks: string[] = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await session.detach();
  return chunks.join("").includes(words);
}

test("an engineer asks for more, takes the ticket, says why, and sees the login masked until it is pressed", async () => {
  await reads("Nobody works on it yet.");
  expect(await page.$(".access-reveal")).toBeNull();
  await page.keyboard.press("n");
  // The rules of this license need both, and one is there.
  await page.waitForSelector(".access-form input:checked");
  await (await page.waitForSelector("#access-note"))?.type("To see the settings of the checkout");
  await press("Ask");
  await reads("Not handed over yet.");
  expect((await given.device.access.view.query({ ticketId: given.ticketId })).asked).toMatchObject([
    { kind: "store-admin", note: "To see the settings of the checkout" },
  ]);

  await page.keyboard.press("a");
  await page.waitForSelector(".access-reveal");
  await reveal();
  await page.waitForSelector(".reveal-time");
  expect(await shownNow()).not.toContain(canary);
  await press("Show the password");
  await reads(canary);
  expect(await isInMemory(canary), "the test can see what is in memory").toBe(true);
});

test("Escape takes it off the page and out of its memory, and the focus back to where it was asked for", async () => {
  await page.keyboard.press("Escape");
  await eventually(async () => !(await shownNow()).includes(canary), "the login to be gone");
  await eventually(async () => !(await isInMemory(canary)), "the login to be out of memory", 30_000);
  expect(await page.$(".reveal[open]")).toBeNull();
  expect(await page.evaluate(() => document.activeElement?.className)).toContain("access-reveal");
});

test("a sign-in of more than ten minutes is asked for anew in place, and the reveal goes on with its reason", async () => {
  const database = new DatabaseSync(join(server.data, "deskbell.db"));
  const before = new Date(Date.now() - 11 * 60_000).toISOString();
  expect(database.prepare("update sessions set created_at = ?").run(before).changes).toBeGreaterThan(0);
  database.close();
  await reveal();
  await page.waitForSelector(".sign-in-anew");
  await reads(reason);
  await (await page.waitForSelector(".sign-in-anew input[type=password]"))?.type(server.person("engineer").password);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".reveal-time");
});

test("after its 60 seconds it is nowhere in the page, its memory and the clipboard, and never was in an address or kept", async () => {
  await browser.browser
    .defaultBrowserContext()
    .overridePermissions(server.demo().url, ["clipboard-read", "clipboard-sanitized-write"]);
  await press("Copy the password");
  await reads("Password copied.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(canary);
  await press("Show the password");
  await reads(canary);
  await page.waitForSelector("::-p-text(The login is hidden again.)", { timeout: 65_000 });
  await reads("The clipboard is empty again.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("");
  expect(await shownNow()).not.toContain(canary);
  await eventually(async () => !(await isInMemory(canary)), "the login to be out of memory", 30_000);
  const kept = await page.evaluate(() =>
    JSON.stringify([location.href, history.state, { ...localStorage }, { ...sessionStorage }]),
  );
  expect(kept).not.toContain(canary);
  expect(kept).not.toContain(reason);
});

test("the holder reads who saw it, when and why, as often as it was seen", async () => {
  const { log } = await given.device.access.view.query({ ticketId: given.ticketId });
  const seen = log.filter(({ action }) => action === "access.revealed");
  expect(seen).toHaveLength(2);
  for (const { says, by, credentialId } of seen) {
    expect({ says, by: by.length > 0, credentialId }).toEqual({
      says: reason,
      by: true,
      credentialId: given.credentialId,
    });
  }
  expect(JSON.stringify(log)).not.toContain(canary);
});
