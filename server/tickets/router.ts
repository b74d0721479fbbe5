import { z } from "zod";
import { ticketStates } from "../../shared/tickets.ts";
import { typedText } from "../text.ts";
import { deskProcedure, deviceProcedure, nothing, router } from "../trpc.ts";
import { answer, moveTicket, openTicket } from "./desk.ts";
import { fileTicket } from "./file-ticket.ts";
import { listQueue } from "./queue.ts";
import { reply } from "./reply.ts";
import { listMine, openThread } from "./thread.ts";

const ticketId = z.uuid();
const newReply = z.strictObject({ ticketId, messageId: z.uuid(), body: typedText(20_000) });

export const ticketsRouter = router({
  file: deviceProcedure
    .input(z.strictObject({ text: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .mutation(({ ctx, input }) => fileTicket(ctx, input)),
  mine: deviceProcedure.input(nothing).query(({ ctx }) => listMine(ctx)),
  thread: deviceProcedure
    .input(z.strictObject({ ticketId }))
    .query(({ ctx, input }) => openThread(ctx, input.ticketId)),
  reply: deviceProcedure.input(newReply).mutation(({ ctx, input }) => reply(ctx, input)),

  queue: deskProcedure
    .input(
      z.strictObject({
        state: z.enum(ticketStates).optional(),
        search: typedText(200).optional(),
        cursor: z.string().max(100).optional(),
        limit: z.number().int().min(1).max(200).optional(),
      }),
    )
    .query(({ ctx, input }) => listQueue(ctx, input)),
  open: deskProcedure.input(z.strictObject({ ticketId })).query(({ ctx, input }) => openTicket(ctx, input.ticketId)),
  answer: deskProcedure.input(newReply).mutation(({ ctx, input }) => answer(ctx, input)),
  move: deskProcedure
    .input(z.strictObject({ ticketId, to: z.enum(ticketStates) }))
    .mutation(({ ctx, input }) => moveTicket(ctx, input)),
});
