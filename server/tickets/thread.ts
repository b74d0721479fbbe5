import { AppError, refusal } from "../../shared/problems.ts";
import type { Message, TicketSummary, TicketThread } from "../../shared/tickets.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import { chargeOf } from "../credits/charge-of.ts";
import * as messages from "./messages.ts";
import * as tickets from "./store.ts";

/** The tickets this browser may see, newest first. */
export async function listMine(ctx: Ctx<DeviceActor>): Promise<TicketSummary[]> {
  return tickets.listForDevice(ctx.db, ctx.actor);
}

/** A ticket as its holder reads it. What support wrote counts as seen from now on. */
export async function openThread(ctx: Ctx<DeviceActor>, ticketId: string): Promise<TicketThread> {
  const { number } = await requireVisible(ctx, ticketId);
  await messages.markSeen(ctx.db, number, ctx.now().toISOString());
  return threadOf(ctx, number);
}

export async function requireVisible(ctx: Ctx<DeviceActor>, ticketId: string): Promise<tickets.TicketHead> {
  const head = await tickets.headForDevice(ctx.db, ctx.actor, ticketId);
  if (!head) throw new AppError(refusal("ticket.absent"));
  return head;
}

export async function threadOf(ctx: Ctx<DeviceActor>, number: number): Promise<TicketThread> {
  const summary = await tickets.summaryForDevice(ctx.db, number);
  const { sha256 } = await tickets.filingOf(ctx.db, number);
  const said = await messages.messagesOf(ctx.db, number);
  // The rules and prices are between the reseller and the vendor, and so is who works there.
  if (ctx.actor.party === "client") return { ...summary, sha256, messages: said.map(withoutVendor), charge: null };
  return { ...summary, sha256, messages: said, charge: await chargeOf(ctx.db, number, ctx.now()) };
}

function withoutVendor(message: Message): Message {
  const { kind } = message.author;
  return kind === "holder" || kind === "reseller" ? message : { ...message, author: { kind, name: "Support" } };
}
