import { revealsAnHour } from "../../shared/credentials.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import * as accessLog from "../audit/access-log.ts";
import type { Ctx, PersonActor } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";

const minutes = 60_000;
const hour = 60 * minutes;
const day = 24 * hour;

/** Each of these sends a password to a file server. */
const logins = ["access.checked", "access.proved", "access.retested"] as const;

const perTicket = { most: 3, ms: 10 * minutes };
const perLicense = { most: 20, ms: day };

/** Refuses one login too many, counted from the log: no server forgets it, and none starts anew. */
export async function requireTryLeft(
  tx: Tx,
  ctx: Pick<Ctx, "now">,
  { ticketNumber, licenseId }: { ticketNumber: number; licenseId: string },
): Promise<void> {
  const waits = [
    await waitFor(tx, ctx, { actions: logins, ticketNumber }, perTicket),
    await waitFor(tx, ctx, { actions: logins, licenseId }, perLicense),
  ];
  const seconds = Math.max(...waits);
  if (seconds > 0) throw new AppError(refusal("credential.too-many-checks", { seconds }));
}

const perEngineer = { most: revealsAnHour, ms: hour };

export async function requireRevealLeft(ctx: Pick<Ctx<PersonActor>, "now" | "actor">, tx: Tx): Promise<void> {
  const seconds = await waitFor(tx, ctx, revealsOf(ctx), perEngineer);
  if (seconds > 0) throw new AppError(refusal("credential.too-many-reveals", { most: revealsAnHour, seconds }));
}

/** How many logins this engineer may still see within the hour. */
export async function revealsLeft(ctx: Pick<Ctx<PersonActor>, "now" | "actor" | "db">): Promise<number> {
  const seen = await accessLog.timesSince(ctx.db, revealsOf(ctx), since(ctx, perEngineer.ms));
  return Math.max(revealsAnHour - seen.length, 0);
}

function revealsOf({ actor }: Pick<Ctx<PersonActor>, "actor">): accessLog.TimesFilter {
  return { actions: ["access.revealed"], actorId: actor.id };
}

/** Seconds until there is one left; 0 where there is. */
async function waitFor(
  db: Db | Tx,
  ctx: Pick<Ctx, "now">,
  filter: accessLog.TimesFilter,
  { most, ms }: { most: number; ms: number },
): Promise<number> {
  const times = await accessLog.timesSince(db, filter, since(ctx, ms));
  const counted = times.at(-most);
  if (counted === undefined) return 0;
  return Math.max(Math.ceil((Date.parse(counted) + ms - ctx.now().getTime()) / 1_000), 1);
}

function since({ now }: Pick<Ctx, "now">, ms: number): string {
  return new Date(now().getTime() - ms).toISOString();
}
