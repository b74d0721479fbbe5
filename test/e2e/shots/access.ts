import { handOver } from "../access-hand-over.ts";
import { askDesk, click, type Ends, openDesk } from "../world.ts";
import type { Album, Theme } from "./album.ts";

const sizes = [
  { width: 1440, height: 900 },
  { width: 400, height: 800 },
];

/** Handed-over access at the desk: the card, asking, and a login while it is shown and after. */
export async function tourAccess(ends: Ends, album: Album, theme: Theme): Promise<void> {
  const { ticketId } = await handOver(ends.server, { note: "The shop is in /www/shop, the old one in /www/old." });
  const desk = await askDesk(ends);
  const page = await openDesk(ends);
  await page.goto(`${ends.server.demo().url}/desk/t/${ticketId}`);
  await page.waitForSelector("#take");
  await page.keyboard.press("n");
  await page.waitForSelector(".access-form");
  await shots("desk-access-ask", ".access");
  await desk.access.ask.mutate({ ticketId, kind: "store-admin", note: "To see the settings of the checkout." });
  await desk.access.take.mutate({ ticketId });
  await page.reload();
  await page.waitForSelector(".access-reveal");
  await click(await page.waitForSelector(".access-log summary"));
  await shots("desk-access", ".access");
  await page.keyboard.press("s");
  await (await page.waitForSelector("#reveal-reason"))?.type("Compare checkout.php with the original");
  await shots("desk-reveal-reason");
  await page.keyboard.down("Control");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
  await click(await page.waitForSelector("[aria-label='Show the password']"));
  await shots("desk-reveal");
  await page.keyboard.press("Escape");
  await page.goto(`${ends.server.demo().url}/desk`);
  await page.waitForSelector(".cell-access .badge");
  await shots("desk-queue-access");
  await page.close();

  async function shots(name: string, selector?: string): Promise<void> {
    await page.bringToFront();
    for (const size of sizes) {
      await page.setViewport(size);
      await album.take(page, `${name}-${size.width}`, theme, selector ? { selector } : {});
    }
  }
}
