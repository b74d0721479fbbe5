import fc from "fast-check";
import { expect, test } from "vitest";
import { expireOrphans } from "../../../server/licenses/expire-orphans.ts";
import { happen, lifeFrom, rulesOf, take } from "../../../server/licenses/happen.ts";
import { historyOf } from "../../../server/licenses/history.ts";
import { AppError } from "../../../shared/problems.ts";
import { startServer } from "../../support/app.ts";
import { freshModel, type ModelEvent, modelStep, weekSeconds } from "../../support/license-model.ts";
import { runs } from "../../support/runs.ts";
import { newPerson } from "../../support/sign-in.ts";
import { noCosts, siteLicense } from "./scene.ts";

const one = fc.constantFrom(0, 1, 2);
const letters = fc.record({
  wait: fc.constantFrom(0, 0, 0, 3_600, weekSeconds - 1, weekSeconds),
  event: fc.oneof(
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("transfer-requested" as const), by: one, to: one }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("costs-stated" as const), by: one }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("consented" as const), by: one }) },
    fc.record({ kind: fc.constant("declined" as const), by: one }),
    fc.record({ kind: fc.constant("cancelled" as const), by: one }),
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("owner-reports-unreachable" as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("vendor-contacts-reseller" as const) }) },
    fc.record({ kind: fc.constant("reseller-answers" as const), willing: fc.boolean() }),
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("written-request" as const), by: one }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("owner-names-designer" as const), reseller: one }) },
    fc.record({ kind: fc.constant("owner-wishes-designer" as const), company: fc.constantFrom("Elm Web", "Oak Web") }),
  ),
});

test("on a real database a license is whose the policy says after any order of events, and its history says the same", async () => {
  const server = await startServer();
  const ids = await Promise.all([1, 2, 3].map(async () => (await newPerson(server, "reseller")).accountId ?? ""));
  const [first = ""] = ids;
  await fc.assert(
    fc.asyncProperty(fc.array(letters, { minLength: 4, maxLength: 16 }), async (orders) => {
      const { licenseId } = await siteLicense(server, { resellerId: first });
      const start = Date.parse("2026-03-01T00:00:00.000Z");
      let second = 0;
      let model = freshModel(first);
      for (const { wait, event } of orders) {
        second += wait;
        const ctx = { ...server.ctx, now: () => new Date(start + second * 1_000) };
        const wish = named(event, ids);
        const told = modelStep(model, wish, second);
        await expireOrphans(ctx);
        const isDone = await server.db
          .transaction()
          // The letters are events but for their times.
          .execute(async (tx) => happen(ctx, tx, await take(ctx, tx, licenseId), wish as Parameters<typeof happen>[3]))
          .then(() => true)
          .catch((error: unknown) => {
            if (error instanceof AppError) return false;
            throw error;
          });
        model = told.model;
        expect({ wish, isDone }).toEqual({ wish, isDone: told.allowed });
        const row = await server.db
          .selectFrom("licenses")
          .select(["resellerId", "accountId", "transferTo", "orphanAt"])
          .where("id", "=", licenseId)
          .executeTakeFirstOrThrow();
        expect(row.resellerId).toBe(model.owner);
        if (model.owner !== null) expect(row.accountId).toBe(model.owner);
        expect(row.transferTo).toBe(model.asked?.to ?? null);
        expect(row.orphanAt && (Date.parse(row.orphanAt) - start) / 1_000).toBe(
          model.firstAttempt === null ? null : model.firstAttempt + weekSeconds,
        );
      }
      const history = await historyOf(server.db, licenseId);
      const rules = (await rulesOf(server.db, licenseId)) ?? { life: null };
      expect(lifeFrom(rules, history, first)).toMatchObject({ holder: model.owner, wish: model.wished });
      expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1));
    }),
    { numRuns: runs(150, 15) },
  );
}, 120_000);

function named(
  event: { kind: ModelEvent["kind"]; by?: number; to?: number; reseller?: number; company?: string; willing?: boolean },
  ids: string[],
): ModelEvent {
  const id = (index: number | undefined) => (index === undefined ? undefined : (ids[index] ?? ""));
  const [by, to, reseller] = [id(event.by), id(event.to), id(event.reseller)];
  return {
    kind: event.kind,
    ...(by !== undefined && { by }),
    ...(to !== undefined && { to }),
    ...(reseller !== undefined && { reseller }),
    ...(event.company !== undefined && { company: event.company }),
    ...(event.willing !== undefined && { willing: event.willing }),
    ...(event.kind === "costs-stated" && { costs: noCosts }),
  };
}
