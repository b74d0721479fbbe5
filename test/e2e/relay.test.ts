import type { Page } from "puppeteer-core";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  askDesk,
  click,
  connect,
  enable,
  eventually,
  openDesk,
  openPanel,
  openWorld,
  press,
  review,
  signIn,
  type World,
  write,
} from "./world.ts";

const sendButton = "footer button[aria-keyshortcuts='Control+Enter']";
const vendorWords = /deskbell|optioncart|demo support|maple commerce|emil/i;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.stop());

test("a store owner asks their reseller, who asks the vendor, and the answer comes back under the reseller's name", async () => {
  const page = await signIn(world);
  await enable(world, page);
  await connect(world, page, { programme: "client" });

  const panel = await openPanel(page);
  await panel.waitForSelector("h1::-p-text(MapleCart)");
  await write(panel, "The checkout is a blank page", "It is Anna. Since yesterday the last step shows nothing.");
  await panel.waitForSelector("::-p-text(MapleCart answers your request. Nothing is charged here.)");
  await review(panel);
  await press(page, panel, sendButton, "::-p-text(Request sent)");

  const vendor = await askDesk(world);
  expect((await vendor.tickets.queue.query({})).tickets).toEqual([]);

  const desk = await openDesk(world, "reseller");
  await click(await desk.waitForSelector(".ticket-link"));
  await desk.waitForSelector(".bubble::-p-text(It is Anna)");
  await escalate(desk);

  const [escalated] = (await vendor.tickets.queue.query({})).tickets;
  if (!escalated) throw new Error("Nothing came to the vendor");
  const read = await vendor.tickets.open.query({ ticketId: escalated.ticketId });
  expect(read).toMatchObject({ subject: "Blank checkout", holderName: "Maple Commerce Ltd" });
  expect(JSON.stringify(read)).not.toContain("Anna");
  await vendor.tickets.answer.mutate({
    ticketId: escalated.ticketId,
    messageId: uuidv7(),
    body: "Switch the cache off.",
  });

  await desk.reload();
  await click(await desk.waitForSelector("::-p-aria([name='Pass on'][role='button'])"));
  await desk.waitForSelector("::-p-text(Passed on)");

  await page.bringToFront();
  await click(await panel.waitForSelector("::-p-text(Open T-)"));
  await panel.waitForSelector(".bubble::-p-text(Switch the cache off.)");
  const seen = await panel.$eval("body", (body) => body.innerHTML);
  expect(seen).toContain("MapleCart Care");
  expect(seen.match(vendorWords)?.[0]).toBeUndefined();
});

async function escalate(desk: Page): Promise<void> {
  await click(await desk.waitForSelector("#escalate"));
  const subject = await desk.waitForSelector("#escalate-subject");
  await subject?.click({ count: 3 });
  await subject?.type("Blank checkout");
  await (await desk.waitForSelector("#escalate-message"))?.type("The last step is blank on a plain store.");
  await click(await desk.waitForSelector(".escalate button[type=submit]"));
  await eventually(async () => (await desk.$(".relay")) !== null, "what was escalated");
}
