import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { happen, take } from "./happen.ts";

/**
 * A store owner cannot reach the reseller of their license: in the transaction of the request that says so. Reported
 * again it changes nothing. Refuses `license.not-now` where no reseller looks after it, `license.no-transfer` where its
 * rules know no orphans.
 */
export async function reportUnreachable(tx: Tx, ctx: Ctx, licenseId: string): Promise<void> {
  const held = await take(ctx, tx, licenseId);
  await happen(ctx, tx, held, { kind: "owner-reports-unreachable" });
}
