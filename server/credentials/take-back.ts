import type { AdminTryResult, CheckResult, CredentialEnd } from "../../shared/credentials.ts";
import { AppError } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { targetOf } from "./check.ts";
import { destroy } from "./destroy.ts";
import { about, log } from "./log.ts";
import { openKept } from "./opened.ts";
import * as credentials from "./store.ts";

/**
 * The end of access that was asked back: one retest, then it is destroyed, whatever came of that. `begin` runs in the
 * transaction that takes the retest, and only there; of several who come at once one makes it, and the others find it made.
 */
export async function takeBack(
  ctx: Ctx,
  one: credentials.Kept,
  begin: (tx: Tx) => Promise<void> = async () => {},
): Promise<void> {
  const isOurs = await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, one.accountId);
    await begin(tx);
    if (!(await credentials.claimRetest(tx, one.id, ctx.now().toISOString()))) return false;
    if (one.kind === "ftp") await log(tx, ctx, "access.retested", about(one));
    return true;
  });
  if (!isOurs) return;
  const retestResult = one.kind === "ftp" ? await retest(ctx, one) : "not-tried";
  await destroy(ctx, one, { end: endAfter(one, retestResult), retestResult });
}

/**
 * Null where nothing can be said of the login: then nothing is confirmed, and it is destroyed all the same. Where too many
 * logins are tried just now none was made, and the retest is there to be made again.
 */
async function retest(ctx: Ctx, one: credentials.Kept): Promise<CheckResult | null> {
  try {
    const { result, keyFault } = await ctx.checker.logIn(targetOf(one, await openKept(ctx, one)));
    // With a key that cannot be used no login was tried.
    return keyFault === undefined ? result : null;
  } catch (error) {
    if (!(error instanceof AppError && error.refusal.code === "server.busy")) return null;
    await inTransaction(ctx.db, async (tx) => void (await credentials.change(tx, one.id, { retestedAt: null })));
    throw error;
  }
}

/** Only a refused login proves anything, and not of one that was refused before: it may never have been right. */
export function endAfter(
  { checkResult }: Pick<credentials.Kept, "checkResult">,
  retested: CheckResult | AdminTryResult | null,
): Extract<CredentialEnd, "verified-disabled" | "not-confirmed"> {
  return retested === "wrong-login" && checkResult !== "wrong-login" ? "verified-disabled" : "not-confirmed";
}
