import { AppError, refusal } from "../../shared/problems.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import * as devices from "./store.ts";

/** Takes the token that the browser made for itself in place of its present one. Sent again it changes nothing. */
export async function rotate(ctx: Ctx<DeviceActor>, next: string): Promise<{ done: true }> {
  const nextHash = ctx.keys.hashOf(next);
  return inTransaction(ctx.db, async (tx) => {
    const now = await devices.tokensOf(tx, ctx.actor.id);
    if (now.tokenHash === nextHash) return { done: true };
    // Nobody's token but one's own can be known here.
    if (await devices.isTokenTaken(tx, nextHash)) throw new AppError(refusal("command.id-taken"));
    // A new one that was never used gives way to a newer one; what was good before it stays so.
    const isPending = now.rotatedAt === null && now.earlierHash !== null;
    const earlierHash = isPending ? now.earlierHash : now.tokenHash;
    await devices.setTokens(tx, ctx.actor.id, { tokenHash: nextHash, earlierHash, rotatedAt: null });
    await audit.append(tx, ctx, "device.rotated", ctx.actor.id);
    return { done: true };
  });
}
