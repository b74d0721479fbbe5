import {
  leastReasonLength,
  type Reveal,
  type RevealedSecret,
  type SealedSecret,
  shownSeconds,
} from "../../shared/credentials.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, PersonActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireRevealLeft } from "./limits.ts";
import { about, log } from "./log.ts";
import { openKept } from "./opened.ts";
import { requireLive } from "./required.ts";
import { requireAtDesk } from "./scope.ts";
import * as credentials from "./store.ts";
import { tellRevealed } from "./tell.ts";
import { faultWords } from "./words.ts";

const freshMs = 10 * 60_000;

/**
 * Shows a login to the engineer whose ticket it is. That they saw it is committed to the log before it is opened: what
 * cannot be logged is not shown, and what was logged may at worst not have been seen.
 */
export async function reveal(
  ctx: Ctx<PersonActor> & { sessionId: string },
  { credentialId, reason }: { credentialId: string; reason: string },
): Promise<Reveal> {
  const { accountId } = (await requireAtDesk(ctx, ctx.db, credentialId)).one;
  const why = reason.trim();
  if ([...why].length < leastReasonLength) {
    throw new AppError(refusal("credential.reason-missing", { least: leastReasonLength }));
  }
  await requireFresh(ctx);
  const begun = await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    return begin(ctx, tx, credentialId, why);
  });
  // Committed: the refusal itself is on record.
  if (!begun) throw new AppError(refusal("credential.not-assigned"));
  const secret = shown(await openLogged(ctx, begun.one));
  return { secret, shownSeconds, logSeq: begun.logSeq };
}

/** Null where it is somebody else's ticket, which is logged as well. */
async function begin(
  ctx: Ctx<PersonActor>,
  tx: Tx,
  credentialId: string,
  why: string,
): Promise<{ one: credentials.Kept; logSeq: number } | null> {
  const { one } = await requireAtDesk(ctx, tx, credentialId);
  requireLive(ctx, one);
  if (!(await credentials.isWorkedOnBy(tx, one.ticketNumber, ctx.actor.id))) {
    await log(tx, ctx, "access.reveal-refused", about(one), why);
    return null;
  }
  await requireRevealLeft(ctx, tx);
  await tellRevealed(ctx, tx, one, ctx.now().toISOString());
  return { one, logSeq: await log(tx, ctx, "access.revealed", about(one), why) };
}

/** Not only signed in, but just now: a desk that was left open shows no login. */
async function requireFresh({ db, now, sessionId }: Ctx<PersonActor> & { sessionId: string }): Promise<void> {
  const began = await credentials.sessionBegan(db, sessionId);
  if (began === null || now().getTime() - Date.parse(began) > freshMs) throw new AppError(refusal("session.stale"));
}

async function openLogged(ctx: Ctx<PersonActor>, one: credentials.Kept): Promise<SealedSecret> {
  try {
    return await openKept(ctx, one);
  } catch (error) {
    await inTransaction(ctx.db, (tx) => log(tx, ctx, "access.not-revealed", about(one), faultWords));
    throw error;
  }
}

function shown({ loginUrl, host, port, protocol, user, secret, folder, note }: SealedSecret): RevealedSecret {
  return { loginUrl, host, port, protocol, user, secret, folder, note };
}
