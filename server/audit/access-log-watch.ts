import type { Ctx, SystemActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import type { Logger } from "../log.ts";
import { macOf, noRow } from "./access-log.ts";
import { accept, doubt } from "./access-log-doubt.ts";
import { exportedHeads, exportHead } from "./heads.ts";
import * as audit from "./store.ts";
import { type Fault, verify } from "./verify.ts";

const mostTold = 20;

/**
 * Verifies the log of access, tells its faults, and lets nothing be revealed while there is one that no operator has
 * looked at. At the start of a server and nightly.
 */
export async function verifyAccessLog(ctx: Ctx<SystemActor>, dataFolder: string, log: Logger): Promise<void> {
  const faults = doubt(ctx.keys, dataFolder, await verify(ctx.db, ctx.keys, exportedHeads(dataFolder)));
  if (faults.length === 0) return;
  for (const { says } of faults.slice(0, mostTold))
    log.error({ fault: says }, "the log of access is not as it was written");
  log.error({ faults: faults.length }, "no access is revealed until an operator runs: deskbell audit verify");
}

/** Once a minute: how far the log goes, to a file and to the log, where it went on. */
export async function exportAccessLogHead(ctx: Ctx<SystemActor>, dataFolder: string, log: Logger): Promise<void> {
  const head = await exportHead(ctx.db, dataFolder, ctx.now());
  if (head) log.info({ accessLogHead: head }, "head of the log of access");
}

/**
 * An operator has looked at these faults. They stay in the log and are named again; reveals go on. A head that is not ours
 * any more is made anew from the last row, since nothing could be added after it.
 */
export async function acceptFaults(ctx: Ctx<SystemActor>, dataFolder: string, faults: readonly Fault[]): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (faults.some(({ kind }) => kind === "head")) {
      const last = await tx
        .selectFrom("accessLog")
        .select(["seq", "hash"])
        .orderBy("seq", "desc")
        .limit(1)
        .executeTakeFirst();
      const head = last ?? noRow;
      await tx.deleteFrom("accessLogHead").execute();
      await tx
        .insertInto("accessLogHead")
        .values({ id: 1, ...head, mac: macOf(ctx.keys.logKey, head) })
        .execute();
    }
    await audit.append(tx, ctx, "access-log.accepted", "access-log");
  });
  // After a new head some are not there any more, and what is left may be told in other words.
  accept(dataFolder, [...faults, ...(await verify(ctx.db, ctx.keys, exportedHeads(dataFolder)))]);
}
