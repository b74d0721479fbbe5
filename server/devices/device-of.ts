import { type Decision, refuse } from "../../shared/problems.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import { expireOrphans } from "../licenses/expire-orphans.ts";
import { tokenUse } from "./rotation.ts";
import * as devices from "./store.ts";

const idleMs = 90 * 24 * 3_600_000;
/** How stale `lastUsedAt` may be: a write on every read would cost more than it tells. */
const noteEveryMs = 3_600_000;

/** A device, and whether it is to exchange its token for a new one. */
export type FoundActor = DeviceActor & { isTokenDue: boolean };

/** Whose token the Authorization header holds. Tokens that were not used for 90 days are over. */
export async function deviceOf(
  ctx: Omit<Ctx, "actor">,
  authorization: string | null,
): Promise<Decision<FoundActor, "device.missing" | "device.revoked">> {
  const token = /^Bearer (spd_[\w-]{43})$/.exec(authorization ?? "")?.[1];
  const hash = token && ctx.keys.hashOf(token);
  const device = hash && (await deviceNow(ctx, hash));
  if (!device) return refuse("device.missing");
  const now = ctx.now();
  const idleFor = now.getTime() - Date.parse(device.lastUsedAt);
  const use = tokenUse({ ...device, now });
  if (device.revokedAt !== null || idleFor > idleMs || !use.isGood) return refuse("device.revoked");
  if (use.isFirst) await devices.noteFirstUse(ctx.db, device.id, hash, now.toISOString());
  if (idleFor > noteEveryMs) await devices.markUsed(ctx.db, device.id, now.toISOString());
  const { id, licenseId, accountId, holderName, standing, party, resellerId } = device;
  const actor = { kind: "device" as const, id, licenseId, accountId, holderName, standing, party, resellerId };
  return { ok: true, value: { ...actor, isTokenDue: use.isDue } };
}

/** Where its reseller's time to answer is over, nobody looks after it from that second on. */
async function deviceNow(ctx: Omit<Ctx, "actor">, hash: string) {
  const device = await devices.deviceByToken(ctx.db, hash);
  if (!device?.orphanAt || device.orphanAt > ctx.now().toISOString()) return device;
  await expireOrphans(ctx);
  return devices.deviceByToken(ctx.db, hash);
}
