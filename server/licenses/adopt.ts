import { AppError, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, PersonActor, ResellerActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { happen, take } from "./happen.ts";
import { type Done, withLicense } from "./hold.ts";
import * as licenses from "./store.ts";

const mostAtOneStore = 5;

/**
 * A reseller asks in writing for the orphaned license of a store. The answer is the same whether there is one: which
 * licenses are orphaned is not theirs to find out.
 */
export async function requestAdoption(
  ctx: Ctx<ResellerActor>,
  { storeOrigin, text }: { storeOrigin: string; text: string },
): Promise<Done> {
  return inTransaction(ctx.db, async (tx) => {
    for (const licenseId of await licenses.orphansAt(tx, storeOrigin, mostAtOneStore)) {
      const held = await take(ctx, tx, licenseId);
      // Somebody else may have got it while we waited for its lock.
      if (held.life.state !== "orphaned") continue;
      await happen(ctx, tx, held, { kind: "written-request", by: ctx.actor.resellerId, text });
    }
    return { done: true };
  });
}

/** The owner named a reseller, as an operator notes it; `company` as the owner called it. */
export async function nameReseller(
  ctx: Ctx<PersonActor & { kind: "operator" }>,
  { licenseId, resellerId, company }: { licenseId: string; resellerId: string; company: string },
): Promise<Done> {
  return withLicense(ctx, licenseId, async (tx, held) => {
    if (!(await accounts.accountOfKind(tx, "reseller", resellerId))) throw new AppError(refusal("reseller.absent"));
    await happen(ctx, tx, held, { kind: "owner-names-designer", reseller: resellerId, company });
  });
}
