import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../support/tool.ts";
import { eavesdropper, readEar } from "./hostile/eavesdropper.ts";
import { openStage, panelHost, type Stage } from "./hostile/stage.ts";
import { askExtension, tracesOf, tryToLoad } from "./hostile/traces.ts";
import { launcher, openPanel, openWorld, type World } from "./world.ts";

/** Every file of a build, as the extension's addresses name it. */
function filesOf(build: string): string[] {
  const folder = join(root, ".output", build);
  return globSync("**/*", { cwd: folder }).filter((path) => statSync(join(folder, path)).isFile());
}

describe("a site that was not allowed", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ build: "shipped", store: { behaviour: { extraHead: eavesdropper() } } });
  });
  afterAll(() => world?.stop());

  test("has nothing of ours: no element, no request, no file that loads, nobody who hears it", async () => {
    const { browser, store, adminUrl } = world;
    const { extensionId } = browser;
    const page = await browser.newPage(adminUrl);
    expect(await tracesOf(page, ["chrome-extension:", extensionId, "deskbell", "Get Support"])).toEqual([]);
    const withUs = await page.content();

    const paths = filesOf("chrome-mv3");
    expect(paths).toContain("panel.html");
    const addresses = paths.map((path) => browser.address(path));
    expect(await tryToLoad(page, addresses)).toEqual([]);
    console.log(`not allowed: ${paths.length} files, each asked for in 5 ways: none loaded`);
    expect(await page.evaluate(askExtension, extensionId)).toBe("no way to send");
    expect(store.log.filter(({ by }) => by === "code")).toEqual([]);

    await browser.browser.uninstallExtension(extensionId);
    await page.reload();
    expect(withUs).toBe(await page.content());
  });
});

describe("a store that was allowed, with the panel open", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({
      head: eavesdropper(),
      // Tells the page of everything that did not come from the store.
      store: {
        behaviour: { headers: { "content-security-policy-report-only": "default-src 'self' 'unsafe-inline'" } },
      },
    });
  });
  afterAll(() => stage?.world.stop());

  test("learns no address of ours and finds no way into what stands there", async () => {
    const { world, page } = stage;
    await page.waitForSelector(launcher);
    const panel = await openPanel(page);
    const id = world.browser.extensionId;
    expect(panel.url()).toContain("panel.html");
    const worker = await world.browser.serviceWorker();
    const session = new URL(await worker.evaluate(sessionAddress)).host;
    expect(session).not.toBe(id);
    expect(await page.evaluate(() => window.length)).toBe(0);
    expect(await page.$eval(panelHost, lookAt)).toEqual({ root: null, inside: 0, window: false, style: "" });
    const { messages, calls } = await page.evaluate(readEar);
    expect(messages).toEqual([]);
    expect(calls.attachShadow ?? 0).toBe(0);
    expect(await tracesOf(page, ["chrome-extension:", id, session, "deskbell", "panel.html"])).toEqual([]);

    const paths = filesOf("chrome-mv3-test");
    expect(
      await tryToLoad(
        page,
        paths.map((path) => `chrome-extension://${id}/${path}`),
      ),
    ).toEqual([]);
    // Somebody who knew this session's address would get the panel's page, and only that.
    const known = await tryToLoad(
      page,
      paths.map((path) => `chrome-extension://${session}/${path}`),
    );
    expect(known).toContain(`frame ${world.browser.address("panel.html")}`);
    expect(known.filter((one) => !one.endsWith("/panel.html"))).toEqual([]);
    console.log(
      `allowed: ${2 * paths.length} addresses, each asked for in 5 ways: the panel's page alone, by its secret`,
    );
    expect(await page.evaluate(askExtension, id)).toBe("no way to send");
  });

  test("is told by the page's own policy of a foreign frame, so that its silence about ours means something", async () => {
    const { page } = stage;
    await page.evaluate(() =>
      document.body.append(Object.assign(document.createElement("iframe"), { src: "//other.test" })),
    );
    await page.waitForFunction(() => JSON.stringify(Reflect.get(window, "overheard")).includes("other.test"));
  });
});

/** Runs in the extension: the address that the panel's frame has until the browser ends. */
function sessionAddress(): string {
  const { runtime } = (globalThis as unknown as { chrome: { runtime: { getURL(path: string): string } } }).chrome;
  return runtime.getURL("/panel.html");
}

/** Runs in the page. */
function lookAt(host: Element) {
  return {
    root: host.shadowRoot,
    inside: host.childNodes.length,
    window: "contentWindow" in host,
    style: host.className,
  };
}
