import fc from "fast-check";
import { expect, test } from "vitest";
import { stepped } from "../../../server/desk/list-keys.ts";

const rows = ["a", "b", "c"];

test.each([
  [null, 1, "a"],
  [null, -1, "a"],
  ["a", 1, "b"],
  ["c", 1, "c"],
  ["c", -1, "b"],
  ["a", -1, "a"],
  ["gone", 1, "a"],
] as const)("from %s, %i step on is %s", (at, step, to) => {
  expect(stepped(rows, at, step)).toBe(to);
});

test("a list without rows has no row to be at", () => {
  expect(stepped([], "a", 1)).toBeNull();
});

test("a step ends on a row of the list, and never further than one away", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { minLength: 1 }),
      fc.nat(),
      fc.constantFrom<1 | -1>(1, -1),
      (order, from, step) => {
        const at = from % order.length;
        const to = order.indexOf(stepped(order, order[at] ?? null, step) ?? "");
        expect(to).toBeGreaterThanOrEqual(0);
        expect(Math.abs(to - at)).toBeLessThanOrEqual(1);
      },
    ),
  );
});
