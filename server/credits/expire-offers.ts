import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { releaseHeld } from "./held.ts";
import * as offers from "./offers.ts";

const mostAtOnce = 100;

/**
 * Ends the offers whose time is over and gives back everything held for their tickets. Says how many it ended: of
 * several servers that try at once, one ends each.
 */
export async function expireOffers(ctx: Ctx): Promise<number> {
  let ended = 0;
  for (const { id, ticketNumber, ticketId, accountId } of await offers.offersDue(
    ctx.db,
    ctx.now().toISOString(),
    mostAtOnce,
  )) {
    const wasOurs = await inTransaction(ctx.db, async (tx) => {
      await accounts.lockAccount(tx, accountId);
      if (!(await offers.endOffer(tx, id, "expired"))) return false;
      await releaseHeld(ctx, tx, { number: ticketNumber, accountId }, id, "expired");
      await audit.append(tx, ctx, "offer.expired", ticketId);
      return true;
    });
    if (wasOurs) ended += 1;
  }
  return ended;
}
