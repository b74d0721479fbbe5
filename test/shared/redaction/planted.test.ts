import { describe, expect, test } from "vitest";
import { createRedactor, findClassA } from "../../../shared/redaction.ts";
import { runs } from "../../support/runs.ts";
import { cleanText } from "./clean.ts";
import { diceOf, forms, score } from "./planted.ts";

const planted = runs(20_000, 4_000);
const scores = score(20_261_122, planted);

describe(`of ${planted} planted secrets`, () => {
  test.each(forms.map((form) => [form.kind, form] as const))(
    "%s: none of class A is left, 99.9 % of the others go",
    (_, form) => {
      const { planted, missed, examples } = scores.get(form)!;
      expect(planted).toBeGreaterThan(100);
      const most = form.classA ? 0 : Math.floor(planted / 1_000);
      expect(missed, examples.slice(0, 3).join("\n")).toBeLessThanOrEqual(most);
    },
  );
});

test("at most one clean text in two hundred is changed, and none is refused", () => {
  const dice = diceOf(7);
  const texts = Array.from({ length: runs(20_000, 5_000) }, () => cleanText(dice));
  const changed = texts.filter((text) => createRedactor().redact(text) !== text);
  expect(changed.length / texts.length, changed.slice(0, 5).join("\n")).toBeLessThan(0.005);
  expect(texts.filter((text) => findClassA(text).length > 0)).toEqual([]);
});
