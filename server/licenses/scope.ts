import { AppError, refusal } from "../../shared/problems.ts";
import type { Ctx, HolderActor, PersonActor, ResellerActor } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import * as licenses from "./store.ts";

/** Whoever looks after licenses: operators after all of them, others after their own. */
export type Keeper = (PersonActor & { kind: "operator" }) | ResellerActor | HolderActor;

/** Which licenses a reader may see. */
export type Scope = { kind: "all" } | { kind: "reseller"; resellerId: string } | { kind: "holder"; accountId: string };

export function scopeOf(actor: Keeper): Scope {
  if (actor.kind === "reseller") return { kind: "reseller", resellerId: actor.resellerId };
  if (actor.kind === "holder") return { kind: "holder", accountId: actor.accountId };
  return { kind: "all" };
}

/** A license outside the reader's scope is refused exactly as one that does not exist. */
export async function requireVisible(ctx: Pick<Ctx<Keeper>, "actor">, db: Db | Tx, licenseId: string): Promise<void> {
  if (!(await licenses.isVisible(db, scopeOf(ctx.actor), licenseId))) throw new AppError(refusal("license.absent"));
}
