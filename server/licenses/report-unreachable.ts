import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { happen, take } from "./happen.ts";

/**
 * A store owner cannot reach the reseller of their license: in the transaction of the request that says so. Reported
 * again, or where no reseller looks after it or its rules know no orphans, it changes nothing.
 */
export async function reportUnreachable(tx: Tx, ctx: Ctx, licenseId: string): Promise<void> {
  const held = await take(ctx, tx, licenseId);
  if (held.life.holder === null || !held.rules.life) return;
  await happen(ctx, tx, held, { kind: "owner-reports-unreachable" });
}
