import { z } from "zod";
import { mostFiles } from "../../shared/files.ts";
import { queueFilters, ticketStates } from "../../shared/tickets.ts";
import { typedText } from "../text.ts";
import { deskProcedure, deviceProcedure, nothing, resellerProcedure, router } from "../trpc.ts";
import { answer, moveTicket, openTicket } from "./desk.ts";
import { escalate } from "./escalate.ts";
import { fileTicket } from "./file-ticket.ts";
import { listQueue } from "./queue.ts";
import { reply } from "./reply.ts";
import {
  answerClient,
  listClientQueue,
  moveClientTicket,
  openClientTicket,
  passOn,
  writeToVendor,
} from "./reseller-desk.ts";
import { listMine, openThread } from "./thread.ts";

const ticketId = z.uuid();
const newReply = z.strictObject({ ticketId, messageId: z.uuid(), body: typedText(20_000) });

const queueRequest = z.strictObject({
  state: z.enum(ticketStates).optional(),
  search: typedText(200).optional(),
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(200).optional(),
});

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
    .input(queueRequest.extend({ only: z.enum(queueFilters).optional() }))
    .query(({ ctx, input }) => listQueue(ctx, input)),
  open: deskProcedure.input(z.strictObject({ ticketId })).query(({ ctx, input }) => openTicket(ctx, input.ticketId)),
  answer: deskProcedure.input(newReply).mutation(({ ctx, input }) => answer(ctx, input)),
  move: deskProcedure
    .input(z.strictObject({ ticketId, to: z.enum(ticketStates) }))
    .mutation(({ ctx, input }) => moveTicket(ctx, input)),

  resellerQueue: resellerProcedure.input(queueRequest).query(({ ctx, input }) => listClientQueue(ctx, input)),
  resellerOpen: resellerProcedure
    .input(z.strictObject({ ticketId }))
    .query(({ ctx, input }) => openClientTicket(ctx, input.ticketId)),
  resellerAnswer: resellerProcedure.input(newReply).mutation(({ ctx, input }) => answerClient(ctx, input)),
  resellerMove: resellerProcedure
    .input(z.strictObject({ ticketId, to: z.enum(ticketStates) }))
    .mutation(({ ctx, input }) => moveClientTicket(ctx, input)),
  /** The vendor's answer goes on under its own id. */
  passOn: resellerProcedure.input(newReply).mutation(({ ctx, input }) => passOn(ctx, input)),
  /** In a ticket that was escalated. */
  writeToVendor: resellerProcedure.input(newReply).mutation(({ ctx, input }) => writeToVendor(ctx, input)),
  escalate: resellerProcedure
    .input(
      z.strictObject({
        ticketId,
        commandId: z.uuid({ version: "v7" }),
        subject: typedText(200),
        message: typedText(10_000),
        leftOut: z.array(z.string().max(300)).max(5_000),
        quotesClient: z.boolean(),
        files: z.array(z.uuid()).max(mostFiles),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .mutation(({ ctx, input }) => escalate(ctx, input)),
});
