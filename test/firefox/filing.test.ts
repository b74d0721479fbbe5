import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askDesk, click, eventually, press, review, shownHash, write } from "../e2e/world.ts";
import { connect, enable, type FirefoxWorld, openFirefoxWorld, openPanel, signIn } from "./world.ts";

const sendButton = "footer button[aria-keyshortcuts='Control+Enter']";
const subject = "The checkout is a blank page";
const reply = "Since noon it works again.";
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
  const [{ ticketId } = { ticketId: "" }] = tickets;
  expect(tickets).toHaveLength(1);
  const { text } = await desk.tickets.open.query({ ticketId });
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
  await desk.tickets.answer.mutate({ ticketId, messageId: randomUUID(), body });
  await page.bringToFront();
  // It was sent in the tab: the panel in the page says so, too.
  await (await panel.waitForSelector("::-p-text(Open T-)"))?.click();
  await panel.waitForSelector(`::-p-text(${body})`);

  // A reply is sent in a tab as well, with what was written here, by keys alone.
  await (await panel.waitForSelector("textarea"))?.type(reply);
  await click(await panel.waitForSelector("::-p-aria(Open in a tab to send)"));
  const beside = await world.firefox.ownTab(`panel.html?draft=${ticketId}&ticket=`);
  await beside.bringToFront();
  await beside.waitForFunction((text) => (document.activeElement as HTMLTextAreaElement)?.value === text, {}, reply);
  await eventually(async () => {
    await beside.keyboard.down("Control");
    await beside.keyboard.press("Enter");
    await beside.keyboard.up("Control");
    return (
      (await beside.waitForSelector("article::-p-text(Since noon)", { timeout: 2_000 }).catch(() => null)) !== null
    );
  }, "the reply in the thread");
  const { messages } = await desk.tickets.open.query({ ticketId });
  expect(messages.map((one) => one.body)).toEqual([message, body, reply]);
  await page.bringToFront();
  await panel.waitForSelector("article::-p-text(Since noon)");
  await panel.waitForFunction(() => document.querySelector("textarea")?.value === "");
});

test("in Firefox access is sealed in a tab of our own: what was typed is read by the engineer, and sent to nobody", async () => {
  const { firefox, server } = world;
  const desk = await askDesk(world);
  const [{ ticketId } = { ticketId: "" }] = (await desk.tickets.queue.query({})).tickets;
  await desk.access.ask.mutate({ ticketId, kind: "store-admin", note: "To test the payment step." });
  const page = await signIn(world);
  const panel = await openPanel(page);
  await click(await panel.waitForSelector(`::-p-text(${subject})`));
  await click(await panel.waitForSelector("::-p-text(Hand over access)"));
  const tab = await firefox.ownTab("access.html");
  await tab.bringToFront();
  await tab.waitForSelector("::-p-text(To test the payment step.)");
  const typed = { "User name": "qzxj-user", Password: "qzxj-password" };
  for (const [label, text] of Object.entries(typed)) {
    await (await tab.waitForSelector(`input::-p-aria(${label})`))?.type(text);
  }
  await click(await tab.waitForSelector("button::-p-text(Seal and hand over)"));
  await tab.waitForSelector("::-p-text(Sealed and handed over.)");

  await desk.access.take.mutate({ ticketId });
  const { credentials } = await desk.access.ticketAccess.query({ ticketId });
  const reason = "to test the payment step";
  const { secret } = await desk.access.reveal.mutate({ credentialId: credentials[0]?.credentialId ?? "", reason });
  expect(secret).toMatchObject({ user: typed["User name"], secret: { password: typed.Password } });
  expect(await tab.content()).not.toContain("qzxj-password");
  expect(server.output()).not.toContain("qzxj");
});

/** Runs in a page of the extension. */
async function allPermissions(): Promise<{ origins?: string[] }> {
  const { browser } = globalThis as unknown as {
    browser: { permissions: { getAll(): Promise<{ origins?: string[] }> } };
  };
  return browser.permissions.getAll();
}
