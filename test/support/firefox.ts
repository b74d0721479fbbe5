import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { type Display, startDisplay } from "./display.ts";
import { findFirefox } from "./needs.ts";

/** A real Firefox with the extension in it, on a screen of its own: what no tool reaches is pressed by keys there. */
export interface TestFirefox {
  browser: Browser;
  display: Display;
  /** Of this installation alone: no page may come by it. */
  uuid: string;
  newPage(url: string): Promise<Page>;
  /** The tab that shows this page of the extension, once there is one: `settings.html`. */
  ownTab(path: string): Promise<Page>;
  close(): Promise<void>;
}

const addon = "deskbell@deskbell.example";

/** `hosts` are names that mean this machine; Firefox asks them for a port of their own. */
export async function launchFirefox(extensionDir: string, hosts: readonly string[]): Promise<TestFirefox> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error("No Firefox found. Run: node test/support/needs.ts firefox");
  const profile = await mkdtemp(join(tmpdir(), "deskbell-firefox-"));
  const display = await startDisplay();
  const uuid = randomUUID();
  const end = async () => {
    await display.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  const launching = puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: false,
    userDataDir: profile,
    defaultViewport: null,
    args: ["--width=1380", "--height=880"],
    env: { ...process.env, DISPLAY: display.name, MOZ_ENABLE_WAYLAND: "0" },
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({ [addon]: uuid }),
      "network.dns.localDomains": hosts.join(","),
      "browser.startup.page": 0,
      // Automation would have every window believe that it is in front: the popup would get no key.
      "focusmanager.testmode": false,
    },
  });
  const browser = await launching.catch(async (error: unknown) => {
    await end();
    throw error;
  });
  await browser.installExtension(resolve(extensionDir)).catch(async (error: unknown) => {
    await browser.close();
    await end();
    throw error;
  });

  return {
    browser,
    display,
    uuid,
    async newPage(url) {
      const page = await browser.newPage();
      await page.goto(url);
      await page.bringToFront();
      return page;
    },
    async ownTab(path) {
      for (const end = Date.now() + 15_000; Date.now() < end; await pause(100)) {
        for (const page of await browser.pages()) {
          // Puppeteer is not told where the extension's own pages are; they know it themselves.
          const address = await page.evaluate(() => location.href).catch(() => "");
          if (address.startsWith(`moz-extension://${uuid}/${path}`)) return page;
        }
      }
      throw new Error(`No tab shows ${path}`);
    },
    async close() {
      await browser.close();
      await end();
    },
  };
}
