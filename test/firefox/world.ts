import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Frame, Page } from "puppeteer-core";
import { click, eventually } from "../e2e/world.ts";
import type { StoreKind } from "../stores/state.ts";
import { type RunningStore, type StoreOptions, startStore } from "../stores/store.ts";
import { launchFirefox, type TestFirefox } from "../support/firefox.ts";
import { type ServerProcess, startServer } from "../support/server-process.ts";
import { root } from "../support/tool.ts";

/** Everything real at once: the server, a store admin, and a Firefox with the built extension in it. */
export interface FirefoxWorld {
  firefox: TestFirefox;
  server: ServerProcess;
  store: RunningStore;
  /** As the browser sees it: `http://shop.test:8431`. */
  origin: string;
  adminUrl: string;
  stop(): Promise<void>;
}

export interface FirefoxOptions {
  kind?: StoreKind;
  store?: StoreOptions;
  /** `shipped` asks for its permissions by the browser's own prompt, `allowed` has the test hosts already. */
  build?: "shipped" | "allowed";
}

const builds = { shipped: ".output/firefox-mv3", allowed: ".output/firefox-mv3-test" };
const host = "shop.test";

export async function openFirefoxWorld(options: FirefoxOptions = {}): Promise<FirefoxWorld> {
  const { kind = "opencart-3", build = "allowed" } = options;
  const server = await startServer();
  const store = await startStore(kind, options.store);
  const firefox = await launchFirefox(join(root, builds[build]), [host]).catch(async (error: unknown) => {
    await store.stop();
    await server.stop();
    throw error;
  });
  const origin = `http://${host}:${store.port}`;
  return {
    firefox,
    server,
    store,
    origin,
    adminUrl: origin + new URL(store.adminUrl).pathname,
    async stop() {
      await firefox.close();
      await store.stop();
      await server.stop();
    },
  };
}

/** Signs in to the store's admin in a new tab; the page is the dashboard. */
export async function signIn({ firefox, adminUrl }: FirefoxWorld): Promise<Page> {
  const page = await firefox.newPage(adminUrl);
  await page.type("input[name=username], input[name=user_login]", "admin");
  await page.type("input[name=password]", "admin");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  return page;
}

const launcher = "::-p-aria(Get Support)";
const isThere = async (page: Page) => (await page.$(launcher)) !== null;

/**
 * Opens the real popup by its shortcut and presses Enable, which has the focus there, and then Allow in the browser's own
 * prompt. No tool sees either, so the keys are pressed anew until the launcher stands in the page.
 */
export async function enable({ firefox: { display } }: FirefoxWorld, page: Page, prompt = false): Promise<void> {
  await page.bringToFront();
  await eventually(
    async () => {
      for (const key of ["Alt+Shift+g", "Return", ...(prompt ? ["Alt+a"] : [])]) {
        await display.still();
        await display.xdotool("key", key);
      }
      for (let looks = 0; looks < 30 && !(await isThere(page)); looks += 1) await pause(100);
      await display.xdotool("key", "Escape");
      return isThere(page);
    },
    "the launcher after Enable in the popup",
    40_000,
  );
}

/** Presses Get Support and gives the panel's frame. */
export async function openPanel(page: Page): Promise<Frame> {
  await page.bringToFront();
  await (await page.waitForSelector(launcher))?.click();
  return panelIn(page);
}

/** The panel's frame, which puppeteer knows no address of: it knows it itself. */
async function panelIn(page: Page): Promise<Frame> {
  let panel: Frame | undefined;
  await eventually(async () => {
    for (const frame of page.frames().slice(1)) {
      const address = await frame.evaluate(() => location.pathname).catch(() => "");
      if (address === "/panel.html") panel = frame;
    }
    return panel !== undefined;
  }, "the panel's frame");
  await panel?.waitForSelector("::-p-text(New request)");
  return panel!; // Waited for above.
}

/** From the panel to the tab where an invitation is pasted, and back once the store is connected. */
export async function connect(world: FirefoxWorld, page: Page, panel: Frame, prompt = false): Promise<void> {
  const { firefox, server } = world;
  await click(await panel.waitForSelector("::-p-text(Connect this browser)"));
  const tab = await firefox.ownTab("settings.html");
  await (await tab.waitForSelector("#link"))?.type(server.invitation());
  await click(await tab.waitForSelector("button[type=submit]"));
  const isConnected = async () => (await tab.$("::-p-text(Tickets of this store)")) !== null;
  await eventually(async () => {
    if (prompt && !(await isConnected())) {
      await firefox.display.still();
      await firefox.display.xdotool("key", "Alt+a");
    }
    return isConnected();
  }, "the connection");
  await tab.close();
  await page.bringToFront();
}
