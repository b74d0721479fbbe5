import { AppError, refusal } from "../../shared/problems.ts";
import type { Ctx, ResellerActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { type HeldLicense, take } from "./happen.ts";
import { type Keeper, scopeOf } from "./scope.ts";
import * as licenses from "./store.ts";

export interface Done {
  done: true;
}

type Work = (tx: Tx, held: HeldLicense) => Promise<unknown>;

/** Does something with a license that the actor looks after; outside their scope there is none. */
export async function withLicense(ctx: Ctx<Keeper>, licenseId: string, work: Work): Promise<Done> {
  return inTransaction(ctx.db, async (tx) => {
    // Who may not see it makes nobody wait for its lock either.
    await requireSeen(ctx, tx, licenseId);
    const held = await take(ctx, tx, licenseId);
    await requireSeen(ctx, tx, licenseId);
    await work(tx, held);
    return { done: true };
  });
}

async function requireSeen(ctx: Ctx<Keeper>, tx: Tx, licenseId: string): Promise<void> {
  if (!(await licenses.isVisible(tx, scopeOf(ctx.actor), licenseId))) throw new AppError(refusal("license.absent"));
}

/** The same for a party of a transfer: who holds the license, or who is to get it. */
export async function withTransfer(ctx: Ctx<ResellerActor>, licenseId: string, work: Work): Promise<Done> {
  return inTransaction(ctx.db, async (tx) => {
    requireParty(ctx, await licenses.license(tx, licenseId));
    const held = await take(ctx, tx, licenseId);
    requireParty(ctx, held.license);
    await work(tx, held);
    return { done: true };
  });
}

function requireParty({ actor }: Ctx<ResellerActor>, license: licenses.License | null): void {
  const isParty = license?.resellerId === actor.resellerId || license?.transferTo === actor.resellerId;
  if (!isParty) throw new AppError(refusal("license.absent"));
}
