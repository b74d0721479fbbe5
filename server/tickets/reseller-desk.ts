import { AppError, orThrow, refusal } from "../../shared/problems.ts";
import {
  type DeskTicket,
  type DeskTicketSummary,
  move,
  type QueuePage,
  type TicketState,
} from "../../shared/tickets.ts";
import { senderNameOf } from "../accounts/brand-of.ts";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, ResellerActor } from "../context.ts";
import { askAllBack, requireNoAccess } from "../credentials/ask-back.ts";
import type { Db, Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { filesOf } from "../files/store.ts";
import * as reports from "../reports/store.ts";
import { hostOf } from "./hosts.ts";
import * as messages from "./messages.ts";
import { type QueueRequest, queueOf } from "./queue.ts";
import type { NewReply } from "./reply.ts";
import * as tickets from "./store.ts";
import { writeMessage } from "./write-message.ts";

/** Requests of the clients of a reseller, in the desk's own order. */
export async function listClientQueue(ctx: Ctx<ResellerActor>, request: QueueRequest): Promise<QueuePage> {
  const page = await queueOf(ctx, { resellerId: ctx.actor.resellerId }, request);
  return { ...page, tickets: page.tickets.map(ofClient) };
}

/** A client's ticket, with what was sent on to the vendor of it. The vendor's answers count as seen from now on. */
export async function openClientTicket(ctx: Ctx<ResellerActor>, ticketId: string): Promise<DeskTicket> {
  const { number } = await requireClientTicket(ctx, ctx.db, ticketId);
  for (const relay of await tickets.relaysOf(ctx.db, number)) {
    await messages.markSeen(ctx.db, relay.number, ctx.now().toISOString());
  }
  return clientTicket(ctx, ticketId);
}

/** The reseller answers under their brand; it is the client's turn. */
export async function answerClient(
  ctx: Ctx<ResellerActor>,
  { ticketId, messageId, body }: NewReply,
): Promise<DeskTicket> {
  await writeToClient(ctx, { ticketId, messageId, body, action: "ticket.answered" });
  return clientTicket(ctx, ticketId);
}

/** Passes on what the vendor answered, as it is or in other words. Under the same id it is one message. */
export async function passOn(ctx: Ctx<ResellerActor>, { ticketId, messageId, body }: NewReply): Promise<DeskTicket> {
  const { number } = await requireClientTicket(ctx, ctx.db, ticketId);
  if (!(await messages.isVendorsAnswer(ctx.db, number, messageId))) {
    throw new AppError(refusal("ticket.not-under-relay"));
  }
  await writeToClient(ctx, { ticketId, messageId, body, action: "ticket.passed-on" });
  return clientTicket(ctx, ticketId);
}

async function writeToClient(
  ctx: Ctx<ResellerActor>,
  { ticketId, messageId, body, action }: NewReply & { action: "ticket.answered" | "ticket.passed-on" },
): Promise<void> {
  const ticket = await requireClientTicket(ctx, ctx.db, ticketId);
  const { id, resellerId } = ctx.actor;
  const author = { kind: "reseller" as const, id, name: await senderNameOf(ctx.db, ctx.server, resellerId) };
  await writeMessage(ctx, {
    ticket,
    message: { id: messageId, author, body },
    to: "answered",
    action,
    // The license may have gone to another reseller meanwhile.
    also: async (tx) => void (await requireClientTicket(ctx, tx, ticketId)),
  });
}

/** The reseller writes to the vendor again, in what they escalated. */
export async function writeToVendor(
  ctx: Ctx<ResellerActor>,
  { ticketId, messageId, body }: NewReply,
): Promise<DeskTicket> {
  const relay = await requireRelay(ctx, ctx.db, ticketId);
  const { id, resellerName } = ctx.actor;
  await writeMessage(ctx, {
    ticket: relay,
    message: { id: messageId, author: { kind: "holder", id, name: resellerName }, body },
    to: "waiting",
    action: "ticket.replied",
    also: async (tx) => void (await requireRelay(ctx, tx, ticketId)),
  });
  const client = await tickets.clientTicketOf(ctx.db, relay.number);
  return clientTicket(ctx, client?.id ?? "");
}

export async function moveClientTicket(
  ctx: Ctx<ResellerActor>,
  { ticketId, to }: { ticketId: string; to: TicketState },
): Promise<DeskTicket> {
  const { accountId } = await requireClientTicket(ctx, ctx.db, ticketId);
  await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    const { number, id, state } = await requireClientTicket(ctx, tx, ticketId);
    if (state === to) return;
    await tickets.setState(tx, number, orThrow(move(state, to)), ctx.now().toISOString());
    if (to === "closed") await requireNoAccess(tx, number);
    await audit.append(tx, ctx, "ticket.moved", id);
    if (to === "resolved") await askAllBack(ctx, tx, { number, id });
  });
  return clientTicket(ctx, ticketId);
}

/** The ticket of this id that the reseller answers, or `ticket.absent`. */
export async function requireClientTicket(
  { actor }: Ctx<ResellerActor>,
  db: Db | Tx,
  ticketId: string,
): Promise<tickets.TicketHead> {
  const head = await tickets.headForReseller(db, actor.resellerId, ticketId);
  if (!head) throw new AppError(refusal("ticket.absent"));
  return head;
}

/** What was sent on to the vendor under this id by the reseller, or `ticket.absent`. */
export async function requireRelay(
  { actor }: Ctx<ResellerActor>,
  db: Db | Tx,
  ticketId: string,
): Promise<tickets.TicketHead> {
  const head = await tickets.headOfRelay(db, actor.resellerId, ticketId);
  if (!head) throw new AppError(refusal("ticket.absent"));
  return head;
}

/** Looked up anew: what was written is shown only to whom the ticket still belongs. */
export async function clientTicket(ctx: Ctx<ResellerActor>, ticketId: string): Promise<DeskTicket> {
  const { db } = ctx;
  const { number } = await requireClientTicket(ctx, db, ticketId);
  const { sha256, size, storedAt, device } = await tickets.filingOf(db, number);
  const relays = await tickets.relaysOf(db, number);
  return {
    ...ofClient(await tickets.summaryForDesk(db, number)),
    sha256,
    size,
    storedAt,
    device,
    messages: await messages.messagesOf(db, number),
    text: await reports.reportText(db, number),
    files: await filesOf(db, number),
    charge: null,
    account: null,
    categories: [],
    relays: await Promise.all(
      relays.map(async (relay) => ({ ...relay, messages: await messages.messagesOf(db, relay.number) })),
    ),
  };
}

/** The account is the reseller's own: who asks is the store. */
function ofClient(summary: DeskTicketSummary): DeskTicketSummary {
  return { ...summary, holderName: hostOf(summary.storeOrigin), assignee: null };
}
