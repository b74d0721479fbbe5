import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { balance, type Entry, heldFor, hold, reassess, release, settle } from "../../shared/credits.ts";
import { runs } from "../support/runs.ts";

const tickets = fc.constantFrom("t1", "t2", "t3");
const amounts = fc.integer({ min: 1, max: 60 });

const request = fc.oneof(
  fc.record({ ask: fc.constant("grant" as const), credits: amounts }),
  fc.record({ ask: fc.constant("hold" as const), ticketId: tickets, credits: amounts }),
  fc.record({ ask: fc.constant("settle" as const), ticketId: tickets, credits: amounts }),
  fc.record({ ask: fc.constant("release" as const), ticketId: tickets, credits: amounts }),
);
type Request = typeof request extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays requests against the ledger, and against three plain numbers kept beside it. */
function play(requests: readonly Request[]) {
  const ledger: Entry[] = [];
  const model = { available: 0, held: new Map<string, number>(), spent: 0 };
  for (const [index, asked] of requests.entries()) {
    const id = String(index);
    if (asked.ask === "grant") {
      ledger.push({ id, kind: "grant", credits: asked.credits, source: "package" });
      model.available += asked.credits;
      continue;
    }
    const { ticketId, credits } = asked;
    const held = model.held.get(ticketId) ?? 0;
    if (asked.ask === "hold") {
      const decision = hold(ledger, ticketId, credits);
      expect(decision.ok).toBe(credits <= model.available);
      if (!decision.ok) continue;
      ledger.push({ id, ...decision.value });
      model.available -= credits;
      model.held.set(ticketId, held + credits);
    } else {
      const decision =
        asked.ask === "settle" ? settle(ledger, ticketId, credits) : release(ledger, ticketId, credits, "declined");
      expect(decision.ok).toBe(credits <= held);
      if (!decision.ok) continue;
      ledger.push({ id, ...decision.value });
      model.held.set(ticketId, held - credits);
      if (asked.ask === "settle") model.spent += credits;
      else model.available += credits;
    }
  }
  return { ledger, model };
}

test("no sequence of requests overdraws, and no credit is lost", () => {
  fc.assert(
    fc.property(fc.array(request, { maxLength: 40 }), (requests) => {
      const { ledger, model } = play(requests);
      const { granted, available, held, spent } = balance(ledger);
      expect(available).toBeGreaterThanOrEqual(0);
      expect(held).toBeGreaterThanOrEqual(0);
      expect(available + held + spent).toBe(granted);
      expect({ available, spent }).toEqual({ available: model.available, spent: model.spent });
      for (const [ticketId, credits] of model.held) expect(heldFor(ledger, ticketId)).toBe(credits);
    }),
    { numRuns: runs(10_000, 500) },
  );
});

test("a correction of a charge gives back what was spent, and one of a grant takes back what was given", () => {
  const ledger: Entry[] = [
    { id: "1", kind: "grant", credits: 50, source: "license" },
    { id: "2", kind: "hold", ticketId: "t1", credits: 20 },
    { id: "3", kind: "settle", ticketId: "t1", credits: 20 },
    { id: "4", kind: "correct", corrects: "3", ticketId: "t1", credits: 15, reason: "assessed lower" },
    { id: "5", kind: "correct", corrects: "1", ticketId: null, credits: -10, reason: "purchase taken back" },
  ];
  expect(balance(ledger)).toEqual({ granted: 40, available: 35, held: 0, spent: 5 });
});

describe("an assessment", () => {
  test.each([
    [
      "that falls gives back at once",
      { available: 30, held: 20, confirmed: 20, credits: 5, asks: false },
      { returned: 15, extra: 0, confirmation: "not-needed", heldUntilConfirmed: 5 },
    ],
    [
      "above what was agreed asks, and holds no more until then",
      { available: 30, held: 10, confirmed: 10, credits: 20, asks: true },
      { extra: 10, confirmation: "required", heldUntilConfirmed: 10 },
    ],
    [
      "within what was agreed in advance adds without asking",
      { available: 30, held: 10, confirmed: 20, credits: 20, asks: true },
      { extra: 10, confirmation: "agreed-in-advance", short: null },
    ],
    [
      "that the balance cannot carry says what is missing",
      { available: 3, held: 10, confirmed: 20, credits: 20, asks: true },
      { extra: 10, short: 7 },
    ],
    [
      "on an account below zero asks for no credits where it adds none, and says all that is missing where it does",
      { available: -5, held: 0, confirmed: 0, credits: 10, asks: true },
      { extra: 10, short: 15 },
    ],
    [
      "that stays as it was changes nothing",
      { available: 0, held: 10, confirmed: 10, credits: 10, asks: true },
      { extra: 0, returned: 0, confirmation: "not-needed", short: null },
    ],
  ])("%s", (_, given, expected) => {
    expect(reassess(given)).toMatchObject(expected);
  });
});

test.each([0, -1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])("%s is no number of credits", (credits) => {
  expect(() => hold([], "t1", credits)).toThrow(/Invariant/);
});
