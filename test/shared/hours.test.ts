import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerBy, type Calendar, localHours, openingsOn, openStateAt } from "../../shared/hours.ts";
import { programmes } from "../../shared/programmes/all.ts";
import { runs } from "../support/runs.ts";

const calendars: Record<string, Calendar> = {
  gmt4: programmes.find(({ id }) => id === "cs-cart-care-plans")!.calendar,
  eastern: programmes.find(({ id }) => id === "opencart-commercial")!.calendar,
  lunch: {
    zone: "Europe/Berlin",
    days: [1, 2, 3, 4, 5, 6],
    slots: [
      { from: "08:30", to: "12:00" },
      { from: "13:15", to: "18:45" },
    ],
    closed: ["2026-05-25", "2026-12-25"],
    estimated: false,
  },
  touching: {
    zone: "Australia/Lord_Howe",
    days: [1, 3, 5],
    slots: [
      { from: "09:00", to: "12:00" },
      { from: "12:00", to: "24:00" },
    ],
    closed: [],
    estimated: false,
  },
  night: {
    zone: "America/New_York",
    days: [6, 7],
    slots: [{ from: "00:00", to: "03:30" }],
    closed: [],
    estimated: false,
  },
  roundTheClock: {
    zone: "+05:30",
    days: [1, 2, 3, 4, 5, 6],
    slots: [{ from: "00:00", to: "24:00" }],
    closed: ["2026-01-26"],
    estimated: false,
  },
};

const zones = [
  "America/New_York",
  "America/Los_Angeles",
  "Europe/London",
  "Europe/Berlin",
  "Asia/Tokyo",
  "Australia/Sydney",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
];

/** What a calendar says of one minute, found without any of the code under test: by reading the wall clock. */
function isOpenByTheClock(calendar: Calendar, at: Temporal.Instant): boolean {
  const wall = at.toZonedDateTimeISO(calendar.zone);
  const now = wall.toPlainTime().toString({ smallestUnit: "second" });
  const isDay = calendar.days.includes(wall.dayOfWeek) && !calendar.closed.includes(wall.toPlainDate().toString());
  return isDay && calendar.slots.some(({ from, to }) => now >= `${from}:00` && (to === "24:00" || now < `${to}:00`));
}

const first = Temporal.Instant.from("2020-01-01T00:00:00Z").epochMilliseconds;
const last = Temporal.Instant.from("2040-12-31T00:00:00Z").epochMilliseconds;
const minute = 60_000;
const instants = fc
  .integer({ min: first / minute, max: last / minute })
  .map((value) => Temporal.Instant.fromEpochMilliseconds(value * minute));

const changes = zones.flatMap((zone) => {
  const found: Temporal.Instant[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(zone);
  for (
    let next = at.getTimeZoneTransition("next");
    next && next.epochMilliseconds < last;
    next = at.getTimeZoneTransition("next")
  ) {
    found.push(next.toInstant());
    at = next;
  }
  return found;
});

describe.each(Object.entries(calendars))("the %s calendar", (_, calendar) => {
  const agrees = (at: Temporal.Instant) => {
    const state = openStateAt(calendar, at);
    expect(state.open).toBe(isOpenByTheClock(calendar, at));
    const turns = state.open ? state.closesAt : state.opensAt;
    if (!turns) return;
    expect(isOpenByTheClock(calendar, turns)).toBe(!state.open);
    expect(isOpenByTheClock(calendar, turns.subtract({ minutes: 1 }))).toBe(state.open);
  };

  test("is open exactly when its own wall clock says so, and turns at the minute it names", () => {
    fc.assert(fc.property(instants, agrees), { numRuns: runs(8_500, 500) });
  });

  test("is right around every change of clocks from 2020 to 2040 in 8 zones", () => {
    for (const change of changes) {
      for (const minutes of [-181, -61, -60, -1, 0, 1, 59, 60, 181]) agrees(change.add({ minutes }));
    }
  });

  test("an answer that may take N working hours is due after exactly N hours of open minutes", () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 12 }), (at, hours) => {
        const due = answerBy(calendar, at, hours, "working");
        expect(due && openMinutes(calendar, at, due.by)).toBe(hours * 60);
      }),
      { numRuns: runs(400, 25) },
    );
  });

  test("the trace runs without a gap from the request to the answer", () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 1, max: 96 }),
        fc.constantFrom("working" as const, "business-days" as const),
        (at, hours, clock) => {
          const due = answerBy(calendar, at, hours, clock)!;
          expect(due.trace[0]?.from.equals(at)).toBe(true);
          expect(due.trace.at(-1)?.to.equals(due.by)).toBe(true);
          for (const [index, step] of due.trace.slice(1).entries())
            expect(step.from.equals(due.trace[index]!.to)).toBe(true);
          const ran = due.trace
            .filter(({ kind }) => kind === "ran")
            .reduce((sum, { from, to }) => sum + to.epochMilliseconds - from.epochMilliseconds, 0);
          expect(ran).toBe(hours * 60 * minute);
        },
      ),
      { numRuns: runs(1_000, 100) },
    );
  });

  test("a later request is never due earlier", () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 0, max: 20_000 }),
        fc.constantFrom(4, 12, 24, 48),
        fc.constantFrom("working" as const, "business-days" as const),
        (at, later, hours, clock) => {
          const [early, late] = [at, at.add({ minutes: later })].map(
            (from) => answerBy(calendar, from, hours, clock)!.by,
          );
          expect(Temporal.Instant.compare(early!, late!)).toBeLessThanOrEqual(0);
        },
      ),
      { numRuns: runs(1_000, 100) },
    );
  });
});

