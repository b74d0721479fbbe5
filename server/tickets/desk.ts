import { balance } from "../../shared/credits.ts";
import { AppError, orThrow, refusal } from "../../shared/problems.ts";
import { type DeskTicket, move, type TicketState } from "../../shared/tickets.ts";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, PersonActor } from "../context.ts";
import { askAllBack, requireNoAccess } from "../credentials/ask-back.ts";
import { unaskClientAfter } from "../credentials/ask-client.ts";
import { unshare } from "../credentials/unshare.ts";
import { categoriesOf, chargeOf } from "../credits/charge-of.ts";
import { releaseHeld, settleHeld } from "../credits/held.ts";
import * as offers from "../credits/offers.ts";
import * as credits from "../credits/store.ts";
import { inTransaction } from "../db/transaction.ts";
import { filesOf } from "../files/store.ts";
import * as reports from "../reports/store.ts";
import { tellOfAnswer } from "./client-filed.ts";
import * as messages from "./messages.ts";
import type { NewReply } from "./reply.ts";
import * as tickets from "./store.ts";
import { tellHolder } from "./tell-holder.ts";
import { writeMessage } from "./write-message.ts";

/** A ticket as an engineer reads it, with the bytes it was filed with. */
export async function openTicket(ctx: Ctx<PersonActor>, ticketId: string): Promise<DeskTicket> {
  const { number } = await requireTicket(ctx, ticketId);
  return deskTicket(ctx, number);
}

/** An engineer answers; it is the holder's turn. */
export async function answer(ctx: Ctx<PersonActor>, { ticketId, messageId, body }: NewReply): Promise<DeskTicket> {
  const ticket = await requireTicket(ctx, ticketId);
  const author = { kind: "engineer" as const, id: ctx.actor.id, name: ctx.actor.name };
  await writeMessage(ctx, {
    ticket,
    message: { id: messageId, author, body },
    to: "answered",
    action: "ticket.answered",
    also: async (tx) => {
      await settleHeld(ctx, tx, ticket, `${ticket.id}:${messageId}`);
      await tellHolder(ctx, tx, ticket, { kind: "reply", eventId: `${ticket.id}:${messageId}`, values: {} });
      await tellOfAnswer(ctx, tx, ticket.number, messageId);
    },
  });
  return deskTicket(ctx, ticket.number);
}

export async function moveTicket(
  ctx: Ctx<PersonActor>,
  { ticketId, to }: { ticketId: string; to: TicketState },
): Promise<DeskTicket> {
  const ticket = await requireTicket(ctx, ticketId);
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, ticket.accountId);
    const from = await tickets.stateOf(tx, ticket.number);
    if (from === to) return;
    const at = ctx.now().toISOString();
    await tickets.setState(tx, ticket.number, orThrow(move(from, to)), at);
    if (to === "resolved") {
      await tellHolder(ctx, tx, ticket, { kind: "resolved", eventId: `${ticket.id}:${at}`, values: {} });
    }
    if (to === "closed") {
      await offers.withdrawOffers(tx, ticket.number);
      await releaseHeld(ctx, tx, ticket, `${ticket.id}:closed`, "withdrawn");
    }
    if (to === "closed") await requireNoAccess(tx, ticket.number);
    await audit.append(tx, ctx, "ticket.moved", ticket.id);
    if (to === "resolved") await askAllBack(ctx, tx, ticket);
    if (to === "resolved" || to === "closed") {
      await unshare(ctx, tx, ticket.number);
      await unaskClientAfter(ctx, tx, ticket.number);
    }
  });
  return deskTicket(ctx, ticket.number);
}

/** The ticket of this id, or `ticket.absent`. */
export async function requireTicket(ctx: Ctx<PersonActor>, ticketId: string): Promise<tickets.TicketHead> {
  const head = await tickets.headForDesk(ctx.db, ticketId);
  if (!head) throw new AppError(refusal("ticket.absent"));
  return head;
}

export async function deskTicket(ctx: Ctx<PersonActor>, number: number): Promise<DeskTicket> {
  const summary = await tickets.summaryForDesk(ctx.db, number);
  const { sha256, size, storedAt, device } = await tickets.filingOf(ctx.db, number);
  const charge = await chargeOf(ctx.db, number, ctx.now());
  return {
    ...summary,
    sha256,
    size,
    storedAt,
    device,
    messages: await messages.messagesOf(ctx.db, number),
    text: await reports.reportText(ctx.db, number),
    files: await filesOf(ctx.db, number),
    charge,
    account: charge && (await accountOf(ctx, number)),
    categories: await categoriesOf(ctx.db, number),
  };
}

async function accountOf({ db }: Ctx, number: number): Promise<DeskTicket["account"]> {
  const { available, held } = balance(await credits.ledgerOf(db, await tickets.accountIdOf(db, number)));
  return { available, held };
}
