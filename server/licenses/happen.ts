import { invariant } from "../../shared/invariant.ts";
import {
  afterEvent,
  type LicenseEvent,
  type LicenseLife,
  mayHappen,
  newLicense,
  orphanedAt,
} from "../../shared/licenses.ts";
import { AppError, orThrow, refusal } from "../../shared/problems.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, SystemActor } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import * as programmes from "../programmes/store.ts";
import { handOver } from "./hand-over.ts";
import { append, type Deed, type Happened, historyOf, isDeed } from "./history.ts";
import * as licenses from "./store.ts";
import { tell } from "./tell.ts";

type Rules = Pick<Programme, "life">;

/** A license whose account this transaction has locked: nothing else happens to it meanwhile. */
export interface HeldLicense {
  license: licenses.License;
  /** Rules of transfers; none where it follows no programme. */
  rules: Rules;
  life: LicenseLife;
  /** Of the latest event. */
  seq: number;
}

/** What its history made of a license. */
export function lifeFrom(rules: Rules, history: readonly Happened[], resellerNow: string | null): LicenseLife {
  const first = history[0];
  let life = newLicense(first ? first.heldBy : resellerNow);
  for (const { event } of history) if (!isDeed(event)) life = afterEvent(rules, life, event);
  return life;
}

export async function rulesOf(db: Db | Tx, licenseId: string): Promise<Programme | null> {
  const purchase = await licenses.purchaseOf(db, licenseId);
  return purchase && programmes.programmeAt(db, purchase.programme);
}

/**
 * Takes a license for something to happen to it, as it is now: where its reseller's time to answer is over, it is
 * orphaned first. Refuses `license.absent`.
 */
export async function take(ctx: Ctx, tx: Tx, licenseId: string): Promise<HeldLicense> {
  const license = await lock(tx, licenseId);
  const rules: Rules = (await rulesOf(tx, licenseId)) ?? { life: null };
  const history = await historyOf(tx, licenseId);
  const life = lifeFrom(rules, history, license.resellerId);
  const held = { license, rules, life, seq: history.at(-1)?.seq ?? 0 };
  const due = orphanedAt(rules, life);
  if (!due || Temporal.Instant.compare(due, ctx.now().toISOString()) > 0) return held;
  // It is orphaned at the very second at which the time was over, whenever somebody looks.
  const system: Ctx<SystemActor> = { ...ctx, actor: { kind: "system" } };
  return (await write(system, tx, held, { kind: "time-passes", at: due.toString() })).held;
}

async function lock(tx: Tx, licenseId: string): Promise<licenses.License> {
  for (;;) {
    const before = await licenses.license(tx, licenseId);
    if (!before) throw new AppError(refusal("license.absent"));
    await accounts.lockAccount(tx, before.accountId);
    const license = await licenses.license(tx, licenseId);
    // It changed hands while we waited for the lock.
    if (license?.accountId === before.accountId) return license;
  }
}

/** An event without its time, which is now. */
type Wish = LicenseEvent extends infer Each ? (Each extends LicenseEvent ? Omit<Each, "at"> : never) : never;

export interface Outcome {
  held: HeldLicense;
  before: LicenseLife;
  /** Null where it had happened already and nothing was written. */
  eventId: string | null;
}

/** Lets something happen to a license now, if its rules allow it. What happened already is not written again. */
export async function happen(ctx: Ctx, tx: Tx, held: HeldLicense, wish: Wish): Promise<Outcome> {
  // A wish is an event but for its time.
  const event = { ...wish, at: ctx.now().toISOString() } as LicenseEvent;
  const after = orThrow(mayHappen(held.rules, held.life, event));
  if (after === held.life) return { held, before: held.life, eventId: null };
  return write(ctx, tx, held, event);
}

async function write(ctx: Ctx, tx: Tx, held: HeldLicense, event: LicenseEvent): Promise<Outcome> {
  const { license, rules, life: before } = held;
  const life = afterEvent(rules, before, event);
  const seq = held.seq + 1;
  const eventId = await append(ctx, tx, { licenseId: license.id, seq, event, heldBy: before.holder });
  await licenses.noteLife(tx, license.id, life, stampOf(orphanedAt(rules, life)));
  if (life.holder !== before.holder) await handOver(ctx, tx, license, life.holder, eventId);
  const now = await licenses.license(tx, license.id);
  invariant(now, "a license stays");
  await tell(ctx, tx, { license, event, eventId, before, after: life });
  return { held: { license: now, rules, life, seq }, before, eventId };
}

/** As the database keeps times. */
function stampOf(instant: Temporal.Instant | null): string | null {
  return instant && new Date(instant.epochMilliseconds).toISOString();
}

/** Notes what the vendor did, which moves nothing between resellers. */
export async function note(ctx: Ctx, tx: Tx, held: HeldLicense, deed: Deed): Promise<void> {
  const event = { ...deed, at: ctx.now().toISOString() };
  await append(ctx, tx, { licenseId: held.license.id, seq: held.seq + 1, event, heldBy: held.life.holder });
}
