import { AppError, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, PersonActor } from "../context.ts";
import { happen } from "./happen.ts";
import { type Done, withLicense } from "./hold.ts";

/** Says who looks after a license, where its rules know no transfer; null is the vendor. */
export async function assignReseller(
  ctx: Ctx<PersonActor & { kind: "operator" }>,
  { licenseId, resellerId }: { licenseId: string; resellerId: string | null },
): Promise<Done> {
  return withLicense(ctx, licenseId, async (tx, held) => {
    if (resellerId !== null && !(await accounts.accountOfKind(tx, "reseller", resellerId))) {
      throw new AppError(refusal("reseller.absent"));
    }
    await happen(ctx, tx, held, { kind: "reseller-assigned", to: resellerId });
  });
}
