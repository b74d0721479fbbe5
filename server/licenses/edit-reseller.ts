import type { ResellerContact, ResellerLine } from "../../shared/license-list.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, PersonActor, SystemActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import type { Done } from "./hold.ts";
import * as resellers from "./resellers.ts";

type OperatorCtx = Ctx<SystemActor | (PersonActor & { kind: "operator" })>;

/** Every reseller, with the contact data that nobody else ever sees. */
export async function listResellers(ctx: OperatorCtx): Promise<ResellerLine[]> {
  return resellers.list(ctx.db);
}

/** Changes a reseller's name and contact data. Two resellers of one name could not be told apart by whoever names one. */
export async function editReseller(
  ctx: OperatorCtx,
  { resellerId, name, contact }: { resellerId: string; name: string; contact: ResellerContact },
): Promise<Done> {
  return inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, resellerId);
    if (!(await accounts.accountOfKind(tx, "reseller", resellerId))) throw new AppError(refusal("reseller.absent"));
    const namesakes = await accounts.resellersCalled(tx, name);
    if (namesakes.some(({ id }) => id !== resellerId)) throw new AppError(refusal("reseller.name-taken"));
    await resellers.edit(tx, resellerId, { name, contact });
    await audit.append(tx, ctx, "reseller.edited", resellerId);
    return { done: true };
  });
}
