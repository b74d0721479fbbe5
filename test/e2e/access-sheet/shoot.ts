import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import puppeteer from "puppeteer-core";
import { createServer } from "vite";
import { accessStates } from "./states.ts";

/**
 * Pictures of every state of the access tab: `node test/e2e/access-sheet/shoot.ts [state…]` writes
 * .shots/access-<state>-<width>-<theme>.png, and says where something is wider than the window.
 */
const folder = fileURLToPath(new URL("../../../.shots/", import.meta.url));
await mkdir(folder, { recursive: true });
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = await createServer({
  configFile: false,
  root: here("."),
  cacheDir: here("../../../node_modules/.cache/access-sheet"),
  plugins: [preact({ reactAliasesEnabled: false, devToolsEnabled: false })],
  server: { host: "127.0.0.1", fs: { allow: ["../../.."] } },
  logLevel: "warn",
});
await server.listen();
const address = server.resolvedUrls?.local[0] ?? "";
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  // A tab with something typed in it asks before it is left.
  page.on("dialog", (dialog) => void dialog.accept());
  page.on("pageerror", (error) => console.error(String(error)));
  await page.emulateTimezone("Europe/Berlin");
  const only = process.argv.slice(2);
  for (const { name } of accessStates) {
    if (only.length > 0 && !only.includes(name)) continue;
    for (const width of [1240, 400]) {
      await page.setViewport({ width, height: 900 });
      for (const theme of ["light", "dark"]) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
        await page.goto(`${address}tab.html?state=${name}`);
        await page.waitForSelector("html[data-ready]");
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        if (isWide) console.error(`${name} is wider than ${width}`);
        await page.screenshot({ path: `${folder}access-${name}-${width}-${theme}.png`, fullPage: true });
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}
