import type { Page } from "puppeteer-core";
import type { Report } from "../shared/report.ts";
import { threadOf } from "../test/e2e/hostile/pages-run.ts";
import type { StoreKind } from "../test/stores/state.ts";
import { type RunningStore, startStore } from "../test/stores/store.ts";
import { launchBrowser, type TestBrowser } from "../test/support/browser.ts";
import { median } from "../test/support/median.ts";

/**
 * What a capture takes of stores with few, many and very many modules, in Chromium with the built extension: the open
 * list of modules, and the dashboard with all safe reads. Milliseconds of a page's thread are its processor time, so that
 * other work on the machine does not count; beside them stands what the same thread needs to walk that page's elements
 * and to write and read its rows as JSON, so that the figure means something on another machine.
 *
 *     npm run bench:capture            (needs a test build: `DESKBELL_TEST_HOSTS='http://*.test/*' npx wxt build`)
 */

const kinds: readonly StoreKind[] = ["opencart-3", "opencart-4", "cs-cart"];
const sizes = [50, 500, 2_000];
const times = 7;

interface Figures {
  kind: string;
  modules: number;
  /** Milliseconds of the page's thread: the first read of it, the middle one, and the yardstick. */
  firstMs: number;
  readMs: number;
  walkMs: number;
  rows: number;
  readBytes: number;
  /** The safe capture of the dashboard: by the clock and of the page's thread, and what it asked for. */
  safeMs: number;
  safeThreadMs: number;
  requests: number;
  safeBytes: number;
}

async function measure(browser: TestBrowser, kind: StoreKind, modules: number, store: RunningStore): Promise<Figures> {
  const page = await signIn(browser, kind, store, hostOf(kind, modules));
  const dashboard = page.url();
  await openList(page, kind);
  const thread = await threadOf(page);
  const ask = (what: Asked) => browser.serviceWorker().then((worker) => worker.evaluate(inTab, what));
  await ask("capture.js");
  const reads: number[] = [];
  let text = "";
  for (let at = 0; at < times; at += 1) {
    const { ms, value } = await thread.timed(() => ask("read"));
    reads.push(ms);
    text = value;
  }
  const walks: number[] = [];
  for (let at = 0; at < times; at += 1) walks.push((await thread.timed(() => ask("walk"))).ms);

  await page.goto(dashboard);
  await ask("capture.js");
  const safes: { clockMs: number; ms: number; value: string }[] = [];
  const before = store.log.length;
  for (let at = 0; at < 3; at += 1) {
    const began = performance.now();
    const done = await thread.timed(() => ask("safe"));
    safes.push({ ...done, clockMs: performance.now() - began });
  }
  const requests = store.log.slice(before).filter(({ by }) => by === "code").length / safes.length;
  await page.close();
  const rows = (JSON.parse(text) as Report).modules.length; // Our own capture's.
  return {
    kind,
    modules,
    firstMs: reads[0] ?? Number.NaN,
    readMs: median(reads),
    walkMs: median(walks),
    rows,
    readBytes: Buffer.byteLength(text),
    safeMs: median(safes.map(({ clockMs }) => clockMs)),
    safeThreadMs: median(safes.map(({ ms }) => ms)),
    requests,
    safeBytes: Buffer.byteLength(safes.at(-1)?.value ?? ""),
  };
}

function hostOf(kind: StoreKind, modules: number): string {
  return `${kind}-${modules}.test`;
}

async function signIn(browser: TestBrowser, kind: StoreKind, store: RunningStore, host: string): Promise<Page> {
  const page = await browser.newPage(`http://${host}${new URL(store.adminUrl).pathname}`);
  await page.bringToFront();
  await page.type("input[name=username], input[name=user_login]", "admin");
  await page.type("input[name=password]", "admin");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  if (await page.$("input[name=password]")) throw new Error(`Could not sign in to ${kind}`);
  return page;
}

/** Opens the list of modules as a person does; OpenCart 3's own script would fetch its rows. */
async function openList(page: Page, kind: StoreKind): Promise<void> {
  const url = new URL(page.url());
  if (kind === "cs-cart") url.search = "?dispatch=addons.manage";
  else url.searchParams.set("route", "marketplace/extension");
  await page.goto(url.href);
  if (kind === "cs-cart") return;
  await page.evaluate(async () => {
    const [place, select] = [
      document.querySelector("#extension"),
      document.querySelector<HTMLSelectElement>("#content select"),
    ];
    if (!place || !select || place.querySelector("table")) return;
    place.innerHTML = await (await fetch(select.value)).text();
  });
}

