import { type FSWatcher, watch } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { StoreKind } from "./stores/state.ts";
import { isStoreKind, type RunningStore, startStore } from "./stores/store.ts";
import { launchBrowser, type TestBrowser } from "./support/browser.ts";
import { findBrowser } from "./support/needs.ts";
import { freePort } from "./support/ports.ts";
import { type ServerProcess, startServer } from "./support/server-process.ts";
import { root, runTool } from "./support/tool.ts";

/**
 * The whole of Deskbell on this machine: `npm start`. Server and desk, two store admins of our own, the built extension,
 * and a text that says what to click. With `--watch` (`npm run dev`) what changes is built again; each `--store=KIND`
 * (`npm start -- --store=opencart-1.5`) starts one more store.
 */
const extensionDir = join(root, ".output", "chrome-mv3");
const isWatching = process.argv.includes("--watch");

async function main(): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    for (const stop of stops.splice(0).reverse()) await stop().catch((error) => console.error(String(error)));
  };
  const asked = new Promise<string>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve("\nStopped."));
  });
  try {
    const further = wishedKinds();
    await step("Extension built", buildExtension);
    await step("Desk built", buildDesk);
    const server = await step("Server started", async () => {
      const data = join(root, "data", "demo");
      await mkdir(data, { recursive: true });
      return startServer({ port: await portFrom(8420, "the server"), data });
    });
    stops.push(server.stop);
    const died = new Promise<string>((resolve) => {
      server.onDeath(() => resolve(`The server has ended:\n${server.output()}`));
    });
    const stores = await step("Stores started", async () => {
      const three = await startStore("opencart-3", { port: await portFrom(8431, "the OpenCart 3 store") });
      const wished = Math.max(8432, three.port + 1);
      const started = [three, await startStore("opencart-4", { port: await portFrom(wished, "the OpenCart 4 store") })];
      for (const kind of further) {
        const after = Math.max(...started.map(({ port }) => port)) + 1;
        started.push(await startStore(kind, { port: await portFrom(after, `the ${kind} store`) }));
      }
      return started;
    });
    stops.push(...stores.map((store) => store.stop));
    const browser = await openBrowser(stores);
    if (browser) stops.push(browser.close);
    console.log(whatToClick(server, stores, browser !== null));
    if (isWatching) stops.push(rebuildOnChange(server));
    // While watching, a server that does not start is one to be mended.
    console.log(await Promise.race(isWatching ? [asked] : [asked, died]));
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    await stopAll();
  }
}

function wishedKinds(): StoreKind[] {
  return process.argv.flatMap((argument) => {
    const kind = /^--store=(.*)$/.exec(argument)?.[1];
    if (kind === undefined) return [];
    if (!isStoreKind(kind)) throw new Error(`There is no store called "${kind}".`);
    return [kind];
  });
}

async function step<Value>(done: string, work: () => Promise<Value>): Promise<Value> {
  const begun = performance.now();
  const value = await work();
  console.log(`${done} in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return value;
}

async function portFrom(wished: number, whose: string): Promise<number> {
  const port = await freePort(wished);
  if (port !== wished) console.log(`Port ${wished} is taken by another program, so ${whose} uses ${port}.`);
  return port;
}

const buildExtension = () => build("wxt", "build");
const buildDesk = () => build("vite", "build", "--config", "vite.desk.config.ts");

/** What a tool wrote is shown only where it failed. */
async function build(name: string, ...args: string[]): Promise<void> {
  const { isGood, said } = await runTool(name, ...args);
  if (!isGood) throw new Error(`${said}\n${name} ${args.join(" ")} failed.`);
}

/** A browser with the extension and both stores open, where somebody can see it; else none. */
async function openBrowser(stores: RunningStore[]): Promise<TestBrowser | null> {
  const hasScreen =
    ["darwin", "win32"].includes(process.platform) || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasScreen || !findBrowser()) return null;
  const profile = join(root, "data", "demo-browser");
  await rm(profile, { recursive: true, force: true });
  try {
    const browser = await launchBrowser({ extensionDir, profile, onScreen: true });
    const [first] = await browser.browser.pages();
    for (const store of stores.toReversed()) {
      const page = store === stores[0] && first ? first : await browser.newPage();
      await page.goto(localAddress(store));
      await page.bringToFront();
    }
    return browser;
  } catch (error) {
    console.log(`No browser window could be opened (${String(error).split("\n")[0]}).`);
    return null;
  }
}

function localAddress({ port, adminUrl }: RunningStore): string {
  return `http://localhost:${port}${new URL(adminUrl).pathname}`;
}

function whatToClick(server: ServerProcess, stores: RunningStore[], isOpen: boolean): string {
  const [three, four] = stores.map(localAddress);
  const further = stores.slice(2).map((store) => `\nAlso running: ${store.state.kind} ${localAddress(store)}`);
  const { url } = server.demo();
  const engineer = server.person("engineer");
  const load = isOpen
    ? "A browser window has just opened, with the extension in it and a store's sign-in page."
    : `In Chromium or Chrome open chrome://extensions, switch on Developer mode, press "Load unpacked"\n    and choose ${extensionDir}\n    Then open ${three}`;
  return `
Everything runs.  Support server ${url}   OpenCart 3 ${three}   OpenCart 4 ${four}${further.join("")}

 1. ${load}
 2. Sign in to the store: admin, password admin.
 3. Press the Deskbell icon in the toolbar (behind the puzzle piece), then Enable; say Allow to the browser.
 4. Connect: paste this invitation where it is asked for.
    ${server.invitation()}
 5. Press Get Support at the top of the store, write two sentences, look at what will be sent, and send it.
 6. Open ${url}/desk as ${engineer.email}, password ${engineer.password}.
    Your request is there; what you reply appears in the store's panel.
 7. There, press Ask for access: the panel offers a tab where it is sealed, handed over and taken back.

Ctrl-C stops everything.${isWatching ? " What you change is built again; reload the extension to see it." : ""}
`;
}

/** Builds again what changed, one build at a time; the server starts again for changes of its own. */
function rebuildOnChange(server: ServerProcess): () => Promise<void> {
  const works: [done: string, work: () => Promise<void>, folders: string[]][] = [
    ["Extension built again", buildExtension, ["extension", "shared"]],
    ["Desk built again", buildDesk, ["server/desk", "shared"]],
    ["Server started again", server.restart, ["server", "shared"]],
  ];
  const waiting = new Set<number>();
  let running = Promise.resolve();
  const run = (index: number) => {
    if (waiting.has(index)) return;
    waiting.add(index);
    running = running.then(async () => {
      waiting.delete(index);
      const [done, work] = works[index] ?? ["", async () => {}];
      await step(done, work).catch((error) => console.error(String(error)));
    });
  };
  const watchers: FSWatcher[] = works.flatMap(([, , folders], index) =>
    folders.map((folder) =>
      watch(join(root, folder), { recursive: true }, (_, file) => {
        const isDesk = folder === "server" && file?.startsWith("desk");
        if (!isDesk) run(index);
      }),
    ),
  );
  return async () => {
    for (const watcher of watchers) watcher.close();
    await running;
  };
}

await main();
