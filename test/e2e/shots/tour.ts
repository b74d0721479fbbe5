import { v7 as uuidv7 } from "uuid";
import { askDesk, click, connect, enable, openPanel, type openWorld, press, review, signIn, write } from "../world.ts";
import { type Album, readme, type Theme } from "./album.ts";
import { fileMore } from "./more-tickets.ts";

type World = Awaited<ReturnType<typeof openWorld>>;

const usual = { width: 1280, height: 800 };

const subject = "Checkout shows a blank page";
const message =
  "Since Friday the checkout stays blank after the address step. We updated Acme Quick Checkout that day, nothing else.";
const answer = `Thank you, the report shows it well: Acme Quick Checkout 3.1.2 writes into a table that its update has not made.

Switch its modification off until we send 3.1.3 this afternoon; your orders are safe.`;

/** Once through everything, by a person who looks well: every real screen, in this theme. Gives the ticket's id. */
export async function tour(world: World, album: Album, theme: Theme): Promise<string> {
  const { browser, store, other } = world;
  const shop = new URL(world.adminUrl).origin;

  const front = await browser.newPage(shop);
  await popup("popup-elsewhere", "::-p-text(This is no store admin we know)");
  await front.close();

  const page = await signIn(world);
  await page.setViewport(usual);
  await popup("popup-enable", "::-p-text(Enable on )");
  await enable(world, page);
  await popup("popup-connect", "#link");
  await connect(world, page);
  await popup("popup-connected", "::-p-text(None yet)");
  await page.mouse.move(0, 0);
  await album.take(page, `launcher-${store.state.kind}`, theme);

  const panel = await openPanel(page);
  await panel.waitForSelector("::-p-text(Read again)");
  await panel.waitForSelector("::-p-text(Nothing here yet)");
  await shot("panel-home");
  await write(panel, subject, message);
  await panel.waitForSelector(".kept::-p-text(Saved)");
  await shot("panel-request");
  await review(panel);
  await shot("panel-bytes");
  await click(await panel.waitForSelector("#view-facts"));
  await shot("panel-facts");
  await page.setViewport(readme.panel);
  await shot("readme-panel");
  await page.setViewport(usual);
  await press(page, panel, "footer .btn.primary", "::-p-text(is with us)");
  await page.mouse.move(0, 0);
  await shot("panel-sent");

  const desk = await askDesk(world);
  const [ticket] = (await desk.tickets.queue.query({})).tickets;
  if (!ticket) throw new Error("The request is not at the desk");
  const { ticketId } = ticket;
  await desk.tickets.answer.mutate({ ticketId, messageId: uuidv7(), body: answer });
  await fileMore(world, ticketId);

  await click(await panel.waitForSelector("::-p-text(All tickets)"));
  await page.reload();
  const unread = "Get Support, 2 unread answers";
  await page.waitForSelector(`::-p-aria(${unread})`);
  await shot("launcher-unread");
  const again = await openPanel(page, unread);
  await again.waitForSelector(`::-p-text(${subject})`);
  await again.waitForSelector("::-p-text(Read again)");
  await shot("panel-tickets");
  await click(await again.waitForSelector(`.ticket::-p-text(${subject})`));
  await again.waitForSelector("::-p-text(Thank you, the report)");
  await shot("panel-ticket");
  await popup("popup-tickets", `::-p-text(${subject})`);

  if (other) {
    const next = await signIn(world, `http://other.test${new URL(other.adminUrl).pathname}`);
    await next.setViewport(usual);
    await enable(world, next);
    await next.mouse.move(0, 0);
    await album.take(next, `launcher-${other.state.kind}`, theme);
    await next.close();
  }
  return ticketId;

  async function shot(name: string): Promise<void> {
    await page.bringToFront();
    await album.take(page, name, theme);
  }

  async function popup(name: string, until: string): Promise<void> {
    const tabs = await browser.browser.pages();
    const opened = await browser.popup(tabs.at(-1) ?? front);
    await opened.waitForSelector(until);
    // Without a window it is given less room than it asks for, and scrolls to its button.
    await opened.evaluate(() => scrollTo(0, 0));
    await album.take(opened, name, theme, { selector: ".popup" });
    await opened.close();
  }
}
