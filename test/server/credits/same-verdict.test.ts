import fc from "fast-check";
import { expect, test } from "vitest";
import { verdictView } from "../../../extension/background/verdicts.ts";
import type { DeviceActor } from "../../../server/context.ts";
import { judge } from "../../../server/tickets/judge.ts";
import type { Ask } from "../../../shared/ask.ts";
import { AppError } from "../../../shared/problems.ts";
import { programmes } from "../../../shared/programmes/all.ts";
import { topics } from "../../../shared/programmes/schema.ts";
import { report } from "../../../shared/report.ts";
import { type Submission, submission } from "../../../shared/submission.ts";
import { isFiled } from "../../../shared/verdict.ts";
import {
  askFor,
  enrolledDevice,
  newSubmission,
  startServer,
  storeOrigin,
  supportedLicense,
} from "../../support/app.ts";
import { runs } from "../../support/runs.ts";

/** Every purchase that the programmes know, some of them with a plan bought beside. */
const purchases = programmes.flatMap(({ id, grants, plans }) =>
  grants
    .filter(({ gives }) => gives.what !== "not-applicable")
    .flatMap(({ product, kind }) => [
      { programmeId: id, product, kind },
      ...plans.map((plan) => ({ programmeId: id, product, kind, plan: plan.id })),
    ]),
);

const reports = fc.option(
  fc.record({
    id: fc.constantFrom("opencart", "ocstore", "cs-cart"),
    version: fc.constantFrom(null, "1.5.3.1", "3.0.3.9", "4.3.1"),
  }),
);
const asks: fc.Arbitrary<Ask> = fc.record({
  topic: fc.constantFrom(...topics),
  agreesUpTo: fc.option(fc.integer({ min: 1, max: 90 })),
  upgrade: fc.constantFrom(
    null,
    { from: "4.3.1", to: "4.3.9" },
    { from: "4.3.9", to: "4.3.1" },
    { from: "4.3.1", to: "9.9.9" },
  ),
  moduleMadeFor: fc.constantFrom(null, "1.5", "3.x", "rubbish"),
});

test(
  "what the browser shows of a standing that came over the wire is what the server holds the filing to",
  async () => {
    const server = await startServer();
    const each = Math.ceil(runs(10_000, 600) / purchases.length);
    for (const purchase of purchases) {
      const planUntil = "plan" in purchase ? { planUntil: "2099-01-31" } : {};
      const license = await supportedLicense(server, {
        ...purchase,
        ...planUntil,
        upgrades: fc.sample(fc.constantFrom(true, false, null), 1)[0] ?? null,
      });
      const device = await enrolledDevice(server, license);
      const first = askFor("functionality-question");
      await device.api.tickets.file.mutate(newSubmission({ ask: first })).catch(() => null); // Uses up what there is, where it may.
      const standing = await device.api.credits.standing.query();
      if (!standing) throw new Error("The license has no programme");
      const now = new Date(standing.at);
      const actor: DeviceActor = {
        kind: "device",
        id: device.deviceId,
        licenseId: license.licenseId,
        accountId: license.accountId,
        holderName: "Ada",
        standing: "enrolled",
        party: "holder",
        resellerId: null,
      };
      for (const [ask, store] of fc.sample(fc.tuple(asks, reports), each)) {
        const captured =
          store &&
          report.parse({ schema: 1, capturedAt: standing.at, platform: { ...store, label: store.id }, page: {} });
        const { verdict, due } = verdictView(
          standing,
          ask,
          captured,
          Temporal.Instant.fromEpochMilliseconds(now.getTime()),
        );
        const filing: Submission = submission.parse({
          ...JSON.parse(newSubmission().text),
          storeOrigin,
          ask,
          report: captured,
          expects: { verdict: verdict.verdict, credits: verdict.credits },
        });
        const judged = await server.db
          .transaction()
          .execute((tx) => judge({ actor, server: server.ctx.server, now: () => now }, tx, filing))
          .catch((error: unknown) => error);
        if (!isFiled(verdict.verdict)) {
          expect(judged).toBeInstanceOf(AppError);
          expect(judged).toMatchObject({ refusal: { code: "verdict.not-filed" } });
        } else {
          const { columns } = judged as Awaited<ReturnType<typeof judge>>; // Anything else fails the next line.
          expect(JSON.parse(columns?.verdict ?? "null")).toEqual(verdict);
          expect(JSON.parse(columns?.due ?? "null")).toMatchObject({
            clock: due.clock,
            promise: due.promise,
            hours: due.hours,
          });
          expect(Date.parse(JSON.parse(columns?.due ?? "null").by ?? "")).toBe(Date.parse(due.by ?? ""));
        }
      }
    }
  },
  runs(600_000, 60_000),
);
