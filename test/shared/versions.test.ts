import fc from "fast-check";
import { expect, test } from "vitest";
import { compareVersions, isOtherMajorLine, isWithin } from "../../shared/versions.ts";

const inOrder = [
  "1.5.4",
  "1.5.4.1",
  "1.5.6.4",
  "2.1.0.0_rc1",
  "2.1.0.0",
  "3.0.3.1_rc",
  "3.0.3.1",
  "3.0.3.8",
  "3.0.3.9",
  "3.0.3.10",
  "4.0.0.0_beta",
  "4.0.0.0",
  "4.9.2",
  "4.9.2.SP1",
  "4.9.2.SP2",
  "4.12.1",
];

test("every version of the list stands after all that are written before it", () => {
  for (const [at, version] of inOrder.entries()) {
    for (const older of inOrder.slice(0, at))
      expect(compareVersions(older, version), `${older} ${version}`).toBeLessThan(0);
    for (const newer of inOrder.slice(at + 1)) {
      expect(compareVersions(newer, version), `${newer} ${version}`).toBeGreaterThan(0);
    }
  }
});

test("a number that is not written counts as zero", () => {
  expect(compareVersions("3.0", "3.0.0.0")).toBe(0);
});

test("comparing is antisymmetric", () => {
  const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join("."));
  fc.assert(
    fc.property(version, version, (a, b) => {
      expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
    }),
  );
});

test("a span holds both its ends, and is open where it has none", () => {
  const span = { from: "3.0.3.9", to: "3.0.4.0" };
  expect(["3.0.3.8", "3.0.3.9", "3.0.4.0", "3.0.4.1"].map((version) => isWithin(version, span))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isWithin("9.0", { from: "4.1.0.0", to: null })).toBe(true);
});

test("another major line is told by the first number, and never where a version is missing", () => {
  expect(isOtherMajorLine("2.3.x", "3.0.3.8")).toBe(true);
  expect(isOtherMajorLine("3.x", "3.0.3.8")).toBe(false);
  expect(isOtherMajorLine("any", "3.0.3.8")).toBe(false);
});
