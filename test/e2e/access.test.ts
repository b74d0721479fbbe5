import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import type { Frame, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runTool } from "../support/tool.ts";
import { type AccessStage, accessTab, openAccessStage, panelIn, pressIn, subject, typeIn } from "./access/stage.ts";
import { readEar, typingKinds } from "./hostile/eavesdropper.ts";
import { ownRows, senderIn } from "./hostile/messages.ts";
import { tryToLoad } from "./hostile/traces.ts";
import { askDesk, click, eventually } from "./world.ts";

/** Each stands nowhere else, neither whole nor in part. */
const canaries = {
  adminUser: "qzxj-admin",
  adminPassword: "xqjz7Kw-adminpw",
  adminNote: "jxqz-note",
  filesUser: "zjqx-files",
  filesPassword: "qjzx4Vp-filespw",
  folder: "/xzjq-folder",
  filesNote: "zqjx-note",
};
const words = Object.values(canaries);

let stage: AccessStage;
let tab: Page;
/** Of the first test, in the store's page until that is loaded anew. */
let panel: Frame;
beforeAll(async () => {
  stage = await openAccessStage({ user: canaries.filesUser, password: canaries.filesPassword });
  const { users } = stage.world.store.state;
  const [first] = users;
  if (!first) throw new Error("The store has no user");
  users.push({ ...first, id: 77, username: canaries.adminUser, password: canaries.adminPassword });
});
afterAll(() => stage?.stop());

/** Waits until the tab says this; where it does not, it is told what the tab says in its place. */
async function reads(text: string, place: Page | Frame = tab): Promise<void> {
  try {
    await place.waitForSelector(`::-p-text(${text})`);
  } catch (cause) {
    const said = await place.$eval("body", (body) => body.innerText.replace(/\s+/g, " "));
    throw new Error(`Not “${text}” but: ${said}`, { cause });
  }
}

/** What arrives above the list moves it: a press may go beside. */
async function openTicket(): Promise<void> {
  await eventually(async () => {
    await (await panel.$(`.ticket::-p-text(${subject})`))?.click().catch(() => {});
    return (await panel.$(".compose textarea")) !== null;
  }, "the ticket in the panel");
}

test("what an engineer asks for opens a tab of its own from the panel, and nothing is typed in the panel", async () => {
  const desk = await askDesk(stage.world);
  const { ticketId, page } = stage;
  await desk.access.ask.mutate({ ticketId, kind: "store-admin", note: "To test the payment step." });
  await desk.access.ask.mutate({ ticketId, kind: "ftp", note: "To compare the module’s files." });
  await page.reload();
  panel = await panelIn(page);
  await panel.waitForSelector("::-p-text(Support needs access)");
  await openTicket();
  await panel.waitForSelector("::-p-text(Waiting for you)");
  expect(await panel.$$("input[type=password]")).toEqual([]);
  await click(await panel.waitForSelector("::-p-aria([name='Hand over access'][role='button'])"));
  tab = await accessTab(stage);
  await reads("To compare the module’s files.");
  expect(await tab.evaluate(() => window.top === window && location.protocol)).toBe("chrome-extension:");
  expect(page.frames().filter((frame) => frame.url().includes("access.html"))).toEqual([]);
});

test("the store's page can neither load nor embed the access tab", async () => {
  const { page, world } = stage;
  await page.bringToFront();
  expect(await tryToLoad(page, [world.browser.address("access.html")])).toEqual([]);
  // The panel beside it can: the difference is what is web accessible.
  expect(page.frames().some((frame) => frame.url().includes("panel.html"))).toBe(true);
});

