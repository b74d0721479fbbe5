import type { AccessView } from "../../shared/credentials.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import { requireCurrent } from "../devices/current.ts";
import { about, log } from "./log.ts";
import { requireOwn } from "./scope.ts";
import { takeBack } from "./take-back.ts";
import { accessView } from "./view.ts";

/**
 * The holder says that access was disabled: it is tried once more, and destroyed. A store's own login is not tried from
 * here: without the holder's own try nothing is confirmed of it.
 */
export async function saidDisabled(ctx: Ctx<DeviceActor>, credentialId: string): Promise<AccessView> {
  const one = await requireOwn(ctx, ctx.db, credentialId);
  if (one.state !== "destroyed") {
    await takeBack(ctx, one, async (tx) => {
      await requireCurrent(tx, ctx.actor);
      const now = await requireOwn(ctx, tx, credentialId);
      if (now.state === "live") throw new AppError(refusal("credential.not-asked-back"));
      if (now.state === "disable-asked" && now.retestedAt === null) {
        await log(tx, ctx, "access.said-disabled", about(now));
      }
    });
  }
  return accessView(ctx, one.ticketNumber);
}
