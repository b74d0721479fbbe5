import type { HolderActor, PersonActor, ResellerActor } from "../context.ts";

/** Whoever looks after licenses: operators after all of them, others after their own. */
export type Keeper = (PersonActor & { kind: "operator" }) | ResellerActor | HolderActor;

/** Which licenses a reader may see. */
export type Scope = { kind: "all" } | { kind: "reseller"; resellerId: string } | { kind: "holder"; accountId: string };

export function scopeOf(actor: Keeper): Scope {
  if (actor.kind === "reseller") return { kind: "reseller", resellerId: actor.resellerId };
  if (actor.kind === "holder") return { kind: "holder", accountId: actor.accountId };
  return { kind: "all" };
}
