import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { programmes } from "../../shared/programmes/all.ts";
import { programme } from "../../shared/programmes/schema.ts";
import { coverage, policiesDocument, policiesPath } from "../support/policies-doc.ts";

describe.each(coverage().map((row) => [`${row.programme.id} ${row.rule}`, row] as const))("the rule %s", (_, row) => {
  test("is used by the programme's data and touched by a case", () => {
    expect(row.uses).not.toEqual([]);
    expect(row.cases).not.toEqual([]);
  });
});

test("the table of rules is the one that the data and the cases give", () => {
  expect(readFileSync(policiesPath, "utf8")).toBe(policiesDocument());
});

const whole = programmes[1]!;

test.each([
  ["a rule that is cited but not told", { queue: { rule: "nowhere" } }, "queue.rule"],
  ["a field that no programme has", { colour: "red" }, ""],
  ["a plan that a grant gives and nobody sells", { plans: [] }, "grants.0.gives.plan"],
  [
    "a period that is none",
    { grants: [{ ...whole.grants[0], gives: { what: "free-period", period: "soon" } }] },
    "grants.0.gives.period",
  ],
  [
    "a clock time that is none",
    { calendar: { ...whole.calendar, slots: [{ from: "9", to: "18:00" }] } },
    "calendar.slots.0.from",
  ],
  [
    "negative credits",
    { plans: [{ ...whole.plans[0], requests: { most: -1, per: "month", rule: "premium" } }] },
    "plans.0.requests.most",
  ],
])("%s is refused, and the place is named", (_, change, path) => {
  const result = programme.safeParse({ ...whole, ...change });
  expect(result.success).toBe(false);
  expect(result.error?.issues.map((issue) => issue.path.join("."))).toContain(path);
});

test("two programmes never share an id and a version", () => {
  expect(new Set(programmes.map(({ id, version }) => `${id} ${version}`)).size).toBe(programmes.length);
});
