import { randomBytes } from "node:crypto";
import * as accounts from "../accounts/store.ts";
import * as audit from "../audit/store.ts";
import type { Ctx } from "../context.ts";
import { unaskAll } from "../credentials/ask-client.ts";
import { unshareAll } from "../credentials/unshare.ts";
import { releaseHeld } from "../credits/held.ts";
import * as offers from "../credits/offers.ts";
import type { Tx } from "../db/open.ts";
import * as devices from "../devices/store.ts";
import * as tickets from "../tickets/store.ts";
import * as licenses from "./store.ts";

/**
 * A license leaves its reseller: for another one, or for nobody. Everything changes in the event's own transaction, so
 * that the very next call of the old one finds nothing. Requests stay with the license.
 */
export async function handOver(
  ctx: Ctx,
  tx: Tx,
  license: licenses.License,
  resellerId: string | null,
  eventId: string,
): Promise<void> {
  const isResellersOwn = license.holderKind === "reseller";
  const accountId = isResellersOwn ? (resellerId ?? license.accountId) : license.accountId;
  if (isResellersOwn && license.accountId !== resellerId) await endAccess(ctx, tx, license, eventId);
  // Whoever made a code has read it.
  await devices.revokeCodesOf(tx, license.id, ctx.now().toISOString());
  if (accountId !== license.accountId) await accounts.lockAccount(tx, accountId);
  await licenses.setHands(tx, license.id, { accountId, resellerId });
  await audit.append(tx, ctx, "license.handed-over", license.id);
  await unshareAll(ctx, tx, license.id);
  await unaskAll(ctx, tx, license.id);
}

/** The browsers of the account that held it, the key that it was given, and prices that it was asked to agree to. */
async function endAccess(ctx: Ctx, tx: Tx, license: licenses.License, eventId: string): Promise<void> {
  const at = ctx.now().toISOString();
  await devices.revokeHolderDevices(tx, license.id, at);
  await licenses.retireKey(tx, license.id, ctx.keys.hashOf(randomBytes(32).toString("base64url")));
  for (const number of await licenses.ticketsAwaitingPrice(tx, license.id)) {
    await offers.withdrawOffers(tx, number);
    const ticket = { number, accountId: license.accountId };
    await releaseHeld(ctx, tx, ticket, `${eventId}:${number}`, "withdrawn");
    await tickets.setAgreed(tx, number, 0);
    await tickets.waitForUs(tx, number, at);
  }
}