type Asked = "capture.js" | "read" | "walk" | "safe";

interface ExtensionGlobals {
  chrome: {
    tabs: { query(which: object): Promise<{ id: number }[]> };
    scripting: { executeScript(injection: object): Promise<{ result?: unknown }[]> };
    runtime: {
      onMessage: {
        addListener(hear: (message: Said) => void): void;
        removeListener(hear: (message: Said) => void): void;
      };
    };
  };
}

interface Said {
  name?: string;
  args?: { report?: unknown }[];
}

/** Runs in the extension's worker; does this in the page in front, and gives a report or a count as text. */
async function inTab(what: Asked): Promise<string> {
  const { tabs, scripting, runtime } = (globalThis as unknown as ExtensionGlobals).chrome;
  const [tab] = await tabs.query({ active: true, lastFocusedWindow: true });
  const target = { tabId: tab?.id, frameIds: [0] };
  if (what === "capture.js") {
    await scripting.executeScript({ target, files: ["/capture.js"] });
    return "";
  }
  const read = async () =>
    JSON.stringify(await (globalThis as { deskbellReadPage?: () => Promise<unknown> }).deskbellReadPage?.());
  const walk = () => {
    const rows: string[] = [];
    for (const element of document.querySelectorAll("*")) {
      if (element.localName === "tr") rows.push(element.textContent ?? "", element.outerHTML);
    }
    return String(JSON.parse(JSON.stringify(rows)).length);
  };
  const safe = () => {
    (globalThis as { deskbellCapture?: (id: string, depth: string) => unknown }).deskbellCapture?.("bench", "safe");
  };
  if (what !== "safe") {
    const [frame] = await scripting.executeScript({ target, func: what === "read" ? read : walk });
    return String(frame?.result);
  }
  return new Promise((resolve) => {
    const hear = (message: Said) => {
      if (message.name !== "capture.done") return;
      runtime.onMessage.removeListener(hear);
      resolve(JSON.stringify(message.args?.[0]?.report));
    };
    runtime.onMessage.addListener(hear);
    void scripting.executeScript({ target, func: safe });
  });
}

function print(all: readonly Figures[]): void {
  const head = "store       modules  read ms (first)  walk ms  read/walk   rows  kB   safe ms (thread)  requests  kB";
  console.log(head);
  for (const one of all) {
    const cells = [
      one.kind.padEnd(11),
      String(one.modules).padStart(7),
      `${one.readMs.toFixed(1)} (${one.firstMs.toFixed(1)})`.padStart(16),
      one.walkMs.toFixed(1).padStart(8),
      (one.readMs / one.walkMs).toFixed(1).padStart(10),
      String(one.rows).padStart(6),
      (one.readBytes / 1000).toFixed(0).padStart(3),
      `${one.safeMs.toFixed(0)} (${one.safeThreadMs.toFixed(0)})`.padStart(17),
      String(one.requests).padStart(9),
      (one.safeBytes / 1000).toFixed(0).padStart(3),
    ];
    console.log(cells.join(" "));
  }
  for (const kind of kinds) {
    const of = all.filter((one) => one.kind === kind);
    const ratio = (pick: (one: Figures) => number) =>
      of.map((one) => (pick(one) / pick(of[0] ?? one)).toFixed(1)).join(" : ");
    console.log(
      `${kind}: ${sizes.join(" : ")} modules take ${ratio(({ readMs }) => readMs)} on the page, ${ratio(({ safeMs }) => safeMs)} for the safe capture`,
    );
  }
}

const stores = await Promise.all(
  kinds.flatMap((kind) =>
    sizes.map(async (modules) => ({ kind, modules, store: await startStore(kind, { modules }) })),
  ),
);
const browser = await launchBrowser({
  extensionDir: ".output/chrome-mv3-test",
  hosts: Object.fromEntries(stores.map(({ kind, modules, store }) => [hostOf(kind, modules), store.port])),
});
try {
  const all: Figures[] = [];
  for (const { kind, modules, store } of stores) all.push(await measure(browser, kind, modules, store));
  print(all);
} finally {
  await browser.close();
  await browser.discard();
  for (const { store } of stores) await store.stop();
}
