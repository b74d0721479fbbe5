import type { AccessView } from "../../shared/credentials.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireCurrent } from "../devices/current.ts";
import { destroyInTransaction, swept } from "./destroy.ts";
import { about, log } from "./log.ts";
import { requireOwn } from "./scope.ts";
import { accessView } from "./view.ts";

/** The holder takes it back: it is destroyed at once, and nothing is tried. Asked again nothing changes. */
export async function withdraw(ctx: Ctx<DeviceActor>, credentialId: string): Promise<AccessView> {
  const { ticketNumber, accountId } = await requireOwn(ctx, ctx.db, credentialId);
  const isDone = await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    await requireCurrent(tx, ctx.actor);
    const one = await requireOwn(ctx, tx, credentialId);
    if (!(await destroyInTransaction(ctx, tx, one, { end: "withdrawn", retestResult: null }))) return false;
    await log(tx, ctx, "access.withdrawn", about(one));
    return true;
  });
  if (isDone) await swept(ctx);
  return accessView(ctx, ticketNumber);
}