test("the panel in the store's page is refused every word of access, and no request leaves for it", async () => {
  const { proxy, storeOrigin, ticketId, world } = stage;
  const send = senderIn(panel);
  const known = { storeOrigin, tabId: 1, draftId: ticketId, server: proxy.origin, invitation: "" };
  const before = proxy.requests.filter(({ path }) => path.includes("access.")).length;
  const rows = Object.entries(ownRows).filter(([name]) => name.startsWith("access."));
  expect(rows.length).toBeGreaterThan(8);
  for (const [name, argsFor] of rows) {
    const reply = await send({ name, args: argsFor(known) });
    expect(reply, name).toEqual({ ok: false, refusal: { code: "extension.not-allowed", values: {} } });
  }
  const after = proxy.requests.filter(({ path }) => path.includes("access.") && !path.includes("access.view"));
  expect(after.length).toBeLessThanOrEqual(before);
  expect(world.server.output()).not.toContain("access.withdrawn");
});

test("a page that listens to everything hears no key, and what leaves the browser is sealed", async () => {
  const { page, proxy, files, world } = stage;
  await page.bringToFront();
  await page.reload();
  const worker = await world.browser.serviceWorker();
  await worker.evaluate(recordMessages);
  await tab.bringToFront();
  await typeIn(tab, "User name", canaries.adminUser);
  await typeIn(tab, "Password", canaries.adminPassword);
  await typeIn(tab, "Note (optional)", canaries.adminNote);
  await typeIn(tab, "Server", "127.0.0.1");
  await typeIn(tab, "Port", String(files.port));
  await typeIn(tab, "User name", canaries.filesUser, 1);
  await typeIn(tab, "Password", canaries.filesPassword, 1);
  await typeIn(tab, "Folder of the store", canaries.folder);
  await typeIn(tab, "Note (optional)", canaries.filesNote, 1);
  await pressIn(tab, "Try this login once");
  await reads("Your store let it in.");
  await pressIn(tab, "Seal and hand over");
  await reads("The server let us in.");
  expect(files.tries).toEqual(["user: let in"]);

  const { events, messages } = await page.evaluate(readEar);
  expect(events.filter(({ kind }) => (typingKinds as readonly string[]).includes(kind))).toEqual([]);
  expect(events.filter(({ text }) => words.some((word) => text.includes(word)))).toEqual([]);
  expect(messages).toEqual([]);

  const handed = proxy.requests.filter(({ path }) => path.endsWith("access.handOver"));
  expect(handed).toHaveLength(2);
  for (const { body } of handed) expect(JSON.parse(body).sealed).toContain("BEGIN AGE ENCRYPTED FILE");
  expect(found(proxy.requests.map(({ body }) => body))).toEqual([]);
  const heard = await worker.evaluate(readMessages);
  expect(heard.filter((text) => text.includes("access.hand-over"))).toHaveLength(2);
  expect(found(heard)).toEqual([]);
});

test("nothing of it is on the page once it is handed over, nor in what the extension keeps", async () => {
  const left = await tab.evaluate(() =>
    [...document.querySelectorAll("input, textarea")].map((field) => (field as HTMLInputElement).value),
  );
  expect(found([...left, await tab.content(), tab.url()])).toEqual([]);
  const kept = await tab.evaluate(readKept);
  expect(kept).toContain("localhost");
  expect(found([kept])).toEqual([]);
});

test("the server's own folder, log and mails hold none of it", async () => {
  const { world } = stage;
  const all = filesBelow(world.server.data).map((path) => readFileSync(path, "latin1"));
  // What is no secret is found there, so that the search is one.
  expect(all.some((text) => text.includes(subject))).toBe(true);
  expect(found([...all, world.server.output()])).toEqual([]);
});

test("the engineer reads what was typed, and the holder reads who read it and why", async () => {
  const desk = await askDesk(stage.world);
  const { ticketId } = stage;
  await desk.access.take.mutate({ ticketId });
  const { credentials } = await desk.access.ticketAccess.query({ ticketId });
  const files = credentials.find(({ kind }) => kind === "ftp");
  const { secret } = await desk.access.reveal.mutate({
    credentialId: files?.credentialId ?? "",
    reason: "compare the module’s files",
  });
  expect(secret).toMatchObject({ user: canaries.filesUser, folder: canaries.folder, note: canaries.filesNote });
  await tab.bringToFront();
  await tab.reload();
  await reads("because: “compare the module’s files”");
  await reads("read once");
});

