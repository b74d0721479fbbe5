import { AppError, refusal } from "../../shared/problems.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import { banFor } from "../../shared/remedies.ts";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, SystemActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import * as licenses from "./store.ts";

/** Bans a license for good, for a reason that its programme bans for. Says the rule. What was filed stays. */
export async function banLicense(
  ctx: Ctx<SystemActor>,
  license: licenses.License,
  programme: Programme,
  reason: string,
): Promise<string> {
  const { decision, rule } = banFor(programme, reason);
  if (decision === "none" || rule === null) {
    const known = programme.bans.flatMap(({ reasons }) => reasons).join(", ") || "nothing";
    throw new AppError(refusal("programme.ban-unfounded", { reason, known }));
  }
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, license.accountId);
    await licenses.ban(tx, license.id, reason, ctx.now().toISOString());
    await audit.append(tx, ctx, "license.banned", license.id);
  });
  return programme.rules[rule] ?? rule;
}
