import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askDesk, click, press, review, shownHash, write } from "../e2e/world.ts";
import { connect, enable, type FirefoxWorld, openFirefoxWorld, openPanel, signIn } from "./world.ts";

const sendButton = "footer button[aria-keyshortcuts='Control+Enter']";
const subject = "The checkout is a blank page";
const message = "Since yesterday the last step shows nothing.";

let world: FirefoxWorld;
beforeAll(async () => {
  world = await openFirefoxWorld({ build: "shipped" });
});
afterAll(() => world?.stop());

test("in Firefox a request goes from the admin to the desk by a tab of our own, and the answer comes back", async () => {
  const page = await signIn(world);
  await enable(world, page, true);
  const panel = await openPanel(page);
  await connect(world, page, panel, true);

  // The panel that stood open hears of the connection by itself.
  await write(panel, subject, message);
  const shown = await review(panel);
  expect(shown).toMatch(/^[0-9a-f]{64}$/);
  // Firefox cannot tell a frame whether something covers it: the press that sends is in a tab of our own.
  await click(await panel.waitForSelector(`${sendButton}::-p-text(Open in a tab to send)`));
  const tab = await world.firefox.ownTab("panel.html?draft=");
  await tab.bringToFront();
  expect(await shownHash(tab.mainFrame())).toBe(shown);
  await press(tab, tab.mainFrame(), sendButton, "::-p-text(Request sent)");
  await tab.waitForSelector("::-p-text(Stored bytes are the ones you saw)");

  const desk = await askDesk(world);
  const { tickets } = await desk.tickets.queue.query({});
  const [ticket] = tickets;
  expect(tickets).toHaveLength(1);
  const { text } = await desk.tickets.open.query({ ticketId: ticket?.ticketId ?? "" });
  expect(createHash("sha256").update(text, "utf8").digest("hex")).toBe(shown);
  expect(JSON.parse(text)).toMatchObject({
    subject,
    storeOrigin: world.origin,
    report: { platform: { id: "opencart", version: "3.0.5.1" }, browser: { name: "Firefox" } },
  });

  // Exactly the store and the server, and of the rest what every installation has.
  const granted = await tab.evaluate(allPermissions);
  expect(granted.origins?.toSorted()).toEqual(["http://127.0.0.1/*", "http://shop.test/*"]);

  const body = "Thank you, we see it.";
  await desk.tickets.answer.mutate({ ticketId: ticket?.ticketId ?? "", messageId: randomUUID(), body });
  await page.bringToFront();
  // It was sent in the tab: the panel in the page says so, too.
  await (await panel.waitForSelector("::-p-text(Open T-)"))?.click();
  await panel.waitForSelector(`::-p-text(${body})`);
});

/** Runs in a page of the extension. */
async function allPermissions(): Promise<{ origins?: string[] }> {
  const { browser } = globalThis as unknown as {
    browser: { permissions: { getAll(): Promise<{ origins?: string[] }> } };
  };
  return browser.permissions.getAll();
}
