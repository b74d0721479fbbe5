import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { createServer } from "vite";

/** Pictures of every panel state: `node test/e2e/panel-sheet/shoot.ts [state…]` writes .shots/panel-<width>-<theme>.png. */
const folder = fileURLToPath(new URL("../../../.shots/", import.meta.url));
await mkdir(folder, { recursive: true });
const server = await createServer({ configFile: fileURLToPath(new URL("./vite.config.ts", import.meta.url)) });
await server.listen();
const address = server.resolvedUrls?.local[0] ?? "";
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  page.on("pageerror", (error) => console.error(String(error)));
  await page.emulateTimezone("UTC");
  const only = process.argv.slice(2).join(",");
  for (const [width, height] of [
    [400, 780],
    [320, 640],
  ] as const) {
    for (const theme of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
      await page.setViewport({ width: 24 + 4 * (width + 24), height: 900 });
      const query = new URLSearchParams({ width: String(width), height: String(height), ...(only ? { only } : {}) });
      await page.goto(`${address}?${query}`);
      await page.waitForFunction(() =>
        [...document.querySelectorAll("iframe")].every(
          ({ contentDocument }) => contentDocument?.documentElement.dataset.ready === "",
        ),
      );
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll("iframe")]
          .filter(({ contentDocument }) => {
            const root = contentDocument?.documentElement;
            return root && root.scrollWidth > root.clientWidth;
          })
          .map(({ title }) => title),
      );
      if (wide.length > 0) console.error(`wider than ${width}: ${wide.join(", ")}`);
      await page.screenshot({ path: `${folder}panel-${width}-${theme}.png`, fullPage: true });
    }
  }
} finally {
  await browser.close();
  await server.close();
}
