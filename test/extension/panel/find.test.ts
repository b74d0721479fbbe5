import fc from "fast-check";
import { expect, test } from "vitest";
import { findAll, withHit } from "../../../extension/panel/preview/find.ts";

test("words are found in any case, as words and not as a pattern", () => {
  expect(findAll("a.B a.b axb", "A.b")).toEqual([0, 4]);
  expect(findAll("anything", "")).toEqual([]);
});

test("no more hits are counted than asked for", () => {
  expect(findAll("a".repeat(100), "a", 7)).toHaveLength(7);
});

test("however a text is cut for show, its pieces joined are the text", () => {
  const text = fc
    .array(fc.constantFrom("a", "[", "]", "[email#1]", "\u202e", "token", "İ", "\ud83d"))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, text, fc.nat(), (text, wanted, at) => {
      const hits = findAll(text, wanted);
      const hit = hits.length ? (hits[at % hits.length] ?? null) : null;
      const pieces = withHit(text, hit, wanted.length);
      expect(pieces.map(({ text }) => text).join("")).toBe(text);
      expect(new Set(pieces.map(({ at }) => at)).size).toBe(pieces.length);
      if (hit !== null) expect(pieces.some(({ isHit }) => isHit)).toBe(true);
    }),
  );
});

test("exactly the found words are marked where no chip is in the way", () => {
  const marked = withHit("one two three", 4, 3).filter(({ isHit }) => isHit);
  expect(marked).toEqual([{ kind: "text", at: 4, text: "two", isHit: true }]);
});
