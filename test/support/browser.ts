import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import puppeteer, { type Browser, type Page, type Target, type WebWorker } from "puppeteer-core";
import { type Display, startDisplay } from "./display.ts";
import { findBrowser } from "./needs.ts";

export interface BrowserOptions {
  /** The built extension, unpacked. */
  extensionDir: string;
  /** Headless cannot show the browser's own permission prompt; headed makes a display of its own … */
  headless?: boolean;
  /** … or takes the one that a person looks at. */
  onScreen?: boolean;
  /** Ports on this machine that stand for port 80 of a host: `{ "shop.test": 8431 }`. */
  hosts?: Record<string, number>;
  /** A profile kept from an earlier run; without one a fresh one is made. */
  profile?: string;
  args?: readonly string[];
}

/** A real Chromium with the extension in it. */
export interface TestBrowser {
  browser: Browser;
  extensionId: string;
  /** Stays when the browser ends, so that it can be started on it again; `discard` removes it. */
  profile: string;
  serviceWorker(): Promise<WebWorker>;
  newPage(url?: string): Promise<Page>;
  /** The address of one of the extension's own pages. */
  address(path: string): string;
  /** Presses the toolbar icon over this page: the real popup, with what that grants. */
  popup(page: Page): Promise<Page>;
  /**
   * Says Allow in the browser's own prompt. `asker` is the popup or page that asks for it; returns once the extension
   * has more permissions than before. Headed only.
   */
  acceptPermissionPrompt(asker: Page): Promise<void>;
  close(): Promise<void>;
  /** Ends it as a crash would: no goodbye, nothing flushed. */
  kill(): Promise<void>;
  /** Removes the profile. */
  discard(): Promise<void>;
}

const flags = [
  // Chromium refuses to run as root with its sandbox.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-component-update",
  "--disable-sync",
  "--disable-features=DialMediaRouteProvider",
  "--enable-unsafe-extension-debugging",
  "--window-position=0,0",
  "--window-size=1380,880",
];

export async function launchBrowser({
  extensionDir,
  headless = true,
  onScreen = false,
  hosts = {},
  profile,
  args = [],
}: BrowserOptions): Promise<TestBrowser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error("No Chromium or Chrome found. Run: node test/support/needs.ts browser");
  const folder = profile ?? (await mkdtemp(join(tmpdir(), "deskbell-profile-")));
  const display = headless || onScreen ? null : await startDisplay();
  const rules = Object.entries(hosts).map(([host, port]) => `MAP ${host}:80 127.0.0.1:${port}`);
  const browser = await puppeteer.launch({
    executablePath,
    headless: headless && !onScreen,
    pipe: true,
    userDataDir: folder,
    enableExtensions: true,
    defaultViewport: null,
    ...(onScreen && { ignoreDefaultArgs: ["--enable-automation"], handleSIGINT: false, handleSIGTERM: false }),
    env: { ...process.env, ...(display ? { DISPLAY: display.name } : {}) },
    args: [...flags, ...(rules.length > 0 ? [`--host-resolver-rules=${rules.join(",")}`] : []), ...args],
  });
  const extensionId = await browser.installExtension(resolve(extensionDir));
  const address = (path: string) => `chrome-extension://${extensionId}/${path}`;
  const isWorker = (target: Target) => target.type() === "service_worker" && target.url().startsWith(address(""));

  async function serviceWorker(): Promise<WebWorker> {
    const worker = await (await browser.waitForTarget(isWorker)).worker();
    if (!worker) throw new Error("The extension's service worker ended as it was asked for");
    return worker;
  }
  async function newPage(url?: string): Promise<Page> {
    const page = await browser.newPage();
    if (url) await page.goto(url);
    return page;
  }
  async function popup(page: Page): Promise<Page> {
    const extension = (await browser.extensions()).get(extensionId);
    if (!extension) throw new Error("The extension is not installed");
    await page.bringToFront();
    const opened = browser.waitForTarget((target) => target.url().startsWith(address("popup")));
    await page.triggerExtensionAction(extension);
    return (await opened).asPage();
  }

  return {
    browser,
    extensionId,
    profile: folder,
    address,
    serviceWorker,
    newPage,
    popup,
    acceptPermissionPrompt: (asker) =>
      acceptPrompt(asker, display, async () => (await serviceWorker()).evaluate(granted)),
    async close() {
      await browser.close();
      await display?.stop();
    },
    async kill() {
      const child = browser.process();
      if (child && child.exitCode === null && child.signalCode === null) {
        child.kill("SIGKILL");
        await once(child, "exit");
      }
      await display?.stop();
    },
    discard: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Runs in the service worker: how much the extension may do now. */
async function granted(): Promise<number> {
  const { permissions } = (globalThis as unknown as ExtensionGlobals).chrome; // Chromium's worker has it.
  const all = await permissions.getAll();
  return (all.origins?.length ?? 0) + (all.permissions?.length ?? 0);
}

interface ExtensionGlobals {
  chrome: { permissions: { getAll(): Promise<{ origins?: string[]; permissions?: string[] }> } };
}

/**
 * The prompt is drawn inside the browser's window, where no tool sees it. Three facts stand for it: whoever asked loses
 * the focus (a popup closes), the screen comes to rest, and Deny has the focus. For its first half second it takes no
 * Return, so Return is pressed until the permission is there.
 */
async function acceptPrompt(asker: Page, display: Display | null, granted: () => Promise<number>): Promise<void> {
  if (!display) throw new Error("A headless browser shows no permission prompt");
  const before = await granted();
  const isUnfocused = async () =>
    asker.isClosed() || !(await asker.evaluate(() => document.hasFocus()).catch(() => false));
  await until(isUnfocused, "the permission prompt did not open");
  await display.still();
  await display.xdotool("key", "Tab");
  for (let tries = 0; tries < 8; tries += 1) {
    await display.xdotool("key", "Return");
    if (await until(async () => (await granted()) > before, null, 700)) return;
  }
  throw new Error("The permission prompt granted nothing");
}

/** Asks again until it is so; without words for the failure it answers false instead of throwing. */
async function until(isSo: () => Promise<boolean>, failure: string | null, limitMs = 10_000): Promise<boolean> {
  for (const end = Date.now() + limitMs; Date.now() < end; await pause(25)) {
    if (await isSo()) return true;
  }
  if (failure) throw new Error(failure);
  return false;
}
