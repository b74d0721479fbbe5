import { heldFor } from "../../shared/credits.ts";
import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import * as offers from "./offers.ts";
import { record } from "./record.ts";
import * as credits from "./store.ts";

interface HeldTicket {
  number: number;
  accountId: string;
}

/** Credits held for a ticket now. */
async function heldNow(tx: Tx, number: number): Promise<number> {
  return heldFor(await credits.ticketLedger(tx, number), credits.ticketIdOf(number));
}

/** An engineer has answered: what is held is spent. While a price is being asked for nothing is, so that a no gives all back. */
export async function settleHeld(ctx: Ctx, tx: Tx, ticket: HeldTicket, commandId: string): Promise<void> {
  const held = await heldNow(tx, ticket.number);
  if (held === 0 || (await offers.isOfferOpen(tx, ticket.number))) return;
  await record(ctx, tx, ticket.accountId, {
    id: `${commandId}:settle`,
    kind: "settle",
    ticketNumber: ticket.number,
    credits: held,
  });
}

/** Gives back everything held for a ticket. */
export async function releaseHeld(
  ctx: Ctx,
  tx: Tx,
  ticket: HeldTicket,
  commandId: string,
  reason: "declined" | "expired" | "withdrawn",
): Promise<void> {
  const held = await heldNow(tx, ticket.number);
  if (held === 0) return;
  await record(ctx, tx, ticket.accountId, {
    id: `${commandId}:release`,
    kind: "release",
    ticketNumber: ticket.number,
    credits: held,
    reason,
  });
}
