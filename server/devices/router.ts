import { z } from "zod";
import { typedText } from "../text.ts";
import { deviceProcedure, keeperProcedure, limited, nothing, publicProcedure, router } from "../trpc.ts";
import { enrol, enrolWithKey } from "./enrol.ts";
import { leave } from "./leave.ts";
import { makeCodeFor, renameDevice, revokeCode, revokeDevice } from "./look-after.ts";
import { rotate } from "./rotate.ts";

const newDevice = {
  storeOrigin: z
    .string()
    .max(300)
    .refine((origin) => /^https?:\/\//.test(origin) && URL.parse(origin)?.origin === origin),
  label: typedText(100).pipe(z.string().trim().min(1)),
};

export const devicesRouter = router({
  enrol: publicProcedure
    .input(z.strictObject({ code: z.string().min(1).max(40), ...newDevice }))
    .mutation(({ ctx, input }) => limited(ctx, "enrolments", () => enrol(ctx, input))),

  enrolWithKey: publicProcedure
    .input(z.strictObject({ key: z.string().min(1).max(60), ...newDevice }))
    .mutation(({ ctx, input }) => limited(ctx, "enrolments", () => enrolWithKey(ctx, input))),

  rotate: deviceProcedure
    .input(z.strictObject({ next: z.string().regex(/^spd_[\w-]{43}$/) }))
    .mutation(({ ctx, input }) => rotate(ctx, input.next)),
  makeCode: keeperProcedure
    .input(z.strictObject({ licenseId: z.uuid(), party: z.enum(["holder", "client"]) }))
    .mutation(({ ctx, input }) => makeCodeFor(ctx, input)),
  revokeCode: keeperProcedure
    .input(z.strictObject({ codeId: z.uuid() }))
    .mutation(({ ctx, input }) => revokeCode(ctx, input.codeId)),
  rename: keeperProcedure
    .input(z.strictObject({ deviceId: z.uuid(), label: newDevice.label }))
    .mutation(({ ctx, input }) => renameDevice(ctx, input)),
  revoke: keeperProcedure
    .input(z.strictObject({ deviceId: z.uuid() }))
    .mutation(({ ctx, input }) => revokeDevice(ctx, input.deviceId)),

  leave: deviceProcedure.input(nothing).mutation(({ ctx }) => leave(ctx)),
});