function openMinutes(calendar: Calendar, from: Temporal.Instant, to: Temporal.Instant): number {
  let open = 0;
  for (let at = from.epochMilliseconds; at < to.epochMilliseconds; at += minute) {
    if (isOpenByTheClock(calendar, Temporal.Instant.fromEpochMilliseconds(at))) open += 1;
  }
  return open;
}

const printed: Record<string, [from: string, to: string]> = {
  "America/Los_Angeles": ["22:00", "07:00"],
  "America/New_York": ["01:00", "10:00"],
  "Europe/London": ["06:00", "15:00"],
  "Europe/Berlin": ["07:00", "16:00"],
  "Asia/Hong_Kong": ["13:00", "22:00"],
  "Asia/Tokyo": ["13:00", "22:00"],
  "Australia/Sydney": ["15:00", "00:00"],
};

test("a printed table of cities is right in July but for Tokyo, and wrong for most of them in January", () => {
  const differs = (date: string) =>
    Object.entries(printed)
      .filter(([zone, [from, to]]) => {
        const [hours] = localHours(calendars.gmt4!, Temporal.PlainDate.from(date), zone);
        return hours?.from.slice(11) !== from || hours?.to.slice(11) !== to;
      })
      .map(([zone]) => zone);
  expect(differs("2026-07-06")).toEqual(["Asia/Tokyo"]);
  expect(differs("2026-01-05")).toEqual([
    "America/Los_Angeles",
    "America/New_York",
    "Europe/London",
    "Europe/Berlin",
    "Asia/Tokyo",
    "Australia/Sydney",
  ]);
});

test("a Friday evening request on a 4-hour plan is due on Monday noon, and the trace says why", () => {
  const due = answerBy(calendars.gmt4!, Temporal.Instant.from("2026-03-06T17:00:00+04:00"), 4, "working")!;
  expect(due.by.toString()).toBe("2026-03-09T08:00:00Z");
  expect(due.trace.map(({ kind, from, to }) => [kind, from.until(to).total("hours")])).toEqual([
    ["ran", 1],
    ["stood", 63],
    ["ran", 3],
  ]);
});

test("a calendar that never opens promises nothing", () => {
  const never = { ...calendars.gmt4!, days: [1], closed: [] as string[] };
  const mondays = Array.from({ length: 200 }, (_, week) =>
    Temporal.PlainDate.from("2026-03-02").add({ weeks: week }).toString(),
  );
  const closed = { ...never, closed: mondays };
  const at = Temporal.Instant.from("2026-03-02T08:00:00Z");
  expect(openStateAt(closed, at)).toEqual({ open: false, opensAt: null });
  expect(answerBy(closed, at, 4, "working")).toBeNull();
  expect(answerBy(closed, at, 24, "business-days")).toBeNull();
});

test("a calendar that never closes says so, and its clock runs day and night", () => {
  const always = { ...calendars.gmt4!, days: [1, 2, 3, 4, 5, 6, 7], slots: [{ from: "00:00", to: "24:00" }] };
  const at = Temporal.Instant.from("2026-03-07T08:00:00Z");
  expect(openStateAt(always, at)).toEqual({ open: true, closesAt: null });
  expect(answerBy(always, at, 48, "working")?.by.toString()).toBe("2026-03-09T08:00:00Z");
});

test("slots that touch are one opening", () => {
  expect(openingsOn(calendars.touching!, Temporal.PlainDate.from("2026-03-02"))).toHaveLength(1);
});
