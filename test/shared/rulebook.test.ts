import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ask, type RulebookCase } from "../support/rulebook.ts";

const folder = join(import.meta.dirname, "../fixtures/rulebook");

describe.each(readdirSync(folder).filter((name) => name.endsWith(".json")))("%s", (file) => {
  const cases: RulebookCase[] = JSON.parse(readFileSync(join(folder, file), "utf8"));

  test("no case id stands twice", () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  test.each(cases.map((one) => [one.id, one] as const))("%s", (_, one) => {
    expect(ask(one).answer).toMatchObject(one.expect);
  });
});