test("what is asked back and disabled is tried once each, verified, and destroyed", async () => {
  const { world, ticketId, files, page } = stage;
  const desk = await askDesk(world);
  await desk.tickets.move.mutate({ ticketId, to: "resolved" });
  await tab.reload();
  await reads("Take your access back");
  files.account.password = "another one by now";
  const { users } = world.store.state;
  users.splice(
    users.findIndex(({ username }) => username === canaries.adminUser),
    1,
  );
  files.tries.length = 0;
  const rows = () => tab.$$("::-p-aria([name='I have disabled it'][role='button'])");
  expect(await rows()).toHaveLength(2);
  for (const row of await rows()) {
    const isFiles = await row.evaluate((button) =>
      button.closest(".pad")?.parentElement?.textContent?.includes("Files (SFTP)"),
    );
    if (isFiles) await row.click();
  }
  await reads("Verified disabled");
  expect(files.tries).toEqual(["user: refused"]);

  await pressIn(tab, "I have disabled it");
  await typeIn(tab, "User name", canaries.adminUser);
  await typeIn(tab, "Password", "not the same one");
  await pressIn(tab, "Try it once");
  await reads("This is not the login that you handed over.");
  await typeIn(tab, "Password", canaries.adminPassword);
  await pressIn(tab, "Try it once");
  await eventually(async () => (await tab.$$("::-p-text(Verified disabled)")).length >= 2, "both to be verified");
  const { credentials } = await desk.access.ticketAccess.query({ ticketId });
  expect(credentials.map(({ state, end }) => [state, end])).toEqual([
    ["destroyed", "verified-disabled"],
    ["destroyed", "verified-disabled"],
  ]);
  await page.bringToFront();
  await page.reload();
  panel = await panelIn(page);
  await openTicket();
  await reads("Verified disabled", panel);
});

test("a server that shows another key gets nothing: both fingerprints stand there, and what was typed stays", async () => {
  const { proxy, ends, ticketId } = stage;
  const desk = await askDesk(stage.world);
  // The ticket lives again.
  await writeAgain();
  await desk.access.ask.mutate({ ticketId, kind: "ftp", note: "Once more, please." });
  proxy.otherKey = await identityToRecipient(await generateX25519Identity());
  await tab.bringToFront();
  await tab.reload();
  await reads("Hand over access");
  await typeIn(tab, "Server", "127.0.0.1");
  await typeIn(tab, "User name", canaries.filesUser, 1);
  await typeIn(tab, "Password", canaries.filesPassword, 1);
  const before = proxy.requests.length;
  await pressIn(tab, "Look again");
  await reads("The server shows another key");
  const shown = (
    await tab.$$eval(".verdict .print", (prints) => prints.map(({ textContent }) => textContent ?? ""))
  ).map((text) => text.replace(/^[^:]*:|\s/g, ""));
  expect(shown).toEqual([ends.server.demo().fingerprint, await sha256(proxy.otherKey)]);
  await click(await tab.$("::-p-aria([name='Seal and hand over'][role='button'])"));
  const since = proxy.requests.slice(before).map(({ path }) => path);
  expect(since.some((path) => path.endsWith("accounts.identity"))).toBe(true);
  expect(since.filter((path) => path.endsWith("access.handOver"))).toEqual([]);
  const fields = await tab.$$("::-p-aria([name='Password'][role='textbox'])");
  expect(await fields[1]?.evaluate((field) => (field as HTMLInputElement).value)).toBe(canaries.filesPassword);

  async function writeAgain(): Promise<void> {
    const { page } = stage;
    await page.bringToFront();
    const field = await panel.waitForSelector("textarea");
    await field?.type("It is back.");
    // Sending counts only once the browser has seen the panel for a while, and the tab came to the front just now.
    await eventually(async () => {
      await page.keyboard.down("Control");
      await page.keyboard.press("Enter");
      await page.keyboard.up("Control");
      const sent = panel.waitForSelector(".bubble::-p-text(It is back.)", { timeout: 2_500 });
      return (await sent.catch(() => null)) !== null;
    }, "the reply to be sent");
  }
});

