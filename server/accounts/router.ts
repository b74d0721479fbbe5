import { z } from "zod";
import { typedText } from "../text.ts";
import { limited, nothing, publicProcedure, router, signedInProcedure } from "../trpc.ts";
import { mostPasswordLength } from "./passwords.ts";
import { setUpOperator } from "./set-up-operator.ts";

export const accountsRouter = router({
  identity: publicProcedure.input(nothing).query(({ ctx }) => ({
    name: ctx.server.name,
    sealingKey: ctx.keys.sealingKey,
    fingerprint: ctx.keys.fingerprint,
  })),

  setUpOperator: publicProcedure
    .input(
      z.strictObject({
        token: z.string().max(200),
        name: typedText(100).pipe(z.string().trim().min(1)),
        email: z.email().max(200),
        password: z.string().max(mostPasswordLength),
      }),
    )
    .mutation(({ ctx, input }) => limited(ctx, "setUps", () => setUpOperator(ctx, input))),

  me: signedInProcedure.input(nothing).query(({ ctx }) => ({
    name: ctx.actor.name,
    email: ctx.actor.email,
    role: ctx.actor.kind,
    serverName: ctx.server.name,
  })),
});
