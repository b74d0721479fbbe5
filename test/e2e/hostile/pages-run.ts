import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { launchBrowser, type TestBrowser } from "../../support/browser.ts";
import { median } from "../../support/median.ts";
import { root } from "../../support/tool.ts";
import { type HostilePage, origin, token } from "./pages-frame.ts";

/** A browser with the built extension, and a server of hostile pages. */
export interface Range {
  /** Opens the page, reads it as the extension does, and closes it. */
  read(page: HostilePage): Promise<Reading>;
  /** The same for what is kept in the page's window between two presses: whether it could be armed, and what of. */
  arm(page: HostilePage): Promise<unknown>;
  stop(): Promise<void>;
}

export interface Reading {
  /** The report of the last run, as JSON. */
  text: string;
  /** Milliseconds of processor time that each run took on the page's main thread, and that the fixed work took there. */
  runs: readonly number[];
  paceMs: number;
  /** What the page's own world noticed meanwhile, how many requests left it, which dialogs it opened. */
  trips: number;
  requests: readonly string[];
  dialogs: readonly string[];
}

export async function openRange(pages: readonly HostilePage[]): Promise<Range> {
  const server = await serve(pages);
  const { port } = server.address() as AddressInfo; // It listens on a port.
  const browser = await launchBrowser({
    extensionDir: join(root, ".output/chrome-mv3-test"),
    hosts: { [new URL(origin).hostname]: port },
  });
  return {
    read: (page) => readIn(browser, addressOf(page, pages.indexOf(page))),
    arm: (page) => armIn(browser, addressOf(page, pages.indexOf(page))),
    async stop() {
      await browser.close();
      await browser.discard();
      server.closeAllConnections();
      server.close();
    },
  };
}

function addressOf({ path, route = "extension/extension/module", query = "" }: HostilePage, number: number): string {
  const start = path ? `${path}?` : `/admin/index.php?route=${encodeURIComponent(route)}&user_token=${token}&`;
  return `${origin}${start}${query}&case=${number}`;
}

async function serve(pages: readonly HostilePage[]): Promise<Server> {
  // One of the addresses is long.
  const server = createServer({ maxHeaderSize: 1_000_000 }, (request, response) => {
    const page = pages[Number(new URL(request.url ?? "", origin).searchParams.get("case") ?? "-1")];
    response.writeHead(page ? 200 : 404, { "content-type": `${page?.contentType ?? "text/html"}; charset=utf-8` });
    response.end(page?.markup());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function readIn(browser: TestBrowser, url: string): Promise<Reading> {
  const page = await browser.newPage();
  try {
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(url, { timeout: 60_000 });
    const requests: string[] = [];
    page.on("request", (request) => {
      // What the page's own markup has its browser load is no deed of the reader's.
      if (!/^data:|\/favicon\.ico$|\/admin\/view\//.test(request.url())) requests.push(request.url());
    });
    const thread = await threadOf(page);
    const worker = await browser.serviceWorker();
    const number = url.slice(url.lastIndexOf("&"));
    const run = (what: Injected) => worker.evaluate(inject, number, what);
    const before = await tripsOf(page);
    await run("capture.js");
    const [runs, paces]: [number[], number[]] = [[], []];
    let text = "null";
    for (let at = 0; at < 3; at += 1) {
      const { ms, value } = await thread.timed(() => run("read"));
      runs.push(ms);
      text = value;
      // Beside each read: a shared machine's pace changes within a second.
      paces.push((await thread.timed(() => run("pace"))).ms);
    }
    return { text, runs, paceMs: median(paces), trips: (await tripsOf(page)) - before, requests, dialogs };
  } finally {
    await page.close();
  }
}

async function armIn(browser: TestBrowser, url: string): Promise<unknown> {
  const page = await browser.newPage(url);
  const worker = await browser.serviceWorker();
  const run = (what: Injected) => worker.evaluate(inject, url.slice(url.lastIndexOf("&")), what);
  try {
    await run("capture.js");
    return JSON.parse(await run("arm"));
  } finally {
    await page.close();
  }
}

function tripsOf(page: Page): Promise<number> {
  return page.evaluate("self.trips ? trips.length : 0") as Promise<number>; // The page's own counter.
}

interface ExtensionGlobals {
  chrome: {
    tabs: { query(all: object): Promise<{ id: number; url?: string }[]> };
    scripting: { executeScript(injection: object): Promise<{ result?: unknown }[]> };
  };
}

/**
 * How long the page's main thread computes while something is done. It is the thread's processor time, not the clock's:
 * what other processes of a busy machine take away is not in it, and what else the page itself does meanwhile is.
 */
export async function threadOf(
  page: Page,
): Promise<{ timed: <Value>(work: () => Promise<Value>) => Promise<{ ms: number; value: Value }> }> {
  const session = await page.createCDPSession();
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const now = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "ThreadTime")?.value ?? Number.NaN) * 1_000;
  };
  return {
    async timed(work) {
      const began = await now();
      const value = await work();
      return { ms: (await now()) - began, value };
    },
  };
}

type Injected = "capture.js" | "read" | "pace" | "arm";

/** Runs in the extension's worker, and injects what the extension injects on the click; gives the report of a read. */
async function inject(number: string, what: Injected): Promise<string> {
  const { tabs, scripting } = (globalThis as unknown as ExtensionGlobals).chrome;
  const tab = (await tabs.query({})).find(({ url }) => url?.endsWith(number));
  const target = { tabId: tab?.id, frameIds: [0] };
  const read = async () =>
    JSON.stringify(await (globalThis as { deskbellReadPage?: () => Promise<unknown> }).deskbellReadPage?.());
  const pace = () => {
    let [sum, words] = [0, ""];
    for (let at = 0; at < 60_000; at += 1) {
      const word = `key${at}=value ${sum}`;
      if (/\b(\w+)7=(\w+)\b/.test(word)) words = words.slice(-200) + word;
      for (let again = 0; again < 40; again += 1) sum = (Math.imul(sum, 31) + word.charCodeAt(again % word.length)) | 0;
    }
    return words + sum;
  };
  const arm = () => {
    const own = globalThis as {
      deskbellArm?(channel: string): boolean;
      deskbellObserved?(): unknown;
      deskbellAsked?: unknown;
    };
    const [isNew, isAgain] = [own.deskbellArm?.("a"), own.deskbellArm?.("b")];
    return JSON.stringify({ isNew, isAgain, observed: own.deskbellObserved?.(), asked: String(own.deskbellAsked) });
  };
  const functions = { read, pace, arm };
  const injection = what === "capture.js" ? { files: ["/capture.js"] } : { func: functions[what] };
  const [frame] = await scripting.executeScript({ target, ...injection });
  return String(frame?.result);
}
