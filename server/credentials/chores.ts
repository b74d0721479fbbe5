import * as accounts from "../accounts/store.ts";
import type { Ctx, SystemActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { errorForLog, type Logger } from "../log.ts";
import { destroy, swept } from "./destroy.ts";
import * as credentials from "./store.ts";
import { takeBack } from "./take-back.ts";
import { tellNotConfirmed, tellTakeBack } from "./tell.ts";
import * as vault from "./vault.ts";
import { afterDestroying, sweepOwed } from "./vault-traces.ts";

const minutes = 60_000;
const hours = 60 * minutes;

/** Chores run once a minute and a login takes 15 seconds: begun this early, nothing is kept longer than was promised. */
const earlyMs = 2 * minutes;
/** From being asked back to being destroyed, at most. */
const keptMs = 72 * hours;
/** A retest takes 15 seconds; whoever began one that long ago is gone, and nobody knows whether a login was made. */
const lostMs = 5 * minutes;
/** The first reminder is the asking itself. */
const reminders = [
  { step: 3, afterMs: 72 * hours },
  { step: 2, afterMs: 24 * hours },
] as const;
const toldAfterMs = 7 * 24 * hours;

const mostAtOnce = 100;

/** What becomes of access by itself. Says how much was destroyed. One that fails is told, and stops no other. */
export async function lookAfterAccess(ctx: Ctx<SystemActor>, log: Logger): Promise<number> {
  const destroyed = await endDue(ctx, log);
  await remind(ctx, log);
  return destroyed;
}

async function endDue(ctx: Ctx<SystemActor>, log: Logger): Promise<number> {
  const ids = await credentials.endingsDue(ctx.db, {
    endsBy: from(ctx, earlyMs),
    askedBy: from(ctx, earlyMs - keptMs),
    begunBy: from(ctx, -lostMs),
    limit: mostAtOnce,
  });
  let ended = 0;
  for (const id of ids) {
    const one = await credentials.credential(ctx.db, id);
    if (!one) continue;
    // Since it was listed another server, or the holder, may have begun its retest, and ends it.
    if (one.retestedAt !== null && one.retestedAt > from(ctx, -lostMs)) continue;
    const isEnded = await alone(log, "access could not be ended", () => endOne(ctx, one));
    if (isEnded) ended += 1;
    else if (isOver(ctx, one)) await alone(log, "access could not be destroyed", () => destroyUnlogged(ctx, one));
  }
  await alone(log, "traces of access could not be removed", () => sweepOwed(ctx.db));
  return ended;
}

/** For the start: a server that was killed may have left traces of what it destroyed. */
export async function sweepAccess({ db }: Ctx<SystemActor>, log: Logger): Promise<void> {
  await alone(log, "traces of access could not be removed", () => afterDestroying(db));
}

function isOver(ctx: Ctx<SystemActor>, { expiresAt, disableAskedAt }: credentials.Kept): boolean {
  return expiresAt <= from(ctx, 0) || (disableAskedAt !== null && disableAskedAt <= from(ctx, -keptMs));
}

/** What cannot be logged is not kept for that: the row stays as it is, and is ended once it can be. */
async function destroyUnlogged({ db }: Ctx<SystemActor>, { id }: credentials.Kept): Promise<void> {
  await inTransaction(db, (tx) => vault.destroy(tx, id));
  await swept({ db });
}

async function endOne(ctx: Ctx<SystemActor>, one: credentials.Kept): Promise<unknown> {
  if (one.state === "live") return destroy(ctx, one, { end: "expired", retestResult: null });
  if (one.retestedAt !== null) return destroy(ctx, one, { end: "not-confirmed", retestResult: null });
  return takeBack(ctx, one);
}

async function remind(ctx: Ctx<SystemActor>, log: Logger): Promise<void> {
  for (const { step, afterMs } of reminders) {
    const due = await credentials.remindersDue(ctx.db, {
      askedBy: from(ctx, -afterMs),
      fewerThan: step,
      limit: mostAtOnce,
    });
    for (const batch of due) {
      await alone(log, "a reminder of access could not be sent", () =>
        inTransaction(ctx.db, async (tx) => {
          await accounts.lockAccount(tx, batch.accountId);
          const of = await credentials.countReminder(tx, batch, step);
          if (of.length > 0) await tellTakeBack(ctx, tx, batch, { step, of });
        }),
      );
    }
  }
  for (const batch of await credentials.unconfirmedDue(ctx.db, {
    askedBy: from(ctx, -toldAfterMs),
    limit: mostAtOnce,
  })) {
    await alone(log, "what was not confirmed could not be told", () =>
      inTransaction(ctx.db, async (tx) => {
        await accounts.lockAccount(tx, batch.accountId);
        const of = await credentials.countTold(tx, batch, ctx.now().toISOString());
        if (of.length > 0) await tellNotConfirmed(ctx, tx, batch, of);
      }),
    );
  }
}

function from({ now }: Ctx, ms: number): string {
  return new Date(now().getTime() + ms).toISOString();
}

/** Whether it was done. */
async function alone(log: Logger, message: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    log.error(errorForLog(error), message);
    return false;
  }
}
