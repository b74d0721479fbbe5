import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import type { ElementHandle, Frame, Page } from "puppeteer-core";
import type { AppRouter } from "../../server/router.ts";
import type { StoreKind } from "../stores/state.ts";
import { type RunningStore, type StoreOptions, startStore } from "../stores/store.ts";
import { launchBrowser, type TestBrowser } from "../support/browser.ts";
import { type ServerProcess, startServer } from "../support/server-process.ts";
import { root } from "../support/tool.ts";

/** Everything real at once: the server, store admins, and a browser with the built extension in it. */
export interface World {
  browser: TestBrowser;
  server: ServerProcess;
  store: RunningStore;
  /** A second store on another host, where one was asked for. */
  other: RunningStore | null;
  /** The admin as the browser sees it: `http://shop.test/admin/`, or `http://shop.test/admin.php`. */
  adminUrl: string;
  /** Ends the browser as a crash would and starts it again on the same profile. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  kind?: StoreKind;
  store?: StoreOptions;
  other?: StoreKind;
  /** `shipped` asks for its permissions by the browser's own prompt, `allowed` has the test hosts already. */
  build?: "shipped" | "allowed";
  headless?: boolean;
  /** Settings of the server's own environment. */
  serverEnv?: Record<string, string>;
  /** Further flags of the browser. */
  args?: readonly string[];
}

const builds = { shipped: ".output/chrome-mv3", allowed: ".output/chrome-mv3-test" };
const host = "shop.test";
const otherHost = "other.test";

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { kind = "opencart-3", store: storeOptions, other: otherKind, build = "allowed", headless = true } = options;
  const server = await startServer({ env: options.serverEnv ?? {} });
  const store = await startStore(kind, storeOptions);
  const other = otherKind ? await startStore(otherKind) : null;
  const launch = (profile?: string) =>
    launchBrowser({
      extensionDir: join(root, builds[build]),
      headless,
      hosts: { [host]: store.port, ...(other ? { [otherHost]: other.port } : {}) },
      args: options.args ?? [],
      ...(profile ? { profile } : {}),
    });
  const world: World = {
    browser: await launch(),
    server,
    store,
    other,
    adminUrl: `http://${host}${new URL(store.adminUrl).pathname}`,
    async crash() {
      const { profile } = world.browser;
      await world.browser.kill();
      world.browser = await launch(profile);
    },
    async stop() {
      await world.browser.close();
      await world.browser.discard();
      await store.stop();
      await other?.stop();
      await server.stop();
    },
  };
  return world;
}

/** Signs in to the store's admin in a new tab; the page is the dashboard. */
export async function signIn({ browser, adminUrl }: World, url = adminUrl): Promise<Page> {
  const page = await browser.newPage(url);
  await page.bringToFront();
  await page.type("input[name=username], input[name=user_login]", "admin");
  await page.type("input[name=password]", "admin");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  return page;
}

/** Whatever has a browser with the extension and a server to connect it to. */
export type Ends = Pick<World, "browser" | "server">;

/** Presses Enable in the real popup, and Allow in the browser's own prompt where the build has to ask. */
export async function enable(world: Ends, page: Page, { prompt = false } = {}): Promise<void> {
  const popup = await world.browser.popup(page);
  await pressIn(world, popup, "::-p-text(Enable on )", prompt);
  await page.waitForSelector(launcher);
  await dismiss(popup);
}

/** A popup closes as the browser's prompt opens, which may be before the press itself is answered. */
async function pressIn({ browser }: Ends, popup: Page, selector: string, prompt: boolean): Promise<void> {
  const button = await popup.waitForSelector(selector);
  if (!prompt) return click(button);
  await click(button).catch(() => {});
  await browser.acceptPermissionPrompt(popup);
}

async function dismiss(popup: Page): Promise<void> {
  if (!popup.isClosed()) await popup.close().catch(() => {}); // It may be closing by itself.
}

/** Pastes an invitation in the popup and connects, under the license of this programme. */
export async function connect(
  world: Ends,
  page: Page,
  { prompt = false, programme }: { prompt?: boolean; programme?: string } = {},
): Promise<void> {
  const popup = await world.browser.popup(page);
  await popup.waitForSelector("#link");
  await popup.type("#link", world.server.invitation(programme));
  await pressIn(world, popup, "::-p-aria([name='Connect'][role='button'])", prompt);
  if (prompt) await dismiss(popup);
  const shown = prompt ? await world.browser.popup(page) : popup;
  await shown.waitForSelector("::-p-text(Tickets of this store)");
  await dismiss(shown);
}

export const launcher = "::-p-aria([name='Get Support'][role='button'])";

/** Presses Get Support and gives the panel's frame. */
export async function openPanel(page: Page, name = "Get Support"): Promise<Frame> {
  await page.bringToFront();
  await click(await page.waitForSelector(`::-p-aria(${name})`));
  return panelOf(page);
}

export async function panelOf(page: Page): Promise<Frame> {
  const frame = await page.waitForFrame((candidate) => candidate.url().includes("panel.html"), { timeout: 15_000 });
  await frame.waitForSelector("::-p-text(New request)");
  return frame;
}

