import { z } from "zod";
import { typedText } from "../text.ts";
import {
  limited,
  nothing,
  peopleProcedure,
  popupProcedure,
  publicProcedure,
  resellerSessionProcedure,
  router,
} from "../trpc.ts";
import { leavePopup, listPopups, renamePopup, revokePopup } from "./look-after-popups.ts";
import { approvePairing, beginPairing, declinePairing, finishPairing, lookAtPairing } from "./pair.ts";
import { rotatePopup } from "./rotate-popup.ts";

const label = typedText(100).pipe(z.string().trim().min(1));
const byCode = z.strictObject({ code: z.string().min(1).max(20) });
const popupId = z.uuid();

export const pairingRouter = router({
  begin: publicProcedure.input(z.strictObject({ label })).mutation(async ({ ctx, input }) => {
    // A code costs a try although nothing failed: whoever asks for many is no popup.
    await ctx.tries.take("pairings", ctx.address);
    return beginPairing(ctx, { label: input.label, address: ctx.address });
  }),
  look: resellerSessionProcedure
    .input(byCode)
    .query(({ ctx, input }) => limited(ctx, "enrolments", () => lookAtPairing(ctx, input.code))),
  approve: resellerSessionProcedure
    .input(byCode)
    .mutation(({ ctx, input }) => limited(ctx, "enrolments", () => approvePairing(ctx, input.code))),
  decline: resellerSessionProcedure
    .input(byCode)
    .mutation(({ ctx, input }) => limited(ctx, "enrolments", () => declinePairing(ctx, input.code))),
  finish: publicProcedure
    .input(z.strictObject({ pairingId: z.uuid(), secret: z.string().min(1).max(100) }))
    .mutation(({ ctx, input }) => limited(ctx, "enrolments", () => finishPairing(ctx, input))),
});

export const popupsRouter = router({
  list: peopleProcedure.input(nothing).query(({ ctx }) => listPopups(ctx)),
  rename: peopleProcedure
    .input(z.strictObject({ popupId, label }))
    .mutation(({ ctx, input }) => renamePopup(ctx, input)),
  revoke: peopleProcedure
    .input(z.strictObject({ popupId }))
    .mutation(({ ctx, input }) => revokePopup(ctx, input.popupId)),
  rotate: popupProcedure
    .input(z.strictObject({ next: z.string().regex(/^spp_[\w-]{43}$/) }))
    .mutation(({ ctx, input }) => rotatePopup(ctx, ctx.actor.popupId, input.next)),
  leave: popupProcedure.input(nothing).mutation(({ ctx }) => leavePopup(ctx, ctx.actor.popupId)),
});
