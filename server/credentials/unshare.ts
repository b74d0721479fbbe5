import type { Ctx } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { log } from "./log.ts";
import * as credentials from "./store.ts";

/** Those who work on this escalation see no client's access any more; of another ticket nothing changes. */
export async function unshare(ctx: Ctx, tx: Tx, number: number): Promise<void> {
  const [, client] = await credentials.accessSeenAt(tx, number);
  if (client === undefined || !(await credentials.setShared(tx, number, null))) return;
  await logSharing(ctx, tx, client, "access.unshared");
}

/** A license goes to other hands: what its reseller shared was theirs to share. */
export async function unshareAll(ctx: Ctx, tx: Tx, licenseId: string): Promise<void> {
  for (const number of await credentials.sharedUnder(tx, licenseId)) await unshare(ctx, tx, number);
}

/** In the log of the client's ticket, where its holder reads it. */
export async function logSharing(
  ctx: Ctx,
  tx: Tx,
  ticketNumber: number,
  action: "access.shared" | "access.unshared",
): Promise<void> {
  const { storeOrigin } = await credentials.placeOf(tx, ticketNumber);
  await log(tx, ctx, action, { ticketNumber, credentialId: null, kind: null, storeOrigin });
}
