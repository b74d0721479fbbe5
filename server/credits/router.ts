import { z } from "zod";
import { typedText } from "../text.ts";
import { deskProcedure, deviceProcedure, nothing, resellerProcedure, router } from "../trpc.ts";
import { assess } from "./assess.ts";
import { decide } from "./decide.ts";
import { readStanding } from "./standing.ts";
import { readStatement, statementOfReseller, statementOfTicket } from "./statement.ts";

export const creditsRouter = router({
  standing: deviceProcedure.input(nothing).query(({ ctx }) => readStanding(ctx)),
  statement: deviceProcedure.input(nothing).query(({ ctx }) => readStatement(ctx)),
  ofReseller: resellerProcedure.input(nothing).query(({ ctx }) => statementOfReseller(ctx)),
  decide: deviceProcedure
    .input(z.strictObject({ ticketId: z.uuid(), offerId: z.uuid(), agrees: z.boolean() }))
    .mutation(({ ctx, input }) => decide(ctx, input)),

  assess: deskProcedure
    .input(
      z.strictObject({
        ticketId: z.uuid(),
        commandId: z.uuid(),
        category: z.string().max(100),
        credits: z.number().int().min(1).max(100_000).optional(),
        reason: typedText(2_000),
      }),
    )
    .mutation(({ ctx, input }) => assess(ctx, input)),
  ofTicket: deskProcedure
    .input(z.strictObject({ ticketId: z.uuid() }))
    .query(({ ctx, input }) => statementOfTicket(ctx, input.ticketId)),
});
