import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canMask, isFreeInReport, maskCounts, mostMasks, withMasks } from "../../shared/masking.ts";
import { placeholderPattern } from "../../shared/redaction/placeholders.ts";
import { report } from "../../shared/report.ts";
import { reports } from "../support/arbitraries.ts";

describe("what can be masked", () => {
  test.each([
    ["abc", true],
    ["  ab  ", false],
    ["", false],
    ["a\nb", true],
    ["x".repeat(300), true],
    ["x".repeat(301), false],
    ["[email#1]", false],
    ["[email#1] [license#2 …9F3K]", false],
    ["mail [email#1]", true],
  ])("%j: %s", (text, expected) => {
    expect(canMask(text)).toBe(expected);
  });
});

describe("a masked text is gone wherever it stands", () => {
  test.each([
    ["call Marta Kowalska now", ["Marta Kowalska"], "call [masked#1] now"],
    ["Marta, Marta", ["Marta"], "[masked#1], [masked#1]"],
    ["Marta\n   Kowalska", ["Marta Kowalska"], "[masked#1]"],
    ["Marta Kowalska", ["Marta\u00a0 Kowalska"], "[masked#1]"],
    ["a.b*c (d)", [".b*c (", "zzz"], "a[masked#1]d)"],
    ["one two three", ["one two", "two three"], "[masked#2]"],
    ["one two three", ["two", "one two three"], "[masked#2]"],
    ["aaaa", ["aaa"], "[masked#1]"],
    ["to [email#1] and email", ["email"], "to [email#1] and [masked#1]"],
    ["to [email#1] and", ["to [email#1] and"], "[masked#1]"],
    ["to [email#1] and", ["to [em", "#1]"], "to [email#1] and"],
    ["masked [masked#1]", ["xyz", "masked"], "[masked#2] [masked#1]"],
    ["ab", ["ab"], "ab"],
  ])("%j without %j", (text, masks, expected) => {
    expect(withMasks({ title: text }, masks)).toEqual({ title: expected });
  });
});

test("keys, numbers, ids, times and choices stay, also where they are masked", () => {
  const value = {
    Marta: "Marta",
    depth: "page",
    platform: { id: "opencart", label: "opencart" },
    n: 12345,
    list: ["Marta"],
  };
  expect(withMasks(value, ["Marta", "page", "opencart", "12345"])).toEqual({
    Marta: "[masked#1]",
    depth: "page",
    platform: { id: "opencart", label: "[masked#3]" },
    n: 12345,
    list: ["[masked#1]"],
  });
});

test("a text is as long as its limit allows and no placeholder is cut", () => {
  const title = withMasks({ title: "abc".repeat(100) }, ["abc"]).title;
  expect(title.length).toBeLessThanOrEqual(300);
  expect(title.replaceAll("[masked#1]", "")).toBe("");
  const many = withMasks({ title: "abc ".repeat(70) }, ["abc"]).title;
  expect(many.length).toBeLessThanOrEqual(300);
  expect(many.replaceAll(/\[masked#1\]|\s/g, "")).toBe("");
});

test("no more texts than the list may hold are masked", () => {
  const masks = Array.from({ length: mostMasks + 1 }, (_, index) => `word${index};`);
  expect(withMasks({ a: masks[mostMasks - 1], b: masks[mostMasks] }, masks)).toEqual({
    a: `[masked#${mostMasks}]`,
    b: masks[mostMasks],
  });
});

test("each mask is counted by how often it stands there", () => {
  const value = { title: "Marta and Kowalska", list: ["Marta", "[email#1]"], depth: "Marta" };
  expect(maskCounts(value, ["Marta", "Kowalska", "email"])).toEqual([2, 1, 0]);
});

/** All texts of a value that may be masked. */
function freeTexts(value: unknown, path: (string | number)[] = []): string[] {
  if (typeof value === "string") return isFreeInReport(path) ? [value] : [];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    freeTexts(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** A report and texts that a person might select in it. */
const selections = reports.chain((whole) => {
  const texts = [...freeTexts(whole), "page", "sweep", "ocmod", "2026", "masked", "opencart"];
  const part = fc
    .tuple(fc.constantFrom(...texts), fc.nat(8), fc.integer({ min: 3, max: 12 }))
    .map(([text, from, length]) => text.slice(from, from + length));
  return fc.tuple(fc.constant(whole), fc.array(part, { maxLength: 6 }));
});

test("a masked report is still a report, holds no masked text, and is masked but once", () => {
  fc.assert(
    fc.property(selections, ([whole, masks]) => {
      const before = structuredClone(whole);
      const once = withMasks(whole, masks);
      expect(report.parse(once)).toEqual(once);
      expect(withMasks(once, masks)).toEqual(once);
      const left = freeTexts(once).map((text) => text.replace(placeholderPattern, "\n"));
      for (const mask of masks.filter(canMask)) expect(left.filter((text) => text.includes(mask.trim()))).toEqual([]);
      expect(whole).toEqual(before);
      expect(withMasks(whole, [])).toBe(whole);
    }),
    { numRuns: 500 },
  );
});
