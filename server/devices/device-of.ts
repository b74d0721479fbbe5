import { type Decision, refuse } from "../../shared/problems.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import * as devices from "./store.ts";

const idleMs = 90 * 24 * 3_600_000;
/** How stale `lastUsedAt` may be: a write on every read would cost more than it tells. */
const noteEveryMs = 3_600_000;

/** Whose token the Authorization header holds. Tokens that were not used for 90 days are over. */
export async function deviceOf(
  ctx: Pick<Ctx, "db" | "now" | "keys">,
  authorization: string | null,
): Promise<Decision<DeviceActor, "device.missing" | "device.revoked">> {
  const token = /^Bearer (spd_[\w-]{43})$/.exec(authorization ?? "")?.[1];
  const device = token && (await devices.deviceByToken(ctx.db, ctx.keys.hashOf(token)));
  if (!device) return refuse("device.missing");
  const now = ctx.now();
  const idleFor = now.getTime() - Date.parse(device.lastUsedAt);
  if (device.revokedAt !== null || idleFor > idleMs) return refuse("device.revoked");
  if (idleFor > noteEveryMs) await devices.markUsed(ctx.db, device.id, now.toISOString());
  const { id, licenseId, accountId, holderName, standing, party, resellerId } = device;
  return { ok: true, value: { kind: "device", id, licenseId, accountId, holderName, standing, party, resellerId } };
}
