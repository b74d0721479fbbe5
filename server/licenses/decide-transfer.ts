import type { Costs } from "../../shared/licenses.ts";
import type { Ctx, ResellerActor } from "../context.ts";
import { happen } from "./happen.ts";
import { type Done, withTransfer } from "./hold.ts";

/** A party says what it will charge. Who agreed before has to agree anew. */
export async function stateCosts(
  ctx: Ctx<ResellerActor>,
  { licenseId, costs }: { licenseId: string; costs: Costs },
): Promise<Done> {
  const by = ctx.actor.resellerId;
  return withTransfer(ctx, licenseId, (tx, held) => happen(ctx, tx, held, { kind: "costs-stated", by, costs }));
}

/** A party agrees, declines, or takes its own request back; when both agree the license changes hands at once. */
export async function decideTransfer(
  ctx: Ctx<ResellerActor>,
  { licenseId, decision }: { licenseId: string; decision: "consented" | "declined" | "cancelled" },
): Promise<Done> {
  const by = ctx.actor.resellerId;
  return withTransfer(ctx, licenseId, (tx, held) => happen(ctx, tx, held, { kind: decision, by }));
}