test("after the server's key was really renewed a new text pins it, and what was typed is handed over", async () => {
  const { proxy, world, invitation, files } = stage;
  proxy.otherKey = null;
  const { isGood, said } = await runTool("node", "server/cli.ts", "secrets", "rotate", "--data", world.server.data);
  expect(said, said).not.toContain("Usage");
  expect(isGood).toBe(true);
  const old = world.server.demo().fingerprint;
  await world.server.restart();
  expect(world.server.demo().fingerprint).not.toBe(old);
  await tab.bringToFront();
  await pressIn(tab, "Look again");
  await reads("The server shows another key");
  await typeIn(tab, "If it is right: the new text from support, which connects this store anew", invitation());
  await pressIn(tab, "Connect anew");
  await reads("Same key as always");
  await typeIn(tab, "Port", String(files.port));
  await pressIn(tab, "Seal and hand over");
  // Its password was changed above, so the one login is refused.
  await reads("Wrong user name or password");
  const desk = await askDesk(world);
  const { credentials } = await desk.access.ticketAccess.query({ ticketId: stage.ticketId });
  expect(credentials.filter(({ state }) => state === "live")).toHaveLength(1);
});

test("the browser's whole profile holds none of it, also after it ended while all of it stood in the fields", async () => {
  const { world } = stage;
  await pressIn(tab, "Hand over another one");
  await typeIn(tab, "User name", canaries.adminUser);
  await typeIn(tab, "Password", canaries.adminPassword);
  await pressIn(tab, "Show: Password");
  await typeIn(tab, "Note (optional)", canaries.adminNote);
  await typeIn(tab, "User name", canaries.filesUser, 1);
  await typeIn(tab, "Password", canaries.filesPassword, 1);
  await typeIn(tab, "Folder of the store", canaries.folder);
  await typeIn(tab, "Note (optional)", canaries.filesNote, 1);
  // Browsers write down now and then what they would bring back after a crash.
  await pause(8_000);
  await world.browser.kill();
  const all = filesBelow(world.browser.profile).flatMap((path) => {
    const bytes = readFileSync(path);
    return [bytes.toString("latin1"), bytes.toString("utf16le"), bytes.subarray(1).toString("utf16le")];
  });
  expect(all.some((text) => text.includes("access.html"))).toBe(true);
  console.log(`looked through ${all.length / 3} files of the profile`);
  expect(found(all)).toEqual([]);
});

function found(texts: readonly string[]): string[] {
  return texts.flatMap((text) => words.filter((word) => text.includes(word)));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

async function sha256(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toHex();
}

interface Recording {
  chrome: { runtime: { onMessage: { addListener(hear: (message: unknown) => void): void } } };
  heardMessages: string[];
}

/** Runs in the extension's own worker. */
function recordMessages(): void {
  const place = globalThis as unknown as Recording;
  place.heardMessages = [];
  place.chrome.runtime.onMessage.addListener((message) => {
    place.heardMessages.push(JSON.stringify(message));
  });
}

function readMessages(): string[] {
  return (globalThis as unknown as Recording).heardMessages;
}

/** Runs in a page of our own: everything in storage of our origin. */
async function readKept(): Promise<string> {
  const done = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const { storage } = (
    globalThis as unknown as { chrome: { storage: Record<string, { get(key: null): Promise<object> }> } }
  ).chrome;
  const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  for (const area of ["local", "session"]) texts.push(JSON.stringify(await storage[area]?.get(null)));
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name ?? ""));
    for (const store of database.objectStoreNames) {
      texts.push(JSON.stringify(await done(database.transaction(store).objectStore(store).getAll())));
    }
    database.close();
  }
  return texts.join("\n");
}
