import { z } from "zod";
import {
  adminTryResults,
  credentialKinds,
  mostReasonLength,
  mostSealedLength,
  newCredential,
} from "../../shared/credentials.ts";
import { typedText } from "../text.ts";
import { deskProcedure, deskSessionProcedure, deviceProcedure, resellerProcedure, router } from "../trpc.ts";
import { ask, unask } from "./ask.ts";
import { askBackOne } from "./ask-back.ts";
import { askClient, unaskClient } from "./ask-client.ts";
import { check } from "./check.ts";
import { handOver } from "./hand-over.ts";
import { prove } from "./prove.ts";
import { reportTry } from "./report-try.ts";
import { reveal } from "./reveal.ts";
import { saidDisabled } from "./said-disabled.ts";
import { share } from "./share.ts";
import { take } from "./take.ts";
import { viewAccess, viewClientAccess, viewTicketAccess } from "./view.ts";
import { withdraw } from "./withdraw.ts";

const ofTicket = z.strictObject({ ticketId: z.uuid() });
const ofCredential = z.strictObject({ credentialId: z.uuid() });
const kind = z.enum(credentialKinds);

/** 64 hex digits of a certificate, or `SHA256:…` of a host key. */
const shown = z.string().regex(/^(?:[0-9a-f]{64}|SHA256:[A-Za-z0-9+/]{43})$/);

export const accessRouter = router({
  view: deviceProcedure.input(ofTicket).query(({ ctx, input }) => viewAccess(ctx, input.ticketId)),
  handOver: deviceProcedure.input(newCredential).mutation(({ ctx, input }) => handOver(ctx, input)),
  check: deviceProcedure
    .input(ofCredential.extend({ accepts: shown.nullable(), sendsUnencrypted: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      await ctx.tries.take("checks", ctx.address);
      return check(ctx, input);
    }),
  prove: deviceProcedure.input(ofCredential).mutation(async ({ ctx, input }) => {
    await ctx.tries.take("checks", ctx.address);
    return prove(ctx, input.credentialId);
  }),
  reportTry: deviceProcedure
    .input(
      ofCredential.extend({
        purpose: z.enum(["ready", "disabled"]),
        result: z.enum(adminTryResults),
        sealedAgain: z.string().max(mostSealedLength).nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      // Each tells whether a password that was typed is the one that is kept.
      await ctx.tries.take("checks", ctx.address);
      return reportTry(ctx, input);
    }),
  withdraw: deviceProcedure.input(ofCredential).mutation(({ ctx, input }) => withdraw(ctx, input.credentialId)),
  saidDisabled: deviceProcedure.input(ofCredential).mutation(async ({ ctx, input }) => {
    await ctx.tries.take("checks", ctx.address);
    return saidDisabled(ctx, input.credentialId);
  }),

  ticketAccess: deskProcedure.input(ofTicket).query(({ ctx, input }) => viewTicketAccess(ctx, input.ticketId)),
  ask: deskProcedure
    .input(ofTicket.extend({ kind, note: typedText(1_000) }))
    .mutation(({ ctx, input }) => ask(ctx, input)),
  unask: deskProcedure.input(ofTicket.extend({ kind })).mutation(({ ctx, input }) => unask(ctx, input)),
  take: deskProcedure.input(ofTicket).mutation(({ ctx, input }) => take(ctx, input.ticketId)),
  reveal: deskSessionProcedure
    .input(ofCredential.extend({ reason: typedText(mostReasonLength) }))
    .mutation(({ ctx, input }) => reveal(ctx, input)),
  end: deskProcedure.input(ofCredential).mutation(({ ctx, input }) => askBackOne(ctx, input.credentialId)),

  clientAccess: resellerProcedure.input(ofTicket).query(({ ctx, input }) => viewClientAccess(ctx, input.ticketId)),
  /** Of an escalation. */
  share: resellerProcedure
    .input(ofTicket.extend({ isShared: z.boolean() }))
    .mutation(({ ctx, input }) => share(ctx, input)),
  askClient: resellerProcedure
    .input(ofTicket.extend({ kind, note: typedText(1_000) }))
    .mutation(({ ctx, input }) => askClient(ctx, input)),
  unaskClient: resellerProcedure.input(ofTicket.extend({ kind })).mutation(({ ctx, input }) => unaskClient(ctx, input)),
});
