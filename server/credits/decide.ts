import { balance } from "../../shared/credits.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { TicketThread } from "../../shared/tickets.ts";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireCurrent } from "../devices/current.ts";
import * as tickets from "../tickets/store.ts";
import { requireVisible, threadOf } from "../tickets/thread.ts";
import { releaseHeld } from "./held.ts";
import * as offers from "./offers.ts";
import { record } from "./record.ts";
import * as credits from "./store.ts";

/** The holder's answer to a price: yes holds what it costs more, no gives back everything that is held. */
export async function decide(
  ctx: Ctx<DeviceActor>,
  { ticketId, offerId, agrees }: { ticketId: string; offerId: string; agrees: boolean },
): Promise<TicketThread> {
  const ticket = await requireVisible(ctx, ticketId);
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, ticket.accountId);
    await requireCurrent(tx, ctx.actor);
    const offer = await offers.offer(tx, offerId);
    if (offer?.ticketNumber !== ticket.number) throw new AppError(refusal("offer.absent"));
    const to = agrees ? "agreed" : "declined";
    if (offer.state === to) return;
    const at = ctx.now().toISOString();
    const state = offer.state === "open" && offer.expiresAt <= at ? "expired" : offer.state;
    if (state !== "open") throw new AppError(refusal("offer.closed", { state }));
    await offers.endOffer(tx, offer.id, to);
    if (agrees) await holdExtra(ctx, tx, ticket, offer);
    else await releaseHeld(ctx, tx, ticket, offer.id, "declined");
    await tickets.waitForUs(tx, ticket.number, at);
    await audit.append(tx, ctx, agrees ? "offer.agreed" : "offer.declined", ticket.id);
  });
  return threadOf(ctx, ticket.number);
}

async function holdExtra(
  ctx: Ctx<DeviceActor>,
  tx: Tx,
  { number, accountId }: tickets.TicketHead,
  offer: offers.FoundOffer,
): Promise<void> {
  // Counted now: between the offer and the yes nothing else of this ticket moves but an answer, which spends nothing then.
  const { held, spent } = balance(await credits.ticketLedger(tx, number));
  const extra = offer.credits - held - spent;
  if (extra > 0) {
    await requireAvailable(ctx, tx, extra);
    await record(ctx, tx, accountId, { id: `${offer.id}:hold`, kind: "hold", ticketNumber: number, credits: extra });
  }
  await tickets.setAgreed(tx, number, offer.credits);
  await tickets.setCategory(tx, number, offer.category);
}

/** A browser that may not see the balance is not told it by a refusal either. */
export async function requireAvailable(ctx: Ctx<DeviceActor>, tx: Tx, needed: number): Promise<void> {
  const { available } = balance(await credits.ledgerOf(tx, ctx.actor.accountId));
  if (needed <= available) return;
  throw new AppError(
    ctx.actor.standing === "key-only"
      ? refusal("credits.too-few")
      : refusal("credits.insufficient", { needed, available }),
  );
}
