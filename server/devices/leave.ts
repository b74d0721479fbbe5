import * as audit from "../audit/store.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import * as devices from "./store.ts";

/** The browser gives up its own token; from the next request on it is nobody. */
export async function leave(ctx: Ctx<DeviceActor>): Promise<{ left: true }> {
  return inTransaction(ctx.db, async (tx) => {
    await devices.revoke(tx, ctx.actor.id, ctx.now().toISOString());
    await audit.append(tx, ctx, "device.left", ctx.actor.id);
    return { left: true };
  });
}
