import type { Page } from "puppeteer-core";
import { type Ends, openDesk } from "../world.ts";
import { type Album, readme, type Theme } from "./album.ts";

const sizes = [
  { width: 1440, height: 900 },
  { width: 400, height: 800 },
];

/** The desk's screens, wide and narrow. */
export async function tourDesk(ends: Ends, album: Album, theme: Theme, ticketId: string): Promise<void> {
  const desk = `${ends.server.demo().url}/desk`;
  const page = await ends.browser.newPage(`${desk}/setup#${"a".repeat(43)}`);
  await page.waitForSelector("input[type=password]");
  await shots(page, "desk-setup");
  await page.goto(`${desk}/sign-in`);
  await page.waitForSelector("input[type=password]");
  await shots(page, "desk-sign-in");
  await page.close();

  const queue = await openDesk(ends);
  await queue.waitForSelector("::-p-text(Checkout shows a blank page)");
  await shots(queue, "desk-queue");
  await queue.goto(`${desk}/t/${ticketId}`);
  await queue.waitForSelector("::-p-text(Acme Quick Checkout)");
  await shots(queue, "desk-ticket");
  await queue.setViewport(readme.desk);
  await album.take(queue, "readme-desk", theme);
  await queue.close();

  await signOut();
  const reseller = await openDesk(ends, "reseller");
  await reseller.goto(`${desk}/brand`);
  await reseller.waitForSelector("input[name=colour]");
  await shots(reseller, "desk-brand");
  await reseller.close();
  await signOut();

  /** The next person sits down at the same browser. */
  async function signOut(): Promise<void> {
    const { browser } = ends.browser;
    const own = (await browser.cookies()).filter(({ name }) => name.includes("deskbell."));
    await browser.deleteCookie(...own);
  }

  async function shots(shown: Page, name: string): Promise<void> {
    await shown.bringToFront();
    for (const size of sizes) {
      await shown.setViewport(size);
      await album.take(shown, `${name}-${size.width}`, theme, { isWhole: size.width < 500 });
    }
  }
}
