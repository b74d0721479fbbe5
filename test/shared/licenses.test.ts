import fc from "fast-check";
import { expect, test } from "vitest";
import { afterEvent, type LicenseEvent, type LicenseLife, newLicense, orphanedAt } from "../../shared/licenses.ts";
import { programmeById } from "../../shared/programmes/all.ts";
import { runs } from "../support/runs.ts";

const optioncart = programmeById("optioncart")!;
const who = fc.constantFrom("r1", "r2", "r3");
const start = Temporal.Instant.from("2026-03-01T00:00:00Z");

const step = fc.record({
  wait: fc.constantFrom(0, 1, 3_600, 86_400, 604_799, 604_800),
  event: fc.oneof(
    fc.record({ kind: fc.constant("transfer-requested" as const), to: who }),
    fc.record({ kind: fc.constant("consented" as const), by: who }),
    fc.record({ kind: fc.constant("declined" as const), by: who }),
    fc.record({ kind: fc.constant("owner-reports-unreachable" as const) }),
    fc.record({ kind: fc.constant("vendor-contacts-reseller" as const) }),
    fc.record({ kind: fc.constant("reseller-answers" as const), willing: fc.boolean() }),
    fc.record({ kind: fc.constant("written-request" as const), by: who }),
    fc.record({ kind: fc.constant("owner-names-designer" as const), reseller: who }),
    fc.record({ kind: fc.constant("owner-wishes-designer" as const), company: fc.constant("r2") }),
    fc.record({ kind: fc.constant("time-passes" as const) }),
  ),
});

function play(
  steps: readonly { wait: number; event: object }[],
): { before: LicenseLife; event: LicenseEvent; after: LicenseLife }[] {
  let at = start;
  let life = newLicense("r1");
  return steps.map(({ wait, event: kind }) => {
    at = at.add({ seconds: wait });
    const event = { at: at.toString(), ...kind } as LicenseEvent; // each generated kind carries its own fields
    const before = life;
    life = afterEvent(optioncart, before, event);
    return { before, event, after: life };
  });
}

test("a license changes hands only by both consents, by the clock or a refusal, or by a named reseller's written request", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const history = play(steps);
      for (const [index, { before, event, after }] of history.entries()) {
        if (before.holder === after.holder) continue;
        const past = history.slice(0, index + 1).map((one) => one.event);
        if (after.holder === null) {
          const ranOut = orphanedAt(optioncart, before);
          const isDue = ranOut !== null && Temporal.Instant.compare(Temporal.Instant.from(event.at), ranOut) >= 0;
          expect(isDue || (event.kind === "reseller-answers" && !event.willing)).toBe(true);
        } else if (before.state === "orphaned") {
          expect(past).toContainEqual(expect.objectContaining({ kind: "written-request", by: after.holder }));
          expect(past).toContainEqual(
            expect.objectContaining({ kind: "owner-names-designer", reseller: after.holder }),
          );
        } else {
          expect(before.transfer?.to).toBe(after.holder);
          for (const by of [before.holder, after.holder])
            expect(past).toContainEqual(expect.objectContaining({ kind: "consented", by }));
        }
      }
    }),
    { numRuns: runs(20_000, 1_000) },
  );
});

test("a state and its holder always fit: only an orphan has none, and only an orphan's owner has a wish", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      for (const { after } of play(steps)) {
        expect(after.holder === null).toBe(after.state === "orphaned");
        if (after.wish !== null) expect(after.state).toBe("orphaned");
        expect(after.transfer !== null).toBe(after.state === "transfer-pending");
        expect(orphanedAt(optioncart, after) !== null).toBe(after.state === "contacting-reseller");
      }
    }),
    { numRuns: runs(20_000, 1_000) },
  );
});

test.each([
  ["6 d 23 h 59 m 59 s", 604_799, "active"],
  ["7 d", 604_800, "orphaned"],
])("an answer after %s leaves the license %s", (_, seconds, state) => {
  const life = [
    { kind: "owner-reports-unreachable" as const, at: start.toString() },
    { kind: "vendor-contacts-reseller" as const, at: start.toString() },
    { kind: "reseller-answers" as const, at: start.add({ seconds: Number(seconds) }).toString(), willing: true },
  ].reduce((before, event) => afterEvent(optioncart, before, event), newLicense("r1"));
  expect(life.state).toBe(state);
});
