import type { AdminTryResult, CheckResult, CredentialEnd } from "../../shared/credentials.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { about, log } from "./log.ts";
import { writeReceipt } from "./receipt.ts";
import * as credentials from "./store.ts";
import * as vault from "./vault.ts";
import { afterDestroying } from "./vault-traces.ts";
import { endWords } from "./words.ts";

export interface Ending {
  end: CredentialEnd;
  /** Of the retest; null where none was made. */
  retestResult: CheckResult | AdminTryResult | null;
}

/**
 * Ends a credential for good: its secret is destroyed, its ticket says how it ended, and the log does. False where it had
 * ended already. After the commit comes `swept`.
 */
export async function destroyInTransaction(
  ctx: Ctx,
  tx: Tx,
  one: credentials.Kept,
  { end, retestResult }: Ending,
): Promise<boolean> {
  const at = ctx.now().toISOString();
  if (!(await credentials.endCredential(tx, one.id, { end, at, ...(retestResult && { retestResult }) }))) return false;
  await vault.destroy(tx, one.id);
  await writeReceipt(ctx, tx, one, { end, at });
  await log(tx, ctx, "access.destroyed", about(one), endWords[end]);
  return true;
}

/** The same with nothing around it. */
export async function destroy(ctx: Ctx, one: credentials.Kept, ending: Ending): Promise<boolean> {
  const isDone = await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, one.accountId);
    return destroyInTransaction(ctx, tx, one, ending);
  });
  if (isDone) await swept(ctx);
  return isDone;
}

/** Removes what was destroyed from the database's files. It is destroyed already: what fails here, a chore does again. */
export async function swept({ db }: { db: Db }): Promise<void> {
  await afterDestroying(db).catch(() => {});
}
