import { leftOf } from "../../shared/credits.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { record } from "./record.ts";
import * as credits from "./store.ts";

/** Gives back what was spent on a ticket, the latest first. By the same command again it changes nothing. */
export async function giveBack(
  ctx: Ctx,
  tx: Tx,
  { number, accountId }: { number: number; accountId: string },
  commandId: string,
  amount: number,
  reason: string,
): Promise<void> {
  const ledger = await credits.ticketLedger(tx, number);
  const mark = `${commandId}:correct:`;
  const already = ledger.filter(({ id }) => id.startsWith(mark));
  if (already.length > 0) {
    if (already.reduce((sum, entry) => sum + entry.credits, 0) === amount) return;
    throw new AppError(refusal("command.id-taken"));
  }
  let left = amount;
  for (const entry of ledger.filter(({ kind }) => kind === "settle").toReversed()) {
    const back = Math.min(left, leftOf(ledger, entry));
    if (back === 0) continue;
    left -= back;
    await record(ctx, tx, accountId, {
      id: `${mark}${entry.id}`,
      kind: "correct",
      corrects: entry.id,
      credits: back,
      reason,
    });
  }
}
