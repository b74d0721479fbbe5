import { expect, test } from "vitest";
import { maskPattern } from "../../../shared/masking.ts";
import { expressions } from "./expressions.ts";
import { doubtOf, nameOf, provedBefore } from "./prove.ts";

const everything = await expressions();

test("every expression of the redaction is proved safe from catastrophic backtracking", { timeout: 900_000 }, () => {
  expect(everything.length).toBeGreaterThan(60);
  const proved = process.env.DESKBELL_FULL === "1" ? new Set<string>() : provedBefore();
  const doubts = everything
    .filter((expression) => !proved.has(nameOf(expression)))
    .map((expression) => ({ name: nameOf(expression), doubt: doubtOf(expression.source, expression.flags) }))
    .filter(({ doubt }) => doubt !== null);
  expect(doubts).toEqual([]);
});

test("the expressions that are built as well as those that are written are among them", () => {
  expect(everything.some(({ from, source }) => from === "built" && source.includes("kennwort"))).toBe(true);
  expect(everything.some(({ from }) => from === "masking.ts")).toBe(true);
});

test("an expression that backtracks is found", () => {
  expect(doubtOf("^(a+)+$", "")).toContain("exponential");
});

test.each(["Marta Kowalska", "aaa aaa aaa", "(a+)+ $", "a  \n b", ". . ."])(
  "what %j is searched with is safe",
  (selected) => {
    const { source, flags } = maskPattern(selected);
    expect(doubtOf(source, flags)).toBeNull();
  },
);
