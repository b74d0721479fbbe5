import type { TicketThread } from "../../shared/tickets.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import { requireCurrent } from "../devices/current.ts";
import { nameOfFiler } from "./file-ticket.ts";
import type { TicketHead } from "./store.ts";
import * as tickets from "./store.ts";
import { requireVisible, threadOf } from "./thread.ts";
import { writeMessage } from "./write-message.ts";

export interface NewReply {
  ticketId: string;
  /** Made by the writer's browser. */
  messageId: string;
  body: string;
}

/** The holder writes again; the ticket waits for us. */
export async function reply(ctx: Ctx<DeviceActor>, { ticketId, messageId, body }: NewReply): Promise<TicketThread> {
  const ticket = await requireVisible(ctx, ticketId);
  const author = { kind: "holder" as const, id: ctx.actor.id, name: await nameOf(ctx, ticket) };
  await writeMessage(ctx, {
    ticket,
    message: { id: messageId, author, body },
    to: "waiting",
    action: "ticket.replied",
    // The license may have changed hands since this browser was asked who it is.
    also: (tx) => requireCurrent(tx, ctx.actor),
  });
  return threadOf(ctx, ticket.number);
}

async function nameOf({ db, actor }: Ctx<DeviceActor>, { number }: TicketHead): Promise<string> {
  return nameOfFiler(actor, (await tickets.summaryForDevice(db, number)).storeOrigin);
}
