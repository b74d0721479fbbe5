import * as audit from "../audit/store.ts";
import type { Ctx, PersonActor, SystemActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import * as accounts from "./store.ts";

/** A reseller's account, without anybody in it yet. */
export async function addReseller(ctx: Ctx<PersonActor | SystemActor>, name: string): Promise<{ accountId: string }> {
  return inTransaction(ctx.db, async (tx) => {
    const id = ctx.newId();
    await accounts.insertAccount(tx, { id, name, kind: "reseller", createdAt: ctx.now().toISOString() });
    await audit.append(tx, ctx, "reseller.added", id);
    return { accountId: id };
  });
}
