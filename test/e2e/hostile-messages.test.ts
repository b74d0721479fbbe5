import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownHandlers } from "../../extension/background/own-handlers.ts";
import { pageHandlers } from "../../extension/background/page-handlers.ts";
import { panelHandlers } from "../../extension/background/panel-handlers.ts";
import type { Services } from "../../extension/background/services.ts";
import { contentScriptOf, type Known, nonsense, ownRows, panelRows, senderIn } from "./hostile/messages.ts";
import { openStage, type Stage } from "./hostile/stage.ts";
import { openPanel, write } from "./world.ts";

const notAllowed = { ok: false, refusal: { code: "extension.not-allowed" } };
// The tables are made from services, which they use only once they are called.
const services = {} as Services;
const pageNames = Object.keys(pageHandlers(services));

let stage: Stage;
let panel: Frame;
let known: Known;
/** What no page may be told. */
let secrets: string[];

beforeAll(async () => {
  stage = await openStage();
  const { world, page } = stage;
  panel = await openPanel(page);
  await write(panel, "Checkout is broken", "The total is wrong.");
  await panel.waitForSelector("::-p-text(Saved)");
  const worker = await world.browser.serviceWorker();
  const { token, fingerprint, draftId, tabId } = await worker.evaluate(readKept);
  expect(token.length).toBeGreaterThan(20);
  const { url } = world.server.demo();
  known = { storeOrigin: "http://shop.test", tabId, draftId, server: url, invitation: world.server.invitation() };
  secrets = [token, fingerprint, known.invitation, "The total is wrong."];
});
afterAll(() => stage?.world.stop());

test("every message that is served has a row here", () => {
  expect(Object.keys(panelRows).sort()).toEqual(Object.keys(panelHandlers(services)).sort());
  expect(Object.keys(ownRows).sort()).toEqual(Object.keys(ownHandlers(services)).sort());
  expect(pageNames.length).toBeLessThanOrEqual(6);
});

test("a content script is refused everything that panels and our own pages may ask", async () => {
  const { send } = await contentScriptOf(stage.page);
  for (const [name, args] of rows({ ...panelRows, ...ownRows })) {
    const reply = await send({ name, args });
    expect(reply, name).toMatchObject(notAllowed);
    expectNoSecret(reply);
  }
  // It is heard where it may speak.
  const claim = {
    platform: "opencart",
    label: "OpenCart",
    native: true,
    version: null,
    adminPath: "/admin/",
    entry: "index.php",
  };
  const seen = { ...claim, signedIn: true, offerHelp: true };
  expect(await send({ name: "store.seen", args: [seen] })).toMatchObject({ ok: true, value: { label: "Get Support" } });
});

test("a content script gets nothing by 2,000 messages that nobody sends", async () => {
  const { run } = await contentScriptOf(stage.page);
  const messages = nonsense([...Object.keys(panelRows), ...Object.keys(ownRows), ...pageNames], 2_000, 7);
  const replies = await run<unknown[]>(
    `Promise.all(${JSON.stringify(messages)}.map((message) => chrome.runtime.sendMessage(message)))`,
  );
  expect(replies.length).toBe(2_000);
  const answered = replies.filter((reply) => (reply as { ok?: boolean } | null)?.ok !== false);
  expect(answered).toEqual([]);
  const codes = new Set(replies.map((reply) => (reply as typeof notAllowed).refusal.code));
  console.log(`2,000 messages: refused with ${[...codes].join(" and ")}`);
  expect([...codes].sort()).toEqual(["extension.not-allowed", "request.invalid"]);
  expectNoSecret(replies);
});

test("a content script reads neither area of storage and finds no database of ours", async () => {
  const { run } = await contentScriptOf(stage.page);
  for (const area of ["local", "session", "sync", "managed"]) {
    const read = await run<string>(
      `Promise.resolve().then(() => chrome.storage.${area}.get(null)).then(JSON.stringify, (error) => "refused: " + error.message)`,
    );
    expect(read, area).toMatch(/^refused|^\{\}$/);
    if (area === "local" || area === "session") expect(read).toMatch(/^refused/);
  }
  const names = await run<string[]>("indexedDB.databases().then((all) => all.map(({ name }) => name))");
  expect(names).toEqual([]);
});

test("the panel in a store's page is refused what only our own pages may ask", async () => {
  const send = senderIn(panel);
  for (const [name, args] of rows(ownRows)) {
    const reply = await send({ name, args });
    expect(reply, name).toMatchObject(notAllowed);
    expectNoSecret(reply);
  }
  expect(await send({ name: "outbox.list", args: [] })).toMatchObject({ ok: true });
});

test("another extension and the page itself reach nobody", async () => {
  const { world } = stage;
  const { browser, extensionId } = world.browser;
  const folder = await mkdtemp(join(tmpdir(), "deskbell-stranger-"));
  const manifest = { manifest_version: 3, name: "Stranger", version: "1", background: { service_worker: "worker.js" } };
  await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "worker.js"), "self.stranger = true");
  const id = await browser.installExtension(folder);
  const target = await browser.waitForTarget((one) => one.type() === "service_worker" && one.url().includes(id));
  const worker = await target.worker();
  for (const [name, args] of rows({ ...panelRows, ...ownRows })) {
    const said = await worker?.evaluate(speakTo, extensionId, { name, args });
    expect(said, name).toMatch(/Could not establish connection|Receiving end does not exist/);
  }
  await browser.uninstallExtension(id);
  await rm(folder, { recursive: true });
});

test("a page of our own is served every row, so that the refusals above are for who asked", async () => {
  const { world } = stage;
  const tab = await world.browser.newPage(world.browser.address(`panel.html?draft=${known.draftId}`));
  const send = senderIn(tab);
  for (const [name, args] of rows({ ...panelRows, ...ownRows })) {
    const reply = await send({ name, args });
    expect(JSON.stringify(reply), name).not.toContain("extension.not-allowed");
  }
});

function rows(table: Record<string, (known: Known) => unknown[]>): [string, unknown[]][] {
  return Object.entries(table).map(([name, argsFor]) => [name, argsFor(known)]);
}

function expectNoSecret(reply: unknown): void {
  const text = JSON.stringify(reply) ?? "";
  for (const secret of secrets) expect(text).not.toContain(secret);
}

/** Runs in the other extension. */
async function speakTo(id: string, message: unknown): Promise<string> {
  const { runtime } = (globalThis as unknown as Extension).chrome;
  try {
    return JSON.stringify(await runtime.sendMessage(id, message));
  } catch (error) {
    return String(error);
  }
}

interface Extension {
  chrome: {
    runtime: { sendMessage(id: string, message: unknown): Promise<unknown> };
    tabs: { query(filter: object): Promise<{ id: number; url?: string }[]> };
  };
}

/** Runs in our own worker: what is kept of the store and its connection. */
async function readKept() {
  const done = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await done(indexedDB.open("deskbell"));
  const all = (name: string) => done(database.transaction(name).objectStore(name).getAll());
  const [enrolment] = await all("enrolments");
  const [draft] = await all("drafts");
  database.close();
  const [tab] = await (globalThis as unknown as Extension).chrome.tabs.query({ url: "http://shop.test/*" });
  return {
    token: String(enrolment.token),
    fingerprint: String(enrolment.fingerprint),
    draftId: String(draft.draftId),
    tabId: tab?.id ?? -1,
  };
}
