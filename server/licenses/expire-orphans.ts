import type { Ctx } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { take } from "./happen.ts";
import * as licenses from "./store.ts";

const mostAtOnce = 100;

/**
 * Orphans the licenses whose reseller's time to answer is over. Says how many were over: of several servers that try at
 * once, one writes each event. Asked before whatever a reseller or an operator asks, so that nobody sees one too long.
 */
export async function expireOrphans(ctx: Omit<Ctx, "actor">): Promise<number> {
  const due = await licenses.orphansDue(ctx.db, ctx.now().toISOString(), mostAtOnce);
  for (const licenseId of due) {
    await inTransaction(ctx.db, (tx) => take({ ...ctx, actor: { kind: "system" } }, tx, licenseId));
  }
  return due.length;
}
