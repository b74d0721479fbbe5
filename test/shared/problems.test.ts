import { expect, test } from "vitest";
import { AppError, isProblemCode, orThrow, refusal, refuse, sentence, statusOf } from "../../shared/problems.ts";

test("a sentence carries its values and no open slot", () => {
  expect(sentence(refusal("ticket.move-not-allowed", { from: "closed", to: "answered" }))).toBe(
    "A ticket that is closed cannot become answered.",
  );
  expect(sentence({ code: "ticket.move-not-allowed", values: {} })).not.toMatch(/[{}]/);
});

test("a value is put in as it is, even when it looks like a slot or a replacement pattern", () => {
  const text = sentence(refusal("server.fault", { id: "$& {id} $1" }));
  expect(text).toContain("$& {id} $1");
});

test("a refusal that a verb throws keeps its code and status", () => {
  const thrown = (() => {
    try {
      orThrow(refuse("ticket.id-taken"));
    } catch (error) {
      return error;
    }
    return null;
  })();
  expect(thrown).toBeInstanceOf(AppError);
  expect(thrown).toMatchObject({ refusal: { code: "ticket.id-taken" } });
  expect(statusOf("ticket.id-taken")).toBe(409);
});

test("names of object members are not problem codes", () => {
  expect(["toString", "__proto__", "constructor", 7, null].some(isProblemCode)).toBe(false);
  expect(isProblemCode("ticket.absent")).toBe(true);
});
