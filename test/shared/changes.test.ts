import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesBetween, joinSnapshots, type Snapshot, snapshotOf } from "../../shared/changes.ts";
import { type Report, report as reportSchema } from "../../shared/report.ts";

function reportWith(change: Partial<Report>): Report {
  const bare = {
    schema: 1,
    capturedAt: "2026-11-20T10:00:00.000Z",
    platform: { id: "opencart", label: "OpenCart", version: "3.0.3.8" },
    page: {},
  };
  return { ...reportSchema.parse(bare), ...change };
}

function module(code: string, change: Partial<Report["modules"][number]> = {}): Report["modules"][number] {
  const bare = { type: "payment", code, name: code, developer: null, version: "1.0", installed: true, enabled: true };
  return { ...bare, thirdParty: true, depth: "page", instances: [], ...change };
}

const between = (before: Partial<Report>, after: Partial<Report>) =>
  changesBetween(snapshotOf(reportWith(before)), snapshotOf(reportWith(after)));

describe("what has changed", () => {
  test("a version, a setting and a module's state are told with before and after", () => {
    const before = { theme: { name: "default", depth: "page" as const }, modules: [module("stripe"), module("cod")] };
    const after = {
      theme: { name: "journal", depth: "page" as const },
      modules: [module("stripe", { version: "1.1" }), module("cod", { enabled: false })],
    };
    expect(between(before, after)).toEqual([
      { what: "Theme", before: "default", after: "journal" },
      { what: "Module payment cod", before: "1.0, installed, on", after: "1.0, installed, off" },
      { what: "Module payment stripe", before: "1.0, installed, on", after: "1.1, installed, on" },
    ]);
  });

  test("an item that came or went is told where its list was read both times", () => {
    expect(between({ modules: [module("old"), module("both")] }, { modules: [module("new"), module("both")] })).toEqual(
      [
        { what: "Module payment new", before: null, after: "1.0, installed, on" },
        { what: "Module payment old", before: "1.0, installed, on", after: null },
      ],
    );
  });

  test.each<[string, Partial<Report>, Partial<Report>]>([
    ["a list that was read only now", {}, { modules: [module("stripe")] }],
    ["a list that was read only then", { modules: [module("stripe")] }, {}],
    [
      "modules that were found without their list",
      { modules: [module("a")] },
      { modules: [module("b", { installed: null })] },
    ],
    ["a fact that was not read then", {}, { theme: { name: "journal", depth: "page" } }],
  ])("%s is no change", (_, before, after) => {
    expect(between(before, after)).toEqual([]);
  });
});

const words = fc.constantFrom("a", "b", "c", "d");
const record = fc.dictionary(words, words);
const snapshot: fc.Arbitrary<Snapshot> = fc.record({ singles: record, lists: fc.dictionary(words, record) });

test("nothing differs from itself, and every change told is one", () => {
  fc.assert(
    fc.property(snapshot, snapshot, (before, after) => {
      expect(changesBetween(before, before)).toEqual([]);
      for (const { before: old, after: now } of changesBetween(before, after)) expect(old).not.toBe(now);
    }),
  );
});

test("a day that is read twice is known by what was seen last", () => {
  fc.assert(
    fc.property(snapshot, snapshot, (earlier, later) => {
      const joined = joinSnapshots(earlier, later);
      expect(changesBetween(joined, later)).toEqual([]);
      expect(Object.keys(joined.lists)).toEqual(expect.arrayContaining(Object.keys(earlier.lists)));
    }),
  );
});
