import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { factSections } from "../shared/profile-parts.ts";
import { profileOf } from "./support/profiles.ts";

const page = readFileSync(join(import.meta.dirname, "../docs/store-profiles.md"), "utf8");

function namesIn(value: unknown, isMap = false): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => namesIn(one));
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(isMap ? [] : [name]),
    ...namesIn(inner, name === "map"),
  ]);
}

test("every field that a profile can have is explained", () => {
  const names = new Set([...namesIn(profileOf("maple-cart")), ...namesIn(profileOf("corner-shop")), ...factSections]);
  expect(names.size).toBeGreaterThan(50);
  expect([...names].filter((name) => !new RegExp(`\`(?:[\\w]+\\.)?${name}\``).test(page))).toEqual([]);
});
