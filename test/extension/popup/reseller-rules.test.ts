import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ageOf } from "../../../extension/popup/reseller/age.ts";
import { chips, countOf, daysAt, found, hereOf, rowsOf } from "../../../extension/popup/reseller/clients.ts";
import { leftWords } from "../../../extension/popup/reseller/pair-screen.tsx";
import { drawnRows, overscan, rowAfter, scrollTo, type Viewport } from "../../../extension/popup/reseller/window.ts";
import { badgeOf, planWords, within } from "../../../extension/popup/reseller/words.ts";
import { inOrder } from "../../../shared/client-order.ts";
import { clientLicense } from "../../support/clients.ts";

const viewport = fc.record({
  count: fc.integer({ min: 0, max: 5_000 }),
  rowHeight: fc.integer({ min: 20, max: 80 }),
  scrollTop: fc.integer({ min: -500, max: 500_000 }),
  height: fc.integer({ min: 1, max: 800 }),
});

describe("the list of rows that are drawn", () => {
  test("holds every row that is seen, and never more than fit and the few around them", () => {
    fc.assert(
      fc.property(viewport, (view) => {
        const { count, rowHeight, height } = view;
        const { first, end } = drawnRows(view);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(end - first).toBeLessThanOrEqual(Math.ceil(height / rowHeight) + 1 + 2 * overscan);
        const top = Math.min(Math.max(0, view.scrollTop), Math.max(0, count * rowHeight - height));
        for (let row = 0; row < count; row++) {
          const isSeen = (row + 1) * rowHeight > top && row * rowHeight < top + height;
          if (isSeen && (row < first || row >= end)) throw new Error(`row ${row} is seen and not drawn`);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("every row is reached by the keys, is drawn once it is, and is wholly seen where it fits", () => {
    fc.assert(
      fc.property(viewport, fc.nat(), (view, wish) => {
        if (view.count === 0) return;
        const index = wish % view.count;
        const at: Viewport = {
          ...view,
          scrollTop: scrollTo(index, { ...view, scrollTop: Math.max(0, view.scrollTop) }),
        };
        const { first, end } = drawnRows(at);
        expect(index >= first && index < end).toBe(true);
        if (view.height < view.rowHeight) return;
        expect(index * view.rowHeight).toBeGreaterThanOrEqual(at.scrollTop);
        expect((index + 1) * view.rowHeight).toBeLessThanOrEqual(at.scrollTop + view.height);
      }),
      { numRuns: 300 },
    );
  });

  test("no key leads out of the list, and down from the first row passes every row to the last", () => {
    const keys = fc.constantFrom("ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End");
    fc.assert(
      fc.property(viewport, fc.array(keys, { maxLength: 40 }), (view, pressed) => {
        let index = 0;
        for (const key of pressed) {
          const next = rowAfter(key, index, view);
          if (view.count === 0) expect(next).toBeNull();
          index = next ?? index;
          expect(index).toBeGreaterThanOrEqual(0);
          expect(index).toBeLessThan(Math.max(1, view.count));
        }
      }),
      { numRuns: 200 },
    );
    const view = { count: 50, rowHeight: 56, scrollTop: 0, height: 300 };
    const walked = [0];
    for (let step = 0; step < 49; step++) walked.push(rowAfter("ArrowDown", walked.at(-1) ?? 0, view) ?? -1);
    expect(walked).toEqual(Array.from({ length: 50 }, (_, row) => row));
    expect(rowAfter("End", 0, view)).toBe(49);
    expect(rowAfter("Home", 49, view)).toBe(0);
    expect(rowAfter("PageDown", 0, view)).toBe(4);
    expect(rowAfter("a", 3, view)).toBeNull();
  });
});

const now = Date.parse("2026-11-22T10:00:00Z");
const days = daysAt(now);

describe("the clients", () => {
  const licenses = [
    clientLicense({ holderName: "Zed Tools", stores: ["https://zed.example"], last4: "ZZ11", openTickets: 2 }),
    clientLicense({
      holderName: "Brightside Web",
      stores: ["https://kettle.example", "https://b.example"],
      last4: "KE77",
    }),
    clientLicense({ holderName: "Pier Nine", life: "transfer-pending", planUntil: "2026-12-21", plan: "premium" }),
    clientLicense({
      holderName: "Old Mill",
      life: "contacting-reseller",
      unreachableAt: "2026-11-20T10:00:00.000Z",
      orphanAt: "2026-11-27T09:00:00.000Z",
      state: "suspended",
    }),
  ];
  const resellerName = "Brightside Web";
  const rows = rowsOf({ resellerName, licenses: inOrder(licenses, resellerName) });
  const titles = (some: typeof rows) => some.map(({ title }) => title);
  const seek = (words: string, ...pressed: (typeof chips)[number][]) =>
    titles([...found(rows, words, new Set(pressed), days)]);

  test("whose owners wait stand first, then transfers, then the others by name", () => {
    expect(titles(rows)).toEqual(["Old Mill", "Pier Nine", "kettle.example", "Zed Tools"]);
  });

  test("a row that the reseller itself holds is called by its store, and told of how many there are", () => {
    expect(rows[2]).toMatchObject({ title: "kettle.example", where: "kettle.example and 1 more" });
    const [bare] = rowsOf({
      resellerName: "A",
      licenses: [clientLicense({ holderName: "A", stores: [], last4: "AB12" })],
    });
    expect(bare).toMatchObject({ title: "License …AB12", where: "no store yet" });
  });

  test.each([
    ["zed", ["Zed Tools"]],
    ["ZED tools", ["Zed Tools"]],
    ["kettle", ["kettle.example"]],
    ["b.example", ["kettle.example"]],
    ["ke77", ["kettle.example"]],
    ["acme nine", ["Pier Nine"]],
    ["zed kettle", []],
    ["  ", ["Old Mill", "Pier Nine", "kettle.example", "Zed Tools"]],
  ])("searching for %j finds %j", (words, expected) => expect(seek(words)).toEqual(expected));

  test("each chip leaves those that fit it, and several leave those that fit all", () => {
    expect(Object.fromEntries(chips.map((chip) => [chip, seek("", chip)]))).toEqual({
      tickets: ["Zed Tools"],
      expiring: ["Pier Nine"],
      transfer: ["Pier Nine"],
      warning: ["Old Mill"],
      inactive: ["Old Mill"],
    });
    expect(seek("", "transfer", "expiring")).toEqual(["Pier Nine"]);
    expect(seek("", "transfer", "tickets")).toEqual([]);
    for (const chip of chips) expect(countOf(chip, rows, days)).toBe(seek("", chip).length);
  });

  test.each([
    ["2026-11-21", false],
    ["2026-11-22", true],
    ["2026-12-21", true],
    ["2026-12-22", false],
  ])("a plan whose last day is %s ends within 30 days: %s", (planUntil, isSo) => {
    const [row] = rowsOf({ resellerName: "", licenses: [clientLicense({ planUntil })] });
    expect(found(row ? [row] : [], "", new Set(["expiring"]), days)).toHaveLength(isSo ? 1 : 0);
  });

  test("only licenses of the very origin on screen are called this site", () => {
    expect(titles(hereOf(rows, "https://kettle.example"))).toEqual(["kettle.example"]);
    for (const other of ["http://kettle.example", "https://kettle.example:8443", "https://ttle.example", null]) {
      expect(hereOf(rows, other)).toEqual([]);
    }
  });

  test("the most pressing thing is what the badge says", () => {
    expect(rows.map(({ license }) => badgeOf(license, now).words)).toEqual([
      "Answer in 4 d 23 h",
      "Transfer asked",
      "Active",
      "Active",
    ]);
    expect(badgeOf(clientLicense({ state: "banned" }), now)).toMatchObject({ words: "Banned", tone: "critical" });
  });
});

test.each([
  [0, "just now"],
  [59_999, "just now"],
  [60_000, "1 minute ago"],
  [3_599_999, "59 minutes ago"],
  [3_600_000, "1 hour ago"],
  [47 * 3_600_000, "47 hours ago"],
  [48 * 3_600_000, "2 days ago"],
  [-5_000, "just now"],
])("what was read %i ms ago is %s", (age, words) => {
  expect(ageOf(new Date(now - age).toISOString(), now)).toBe(words);
});

test.each([
  [4 * 86_400_000 + 23 * 3_600_000 + 59_000, "in 4 d 23 h"],
  [3 * 3_600_000 + 10 * 60_000, "in 3 h 10 min"],
  [59 * 60_000 + 59_999, "in 59 min"],
  [59_999, "now"],
  [-1, "now"],
])("what is due in %i ms is due %s", (ms, words) => {
  expect(within(new Date(now + ms).toISOString(), now)).toBe(words);
});

test("a code tells to the second how long it is good, and when it is over", () => {
  expect(leftWords(600_000)).toBe("Good for 10 min 0 s more");
  expect(leftWords(59_001)).toBe("Good for 1 min 0 s more");
  expect(leftWords(58_000)).toBe("Good for 58 s more");
  expect(leftWords(0)).toBe("This code is over.");
});

test("a plan is told with its last day", () => {
  expect(planWords({ plan: "Premium", planUntil: "2026-12-10" })).toBe("Premium, until 10 Dec 2026");
  expect(planWords({ plan: null, planUntil: null })).toBe("No plan");
});
