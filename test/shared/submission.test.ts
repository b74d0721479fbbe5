import fc from "fast-check";
import { v7 } from "uuid";
import { expect, test } from "vitest";
import { canonicalText, type Submission, submission } from "../../shared/submission.ts";
import { reports } from "../support/arbitraries.ts";

const submissions: fc.Arbitrary<Submission> = fc
  .record({
    subject: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== ""),
    message: fc.string({ unit: "grapheme", maxLength: 200 }),
    report: fc.option(reports, { nil: null }),
    leftOut: fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }),
  })
  .map((loose) =>
    submission.parse({
      schema: 1,
      ticketId: v7(),
      storeOrigin: "http://shop.test:8431",
      client: { name: "Deskbell", version: "0.1.0" },
      ...loose,
    }),
  );

test("canonical bytes survive parse and serialise, whatever was typed", () => {
  fc.assert(
    fc.property(submissions, (made) => {
      const text = canonicalText(made);
      expect(canonicalText(submission.parse(JSON.parse(text)))).toBe(text);
      expect(new TextDecoder("utf-8", { fatal: true }).decode(new TextEncoder().encode(text))).toBe(text);
    }),
  );
});

test("the order in which fields were written does not change the bytes", () => {
  fc.assert(
    fc.property(submissions, (made) => {
      const turned = Object.fromEntries(Object.entries(made).reverse()) as Submission; // the same fields, so the same type
      expect(canonicalText(turned)).toBe(canonicalText(made));
    }),
  );
});

test("a lone surrogate becomes a replacement character, since UTF-8 has no bytes for it", () => {
  const made = submission.parse({
    schema: 1,
    ticketId: v7(),
    storeOrigin: "https://shop.example",
    subject: "a\ud800b",
    message: "",
    report: null,
    leftOut: [],
    client: { name: "Deskbell", version: "0.1.0" },
  });
  expect(JSON.parse(canonicalText(made)).subject).toBe("a\ufffdb");
});

test.each(["shop.example", "https://shop.example/admin", "https://shop.example?x", "file:///etc", "javascript:1"])(
  "%s is not a store's origin",
  (storeOrigin) => {
    const loose = {
      schema: 1,
      ticketId: v7(),
      storeOrigin,
      subject: "a",
      message: "",
      report: null,
      leftOut: [],
      client: { name: "D", version: "1" },
    };
    expect(submission.safeParse(loose).success).toBe(false);
  },
);
