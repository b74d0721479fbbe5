import { AppError, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, ResellerActor } from "../context.ts";
import { happen } from "./happen.ts";
import { type Done, withLicense } from "./hold.ts";

/** The reseller who holds a license asks that another one takes it over, by the name that one goes by. */
export async function askTransfer(
  ctx: Ctx<ResellerActor>,
  { licenseId, reseller }: { licenseId: string; reseller: string },
): Promise<Done> {
  return withLicense(ctx, licenseId, async (tx, held) => {
    if (held.license.bannedAt !== null) throw new AppError(refusal("license.banned"));
    const [found, another] = await accounts.resellersCalled(tx, reseller);
    if (!found || another) throw new AppError(refusal("reseller.absent"));
    await happen(ctx, tx, held, { kind: "transfer-requested", by: ctx.actor.resellerId, to: found.id });
  });
}
