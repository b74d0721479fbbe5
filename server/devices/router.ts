import { z } from "zod";
import { typedText } from "../text.ts";
import { deviceProcedure, limited, nothing, publicProcedure, router } from "../trpc.ts";
import { enrol, enrolWithKey } from "./enrol.ts";
import { leave } from "./leave.ts";

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

  leave: deviceProcedure.input(nothing).mutation(({ ctx }) => leave(ctx)),
});