/** Opens a new request, says what it is about, and writes it, key by key. */
export async function write(
  panel: Frame,
  subject: string,
  message: string,
  topic = "configuration-fault",
): Promise<void> {
  // What stands above the button may still be on its way, and moves it while it is pressed.
  await eventually(async () => {
    await (await panel.$("::-p-text(New request)"))?.click().catch(() => {});
    return (await panel.waitForSelector("#topic", { timeout: 2_500 }).catch(() => null)) !== null;
  }, "a new request to open");
  await chooseTopic(panel, topic);
  await (await panel.waitForSelector("#subject"))?.type(subject);
  await (await panel.waitForSelector("#message"))?.type(message);
}

/** Chooses what the request is about, and waits for the verdict. */
export async function chooseTopic(panel: Frame, topic: string): Promise<void> {
  await panel.waitForSelector("#topic");
  await panel.select("#topic", topic);
  await panel.waitForSelector(".verdict");
}

/** Goes on to the preview, and gives the SHA-256 that it shows. */
export async function review(panel: Frame): Promise<string> {
  await click(await panel.waitForSelector("::-p-text(Review what will be sent)"));
  return shownHash(panel);
}

/** Waits until nothing changes in the preview any more, and gives the SHA-256 that it shows. */
export async function shownHash(panel: Frame): Promise<string> {
  await panel.waitForSelector("::-p-text(Exactly this will be sent)");
  // What the store's page answers changes what is sent, and with it the hash: the reading, and what failed meanwhile.
  await panel.waitForFunction(() => !document.querySelector("[role=progressbar]"));
  await click(await panel.waitForSelector("#view-bytes"));
  await panel.waitForSelector(wholeHash);
  let shown = "";
  await eventually(async () => {
    const before = shown;
    shown = (await panel.$eval(wholeHash, (hash) => hash.textContent?.replace(/\s+/g, ""))) ?? "";
    if (shown !== before) await pause(400);
    return shown === before;
  }, "the hash to rest");
  return shown;
}

const wholeHash = "[aria-labelledby='whole-hash'] .hash span";

/** Presses a consequential button as a person does: moves there, looks, presses; again until the screen has changed. */
export async function press(page: Page, panel: Frame, selector: string, until: string): Promise<void> {
  await eventually(
    async () => {
      if (await panel.$(until)) return true;
      const button = await panel.$(selector);
      const box = await button?.boundingBox();
      if (!box) return (await panel.$(until)) !== null;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x - 40, y - 30, { steps: 3 });
      await page.mouse.move(x, y, { steps: 5 });
      await pause(700);
      await page.mouse.move(x + 2, y);
      await page.mouse.click(x, y);
      return (await panel.waitForSelector(until, { timeout: 2_500 }).catch(() => null)) !== null;
    },
    `${until} after pressing ${selector}`,
    20_000,
  );
}

/**
 * Presses it by the pointer, and again where the press did not reach it: what stands above it may still be on its way,
 * and moves it from under the pointer.
 */
export async function click(element: ElementHandle | null | undefined): Promise<void> {
  if (!element) throw new Error("There is nothing to press");
  for (let tries = 1; ; tries += 1) {
    const landed = await element.evaluateHandle(hearClick);
    await element.click();
    // A page that is gone was left by this press.
    if (await landed.evaluate((heard) => heard.isHeard).catch(() => true)) return;
    if (tries === 5) throw new Error("What was to be pressed moved away from under the pointer, five times");
    await pause(100);
  }
}

/** Runs in the page. */
function hearClick(element: Node): { isHeard: boolean } {
  const heard = { isHeard: false };
  element.addEventListener(
    "click",
    () => {
      heard.isHeard = true;
    },
    { capture: true, once: true },
  );
  return heard;
}

/** Asks again until it is so. Browser tests wait for states of other processes, which cannot call back. */
export async function eventually(
  isSo: () => Promise<boolean> | boolean,
  what: string,
  limitMs = 15_000,
): Promise<void> {
  for (const end = Date.now() + limitMs; ; await pause(50)) {
    if (await isSo()) return;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`);
  }
}

/** Signs in to the desk in a tab of its own. */
export async function openDesk({ browser, server }: Ends, role = "engineer"): Promise<Page> {
  const { email, password } = server.person(role);
  const page = await browser.newPage(`${server.demo().url}/desk`);
  await (await page.waitForSelector("input[type=email]"))?.type(email);
  await (await page.waitForSelector("input[type=password]"))?.type(password);
  await page.keyboard.press("Enter");
  await page.waitForSelector("table, [role=table], ::-p-text(Nothing), ::-p-text(No tickets yet)");
  return page;
}

/** The desk's questions without its screens, asked of the server itself whatever stands before it. */
export async function askDesk({ server }: Pick<World, "server">, role = "engineer"): Promise<TRPCClient<AppRouter>> {
  const url = `http://127.0.0.1:${server.port}`;
  const { email, password } = server.person(role);
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.demo().url },
    body: JSON.stringify({ email, password }),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers: { cookie } })] });
}
