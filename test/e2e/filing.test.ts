import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  askDesk,
  connect,
  enable,
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
const subject = "The checkout is a blank page";
const message = "Since yesterday the last step shows nothing.\nWe changed no setting.";

describe.each([
  ["opencart-3", "3.0.5.1"],
  ["opencart-4", "4.1.0.4"],
] as const)("from the admin of %s to the desk and back", (kind, version) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ kind, build: "shipped", headless: false });
  });
  afterAll(() => world?.stop());

  test("what a person saw and sent is what the engineer reads, and the answer comes back", async () => {
    const page = await signIn(world);
    await enable(world, page, { prompt: true });
    await connect(world, page, { prompt: true });

    const panel = await openPanel(page);
    await write(panel, subject, message);
    const shown = await review(panel);
    expect(shown).toMatch(/^[0-9a-f]{64}$/);
    const bytes = await panel.$eval("[role=tabpanel] .bytes", (element) => element.textContent ?? "");
    expect(bytes).toContain(version);
    expect(bytes).toContain("Acme Quick Checkout");
    await press(page, panel, sendButton, "::-p-text(Request sent)");
    await panel.waitForSelector("::-p-text(Stored bytes are the ones you saw)");

    const desk = await openDesk(world);
    await (await desk.waitForSelector(".ticket-link"))?.click();
    await desk.waitForSelector(`::-p-text(${subject})`);
    await desk.waitForSelector("::-p-text(Bytes as shown)");
    const read = await desk.$eval("main", (element) => element.textContent ?? "");
    for (const fact of [version, "Acme Quick Checkout", "Since yesterday the last step shows nothing."]) {
      expect(read).toContain(fact);
    }

    const stored = await storedText(world);
    expect(createHash("sha256").update(stored, "utf8").digest("hex")).toBe(shown);
    expect(JSON.parse(stored)).toMatchObject({
      subject,
      storeOrigin: "http://shop.test",
      report: { platform: { id: "opencart", native: true, version } },
    });

    await desk.type("#answer", "Thank you, we see it. One moment.");
    await desk.keyboard.down("Control");
    await desk.keyboard.press("Enter");
    await desk.keyboard.up("Control");
    await desk.waitForSelector(".bubble::-p-text(Thank you, we see it)");

    await page.bringToFront();
    await (await panel.waitForSelector("::-p-text(Open T-)"))?.click();
    await panel.waitForSelector("::-p-text(Thank you, we see it. One moment.)");
  });
});

/** The stored bytes of the one ticket. */
async function storedText(world: World): Promise<string> {
  const desk = await askDesk(world);
  const { tickets } = await desk.tickets.queue.query({});
  expect(tickets).toHaveLength(1);
  return (await desk.tickets.open.query({ ticketId: tickets[0]!.ticketId })).text;
}
