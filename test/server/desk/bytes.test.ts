import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { browserDigest, sealOf } from "../../../server/desk/ticket/bytes.ts";
import { ageWords } from "../../../server/desk/times.ts";
import { sizeWords } from "../../../shared/files.ts";

const hashOf = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

describe("the seal", () => {
  test("is whole for any text under its own hash", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        expect(await sealOf(text, hashOf(text), browserDigest())).toEqual({ state: "same", sha256: hashOf(text) });
      }),
    );
  });

  test("is broken by any other text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (text, other) => {
        fc.pre(text !== other);
        expect(await sealOf(other, hashOf(text), browserDigest())).toMatchObject({ state: "differs" });
      }),
    );
  });

  test("is never called whole where the browser computes no hashes", async () => {
    expect(await sealOf("text", hashOf("text"), null)).toEqual({ state: "unchecked" });
  });
});

test.each([
  ["2026-11-22T11:59:30Z", "just now"],
  ["2026-11-22T12:00:30Z", "just now"],
  ["2026-11-22T11:59:00Z", "1 min"],
  ["2026-11-22T11:00:01Z", "59 min"],
  ["2026-11-22T11:00:00Z", "1 h"],
  ["2026-11-20T12:00:01Z", "47 h"],
  ["2026-11-20T12:00:00Z", "2 d"],
])("what happened at %s is said to be %s old at noon", (at, words) => {
  expect(ageWords(at, new Date("2026-11-22T12:00:00Z"))).toBe(words);
});

test.each([
  [1, "1 byte"],
  [999, "999 bytes"],
  [1_000, "1 kB"],
  [1_234_567, "1.2 MB"],
])("%d bytes are said as %s", (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});
