import type { ResellerAccess } from "../../shared/credentials.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, ResellerActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireRelay } from "../tickets/reseller-desk.ts";
import * as tickets from "../tickets/store.ts";
import { requireGoingOn } from "./required.ts";
import * as credentials from "./store.ts";
import { logSharing, unshare } from "./unshare.ts";
import { viewClientAccess } from "./view.ts";

/**
 * Lets the vendor's engineers who work on this escalation see the access of the client's ticket, or does so no more. Said
 * again nothing changes. The client reads it in their log; the reseller sees no login either way (SECURITY: 3.6).
 */
export async function share(
  ctx: Ctx<ResellerActor>,
  { ticketId, isShared }: { ticketId: string; isShared: boolean },
): Promise<ResellerAccess> {
  const { number, accountId } = await requireRelay(ctx, ctx.db, ticketId);
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    const { state } = await requireRelay(ctx, tx, ticketId);
    if (!isShared) return unshare(ctx, tx, number);
    requireGoingOn(state);
    const client = await tickets.clientTicketOf(tx, number);
    if (client && (await credentials.setShared(tx, number, client.number))) {
      await logSharing(ctx, tx, client.number, "access.shared");
    }
  });
  const client = await tickets.clientTicketOf(ctx.db, number);
  return viewClientAccess(ctx, client?.id ?? "");
}
