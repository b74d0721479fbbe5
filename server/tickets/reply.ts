import type { TicketThread } from "../../shared/tickets.ts";
import type { Ctx, DeviceActor } from "../context.ts";
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
  const author = { kind: "holder" as const, id: ctx.actor.id, name: ctx.actor.holderName };
  await writeMessage(ctx, {
    ticket,
    message: { id: messageId, author, body },
    to: "waiting",
    action: "ticket.replied",
  });
  return threadOf(ctx, ticket.number);
}
