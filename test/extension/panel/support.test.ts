// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { verdictView } from "../../../extension/background/verdicts.ts";
import { barHours, spansToday } from "../../../extension/panel/home/day.ts";
import { dueWords, traceWords } from "../../../extension/panel/verdict/trace.ts";
import { refusal } from "../../../shared/problems.ts";
import { aQuestion } from "../../support/fake-host.ts";
import { putAway, showPanel } from "../../support/panel.ts";
import { aStanding, programmeNamed } from "../../support/standing.ts";

const zoneBefore = process.env.TZ;
beforeEach(() => {
  process.env.TZ = "UTC";
});
afterEach(() => {
  process.env.TZ = zoneBefore;
  putAway();
});

const ultimate = aStanding({
  programme: programmeNamed("cs-cart-care-plans"),
  license: {
    product: "multi-vendor-plus",
    kind: "lifetime",
    purchasedAt: "2026-03-10",
    plan: "ultimate",
    planUntil: "2027-03-10",
    upgradeSubscription: true,
  },
  balance: null,
  used: { requests: 0, modifications: 2, serverChanges: 0 },
});

describe("Friday 17:00 at GMT+4 on a plan of 4 hours", () => {
  const friday = Temporal.Instant.from("2026-11-20T17:00:00+04:00");
  const { due } = verdictView(ultimate, aQuestion, null, friday);

  test.each([
    ["Asia/Dubai", "Mon 23 Nov, 12:00"],
    ["Europe/Berlin", "Mon 23 Nov, 09:00"],
    ["America/New_York", "Mon 23 Nov, 03:00"],
    ["Pacific/Auckland", "Mon 23 Nov, 21:00"],
  ])("is Monday noon there, as %s reads it: %s", (zone, words) => {
    expect(dueWords(due, friday.epochMilliseconds, zone)).toBe(`Answered on average by ${words}`);
  });

  test("comes of one hour on Friday, a weekend and three hours on Monday", () => {
    expect(traceWords(due, "Asia/Dubai")).toBe("1 h on Friday, weekend, 3 h on Monday");
    expect(traceWords(due, "Europe/Berlin")).toBe("1 h on Friday, weekend, 3 h on Monday");
  });

  test("is no promise where the programme names none", () => {
    expect(dueWords({ ...due, promise: "none" }, friday.epochMilliseconds, "UTC")).toBeNull();
    expect(dueWords({ ...due, promise: "usual" }, friday.epochMilliseconds, "UTC")).toContain("Usually answered by");
  });
});

describe("the day bar", () => {
  const openings = [
    { from: "2026-11-22T22:00:00Z", to: "2026-11-23T07:00:00Z" },
    { from: "2026-11-23T22:00:00Z", to: "2026-11-24T07:00:00Z" },
  ];

  test("cuts openings at the person's own midnights", () => {
    expect(spansToday(openings, Date.parse("2026-11-23T12:00:00Z"), "UTC")).toEqual([
      { start: 0, end: 420, from: "00:00", to: "07:00" },
      { start: 1320, end: 1440, from: "22:00", to: "24:00" },
    ]);
    expect(spansToday(openings, Date.parse("2026-11-23T12:00:00Z"), "Asia/Tokyo")).toEqual([
      { start: 420, end: 960, from: "07:00", to: "16:00" },
    ]);
  });

  test("moves with the clock change of the person's zone", () => {
    const at = (day: string) => [{ from: `${day}T05:00:00Z`, to: `${day}T14:00:00Z` }];
    const from = (day: string) => spansToday(at(day), Date.parse(`${day}T12:00:00Z`), "Europe/Berlin")[0]?.from;
    expect([from("2026-10-23"), from("2026-10-26")]).toEqual(["07:00", "06:00"]);
  });

  test("writes no hour over another", () => {
    const hours = barHours([{ start: 1320, end: 1440, from: "22:00", to: "24:00" }]);
    expect(hours).toEqual([0, 1320, 1440]);
    expect(barHours([{ start: 60, end: 1400, from: "01:00", to: "23:20" }])).toEqual([0, 1440]);
  });
});

describe("home", () => {
  test("shows credits there and held, and support's next opening in the person's own time", async () => {
    process.env.TZ = "Europe/Berlin";
    const panel = await showPanel({ standing: aStanding() });
    expect(panel.text()).toContain("70credits available · 15 held");
    expect(panel.text()).toContain("Closed nowopens Mon 23 Nov, 06:00");
    expect(panel.text()).toContain("your time (Berlin)");
    expect(panel.text()).toContain("In English or Russian.");
  });

  test("shows a plan with what is left of it, and no balance where there is none", async () => {
    const panel = await showPanel({ standing: ultimate });
    expect(panel.text()).toContain("Customer Care Ultimate");
    expect(panel.text()).toContain("5 of 7 left until Thu 10 Dec 2026");
    expect(panel.text()).not.toContain("credits available");
  });

  test("shows neither where the license has no rules", async () => {
    const panel = await showPanel({ standing: null });
    expect(panel.root.querySelector(".day")).toBeNull();
    expect(panel.text()).not.toContain("credits");
  });
});

describe("the statement", () => {
  test("says each entry in words with what was there after it, newest first", async () => {
    const panel = await showPanel({ standing: aStanding() });
    await panel.press("Statement");
    const lines = [...panel.root.querySelectorAll(".entry")].map(({ textContent }) => textContent);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain("Held for something that is set wrongly");
    expect(lines[0]).toContain("T-2201 · 55 available, 10 held");
    expect(lines[3]).toContain("A first license");
  });

  test("that is refused says why, and can be asked for again", async () => {
    const panel = await showPanel({
      standing: aStanding(),
      statement: { ok: false, refusal: refusal("device.key-only") },
    });
    await panel.press("Statement");
    expect(panel.text()).toContain("With the license key alone");
    panel.host.world.statement = { ok: true, value: { available: 0, held: 0, spent: 0, granted: 0, lines: [] } };
    await panel.press("Try again");
    expect(panel.text()).toContain("Nothing here yet");
  });
});
