import { expect, test } from "vitest";
import type { Ctx, DeviceActor } from "../../../server/context.ts";
import { fileTicket } from "../../../server/tickets/file-ticket.ts";
import {
  askFor,
  byPremium,
  enrolledDevice,
  newSubmission,
  startServer,
  supportedLicense,
  type TestServer,
} from "../../support/app.ts";
import { openAt } from "../../support/db.ts";

/** The month turns at midnight in New York. */
const edge = Date.parse("2026-12-10T05:00:00.000Z");

test.each([
  ["in the middle of a month", edge - 20 * 24 * 3_600_000],
  ["in the month's last millisecond", edge - 1],
])("of 64 filings at once with one request left, exactly one is taken, %s", async (_, now) => {
  const { server, ctxAt } = await scene();
  for (let done = 0; done < 9; done++) await file(ctxAt(() => now));
  const outcomes = await Promise.allSettled(Array.from({ length: 64 }, (_, at) => file(ctxAt(() => now, at % 4))));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refused = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason.refusal?.code] : []));
  expect(new Set(refused)).toEqual(new Set(["verdict.not-filed"]));
  expect(await filed(server)).toHaveLength(10);
  await file(ctxAt(() => edge));
});

test("while the month turns, neither month gives more than it holds", async () => {
  const { server, ctxAt } = await scene();
  for (let done = 0; done < 9; done++) await file(ctxAt(() => edge - 1_000));
  let clock = edge - 24;
  await Promise.allSettled(Array.from({ length: 64 }, (_, at) => file(ctxAt(() => clock++, at % 4))));
  const times = await filed(server);
  const turn = new Date(edge).toISOString();
  expect(times.filter((at) => at < turn)).toHaveLength(10);
  expect(times.filter((at) => at >= turn)).toHaveLength(10);
});

/** A license of ten requests a month, and four servers to file at. */
async function scene() {
  const server = await startServer();
  const license = await supportedLicense(server, { ...byPremium, purchasedOn: "2026-11-10", plan: "premium-support" });
  const { deviceId } = await enrolledDevice(server, license);
  const dbs = Array.from({ length: 4 }, () => openAt(server.place));
  const { licenseId, accountId } = license;
  const actor: DeviceActor = {
    kind: "device",
    id: deviceId,
    licenseId,
    accountId,
    holderName: "Ada",
    standing: "enrolled",
    party: "holder",
    resellerId: null,
  };
  const ctxAt = (now: () => number, which = 0): Ctx<DeviceActor> => ({
    ...server.ctx,
    db: dbs[which] ?? server.db,
    now: () => new Date(now()),
    actor,
  });
  return { server, ctxAt };
}

async function file(ctx: Ctx<DeviceActor>): Promise<void> {
  const { text, sha256 } = newSubmission({ ask: askFor("bug-fix") });
  await fileTicket(ctx, { text, sha256 });
}

async function filed({ db }: TestServer): Promise<string[]> {
  return (await db.selectFrom("tickets").select("createdAt").execute()).map(({ createdAt }) => createdAt);
}
