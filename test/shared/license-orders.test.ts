import fc from "fast-check";
import { expect, test } from "vitest";
import { type LicenseEvent, type LicenseLife, mayHappen, newLicense, orphanedAt } from "../../shared/licenses.ts";
import { programmeById } from "../../shared/programmes/all.ts";
import { freshModel, type Model, type ModelEvent, modelStep, weekSeconds } from "../support/license-model.ts";
import { runs } from "../support/runs.ts";

const optioncart = programmeById("optioncart")!;
const start = Temporal.Instant.from("2026-03-01T00:00:00Z");
const costs = { text: "Nothing", amount: { minor: 0, currency: "USD" } };
const parties = ["r1", "r2", "r3"];

const alphabet: ModelEvent[] = [
  ...["r2", "r3"].map((to) => ({ kind: "transfer-requested" as const, by: "r1", to })),
  { kind: "transfer-requested", by: "r2", to: "r1" },
  ...parties.flatMap((by) => [
    { kind: "costs-stated" as const, by, costs },
    { kind: "consented" as const, by },
    { kind: "declined" as const, by },
    { kind: "cancelled" as const, by },
    { kind: "written-request" as const, by },
    { kind: "owner-names-designer" as const, reseller: by },
  ]),
  { kind: "owner-wishes-designer", company: "Elm Web" },
  { kind: "owner-wishes-designer", company: "Oak Web" },
  { kind: "owner-reports-unreachable" },
  { kind: "vendor-contacts-reseller" },
  { kind: "reseller-answers", willing: true },
  { kind: "reseller-answers", willing: false },
];
/** Seconds that go by before an event: none, all but the last of a week, and the last. */
const waits = [0, weekSeconds - 1, 1];

interface Place {
  life: LicenseLife;
  model: Model;
  second: number;
}

function step({ life, model, second }: Place, event: ModelEvent, wait: number): Place {
  const now = second + wait;
  // Each letter of the alphabet carries its own event's fields.
  const wish = { at: start.add({ seconds: now }).toString(), ...event } as LicenseEvent;
  const told = modelStep(model, event, now);
  const ours = mayHappen(optioncart, life, wish);
  const timed = mayHappen(optioncart, life, { kind: "time-passes", at: wish.at });
  const after = ours.ok ? ours.value : timed.ok ? timed.value : life;
  const place = { life: after, model: told.model, second: now };
  if (ours.ok !== told.allowed || !agree(place)) {
    throw new Error(`${JSON.stringify(event)} after ${wait} s: ${JSON.stringify({ life, after, ours, told })}`);
  }
  return place;
}

function agree({ life, model }: Place): boolean {
  const due = orphanedAt(optioncart, life);
  const dueSecond = due && (due.epochMilliseconds - start.epochMilliseconds) / 1_000;
  return (
    life.holder === model.owner &&
    (life.transfer?.to ?? null) === (model.asked?.to ?? null) &&
    (life.transfer?.consents.length ?? 0) === (model.asked ? model.agreed.size : 0) &&
    dueSecond === (model.firstAttempt === null ? null : model.firstAttempt + weekSeconds) &&
    life.wish === model.wished &&
    (life.state === "orphaned") === (model.owner === null)
  );
}

/** Places that cannot be told apart by anything that comes after are one. */
function nameOf({ life, second }: Place): string {
  const since = (at: string | null) =>
    at === null ? null : second - (Temporal.Instant.from(at).epochMilliseconds - start.epochMilliseconds) / 1_000;
  const { attempts: _, transfer, writtenRequests, ...rest } = life;
  return JSON.stringify([
    { ...rest, firstContactAt: since(life.firstContactAt), unreachableReportedAt: life.unreachableReportedAt !== null },
    transfer && [transfer.by, transfer.to, Object.keys(transfer.costs).sort(), transfer.consents.toSorted()],
    writtenRequests.toSorted(),
  ]);
}

test("over all orders of up to eight events a license does what the policy, told a second time, says", () => {
  let level = new Map<string, Place>();
  const begin: Place = { life: newLicense("r1"), model: freshModel("r1"), second: 0 };
  level.set(nameOf(begin), begin);
  const seen = new Set(level.keys());
  let steps = 0;
  const owners = new Set<string | null>();
  for (let depth = 0; depth < 8; depth++) {
    const next = new Map<string, Place>();
    for (const place of level.values()) {
      for (const event of alphabet) {
        for (const wait of waits) {
          const after = step(place, event, wait);
          steps += 1;
          owners.add(after.life.holder);
          const name = nameOf(after);
          if (!seen.has(name)) next.set(name, after);
          seen.add(name);
        }
      }
    }
    level = next;
  }
  expect(steps).toBeGreaterThan(10_000);
  expect(owners).toEqual(new Set(["r1", "r2", "r3", null]));
});

test("over long random orders a license does what the policy, told a second time, says", () => {
  const letters = fc.record({
    event: fc.constantFrom(...alphabet),
    wait: fc.constantFrom(0, 1, 3_600, 86_400, weekSeconds - 1, weekSeconds),
  });
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 60 }), (orders) => {
      let place: Place = { life: newLicense("r1"), model: freshModel("r1"), second: 0 };
      for (const { event, wait } of orders) place = step(place, event, wait);
    }),
    { numRuns: runs(20_000, 1_000) },
  );
});
