import { AppError, refusal } from "../../shared/problems.ts";
import { banFor } from "../../shared/remedies.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, PersonActor, SystemActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { note, rulesOf, take } from "./happen.ts";
import * as licenses from "./store.ts";

/**
 * Bans a license for good, for a reason that its programme bans for. Says the rule. What was filed stays. Refuses
 * `programme.none` and `programme.ban-unfounded`.
 */
export async function banLicense(
  ctx: Ctx<SystemActor | (PersonActor & { kind: "operator" })>,
  { licenseId, reason }: { licenseId: string; reason: string },
): Promise<{ says: string }> {
  return inTransaction(ctx.db, async (tx) => {
    const held = await take(ctx, tx, licenseId);
    const programme = await rulesOf(tx, licenseId);
    if (!programme) throw new AppError(refusal("programme.none"));
    const { decision, rule } = banFor(programme, reason);
    if (decision === "none" || rule === null) {
      const known = programme.bans.flatMap(({ reasons }) => reasons).join(", ") || "nothing";
      throw new AppError(refusal("programme.ban-unfounded", { reason, known }));
    }
    if (held.license.bannedAt === null) {
      await licenses.ban(tx, licenseId, reason, ctx.now().toISOString());
      await note(ctx, tx, held, { kind: "banned", reason });
      await audit.append(tx, ctx, "license.banned", licenseId);
    }
    return { says: programme.rules[rule] ?? rule };
  });
}
