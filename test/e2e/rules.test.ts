import type { Frame, Page } from "puppeteer-core";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  askDesk,
  chooseTopic,
  click,
  connect,
  enable,
  openPanel,
  openWorld,
  press,
  signIn,
  type World,
} from "./world.ts";

const sendButton = "footer button[aria-keyshortcuts='Control+Enter']";
const textOf = (panel: Frame, selector: string) =>
  panel.$eval(selector, (element) => (element as HTMLElement).innerText.replace(/\s+/g, " "));

describe("a license by credits, with 70 of them", () => {
  let world: World;
  let page: Page;
  beforeAll(async () => {
    world = await openWorld();
    page = await signIn(world);
    await enable(world, page);
    await connect(world, page, { programme: "cs-cart-customer-care" });
  });
  afterAll(() => world?.stop());

  test("an upgrade is priced before anything is typed, and a declined offer gives everything back", async () => {
    const panel = await openPanel(page);
    await click(await panel.waitForSelector("::-p-text(New request)"));
    await chooseTopic(panel, "upgrade");
    await panel.select("#upgrade-from", "4.3.1");
    await panel.select("#upgrade-to", "4.3.9");
    await panel.waitForSelector(".verdict ::-p-text(50 credits)");
    const verdict = await textOf(panel, ".verdict");
    expect(verdict).toContain(
      "4.3.1 to 4.3.9: first 2 of 8 releases 20 6 further, 5 each 30 Price 50 You have 70 20 left",
    );
    expect(
      await panel.$$eval("input[type=radio]", (radios) => radios.map((radio) => (radio as HTMLInputElement).checked)),
    ).toEqual([true, false]);

    await panel.type("#subject", "Please upgrade");
    await panel.type("#message", "From 4.3.1 to 4.3.9.");
    await click(await panel.waitForSelector("::-p-text(Review what will be sent)"));
    await press(page, panel, sendButton, "::-p-text(Request sent)");

    const desk = await askDesk(world);
    const { tickets } = await desk.tickets.queue.query({});
    const ticketId = tickets[0]!.ticketId;
    const before = await desk.tickets.open.query({ ticketId });
    expect(before.charge).toMatchObject({ price: 50, held: 0 });
    const assessed = await desk.credits.assess.mutate({
      ticketId,
      commandId: v7(),
      category: "upgrade",
      credits: 50,
      reason: "Eight releases",
    });
    expect(assessed.charge?.offer).toMatchObject({ state: "open", credits: 50 });

    await click(await panel.waitForSelector("::-p-text(Open T-)"));
    await panel.waitForSelector("#decision");
    await press(page, panel, "::-p-aria([name='Decline'][role='button'])", "::-p-text(You declined 50 credits)");
    const after = await desk.tickets.open.query({ ticketId });
    expect(after).toMatchObject({
      account: { available: 70, held: 0 },
      charge: { held: 0, offer: { state: "declined" } },
    });
  });
});

describe("a plan that answers within 4 working hours", () => {
  const zone = "Europe/Berlin";
  const before = process.env.TZ;
  let world: World;
  let page: Page;
  beforeAll(async () => {
    process.env.TZ = zone; // The browser takes the person's zone from its environment.
    world = await openWorld();
    page = await signIn(world);
    await enable(world, page);
    await connect(world, page, { programme: "cs-cart-care-plans" });
  });
  afterAll(async () => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
    await world?.stop();
  });

  test("a Friday 17:00 GMT+4 request is answered by Monday noon GMT+4, told in the person's own zone", async () => {
    const friday = nextFriday();
    const panel = await openPanel(page);
    await (await world.browser.serviceWorker()).evaluate(stopClock, friday.epochMilliseconds);
    await panel.evaluate(stopClock, friday.epochMilliseconds);
    await click(await panel.waitForSelector("::-p-text(New request)"));
    await chooseTopic(panel, "configuration-fault");
    const due = await textOf(panel, "[aria-label='Answer time']");
    const monday = friday.add({ hours: 67 }).toZonedDateTimeISO(zone);
    expect(monday.withTimeZone("+04:00").toPlainTime().toString()).toBe("12:00:00");
    expect(due).toContain(`Mon ${monday.day}`);
    expect(due).toContain(monday.toPlainTime().toString({ smallestUnit: "minute" }));
    expect(due).toContain("your time");
    expect(await panel.$eval(".trace", (trace) => trace.getAttribute("aria-label"))).toMatch(
      /1 h on Friday.*3 h on Monday/,
    );
  });
});

/** The next Friday, 17:00 at GMT+4. */
function nextFriday(): Temporal.Instant {
  const today = Temporal.Now.plainDateISO("+04:00");
  return today
    .add({ days: ((12 - today.dayOfWeek) % 7) + 7 })
    .toZonedDateTime({ timeZone: "+04:00", plainTime: "17:00" })
    .toInstant();
}

/** Runs in the extension: from here on its clock stands at this moment. */
function stopClock(at: number): void {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given: [] | [number]) {
      super(...((given.length > 0 ? given : [at]) as [number])); // Without arguments it is now, which is fixed.
    }
    static override now() {
      return at;
    }
  } as DateConstructor;
}
