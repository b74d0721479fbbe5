import { type AccessView, mostDays, type NewCredential } from "../../shared/credentials.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { requireCurrent } from "../devices/current.ts";
import * as tickets from "../tickets/store.ts";
import { requireVisible } from "../tickets/thread.ts";
import { destroyInTransaction, swept } from "./destroy.ts";
import { about, log } from "./log.ts";
import { requireGoingOn } from "./required.ts";
import * as credentials from "./store.ts";
import * as vault from "./vault.ts";
import { accessView } from "./view.ts";

const day = 24 * 3_600_000;

/**
 * Keeps access that a browser sealed. Sent again with the same bytes it is the same access; with others it is refused.
 * Whatever of its kind was here before is destroyed: there is one login of a kind at a time.
 */
export async function handOver(ctx: Ctx<DeviceActor>, input: NewCredential): Promise<AccessView> {
  const { number, accountId } = await requireVisible(ctx, input.ticketId);
  // Another server on this folder may have shown a key that was made since.
  if (input.sealedFor !== ctx.keys.fingerprint) await ctx.keys.refresh();
  if (input.sealedFor !== ctx.keys.fingerprint) throw new AppError(refusal("credential.other-key"));
  const hasReplaced = await inTransaction(ctx.db, async (tx) => {
    await accounts.lockAccount(tx, accountId);
    await requireCurrent(tx, ctx.actor);
    const already = await credentials.credential(tx, input.credentialId);
    if (already) {
      await requireSame(ctx, tx, already, input, number);
      return false;
    }
    requireGoingOn(await tickets.stateOf(tx, number));
    requireEnd(ctx, input);
    return keep(ctx, tx, input, number);
  });
  if (hasReplaced) await swept(ctx);
  return accessView(ctx, number);
}

/** Whether it took another one's place. */
async function keep(ctx: Ctx<DeviceActor>, tx: Tx, input: NewCredential, number: number): Promise<boolean> {
  const { credentialId, kind, protocol, host, port, userHint, expiresAt, sealedFor, sealed } = input;
  const { licenseId, filedId, storeOrigin } = await credentials.placeOf(tx, number);
  const at = ctx.now().toISOString();
  const here = await credentials.credentialsOf(tx, number);
  if (input.replaces !== null && !here.some(({ id }) => id === input.replaces)) {
    throw new AppError(refusal("credential.absent"));
  }
  const earlier = here.filter((one) => one.kind === kind);
  await credentials.insertCredential(tx, {
    id: credentialId,
    ticketNumber: number,
    licenseId,
    deviceId: ctx.actor.id,
    kind,
    protocol,
    host,
    port,
    userHint,
    handedOverAt: at,
    expiresAt,
    sealedFor,
    pinned: pinnedOf(earlier, input),
  });
  const bound = { credentialId, ticketNumber: number, licenseId, expiresAt, ticketId: filedId, storeOrigin, kind };
  requireShown(await vault.wrap(tx, ctx.keys, bound, sealed), input);
  await credentials.dropAsks(tx, number, kind);
  await tickets.waitForUs(tx, number, at);
  const replaced = earlier.filter(({ state }) => state !== "destroyed");
  for (const one of replaced) await destroyInTransaction(ctx, tx, one, { end: "replaced", retestResult: null });
  await log(tx, ctx, "access.handed-over", about({ id: credentialId, ticketNumber: number, kind, storeOrigin }));
  return replaced.length > 0;
}

/** The vault says whether it is kept for this very ticket. */
async function requireSame(
  ctx: Ctx<DeviceActor>,
  tx: Tx,
  already: credentials.Kept,
  { sealed }: NewCredential,
  number: number,
): Promise<void> {
  const isHere = already.ticketNumber === number;
  // Of one that has ended nothing is left to compare with, and nothing is kept again.
  if (isHere && already.state === "destroyed") return;
  if (isHere && (await vault.keeps(tx, ctx.keys, credentials.boundOf(already), sealed))) return;
  throw new AppError(refusal("credential.id-taken"));
}

function requireEnd({ now }: Ctx, { expiresAt }: NewCredential): void {
  const leftMs = Date.parse(expiresAt) - now().getTime();
  if (leftMs <= 0 || leftMs > mostDays * day) {
    throw new AppError(refusal("credential.end-not-allowed", { days: mostDays }));
  }
}

/** What people are shown of it is what is sealed. */
function requireShown(told: vault.Told, { kind, protocol, host, port, userHint }: NewCredential): void {
  const isSame =
    told.kind === kind &&
    told.protocol === protocol &&
    told.host === host &&
    told.port === port &&
    told.userHint === userHint;
  if (!isSame) throw new AppError(refusal("credential.unreadable"));
}

/** A server that was known keeps being known by the same key, also where only the password was corrected. */
function pinnedOf(earlier: readonly credentials.Kept[], { protocol, host, port }: NewCredential): string | null {
  const same = earlier.filter((one) => one.protocol === protocol && one.host === host && one.port === port);
  return same.at(-1)?.pinned ?? null;
}
