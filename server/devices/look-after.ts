import { AppError, refusal } from "../../shared/problems.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, Party } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { type Done, withLicense } from "../licenses/hold.ts";
import { type Keeper, scopeOf } from "../licenses/scope.ts";
import * as licenses from "../licenses/store.ts";
import { addCode } from "./make-code.ts";
import * as devices from "./store.ts";

/** A one-time code for a client's browser, or for one of the holder's own. */
export async function makeCodeFor(
  ctx: Ctx<Keeper>,
  { licenseId, party }: { licenseId: string; party: Party },
): Promise<{ invitation: string; expiresAt: string }> {
  let made: Awaited<ReturnType<typeof addCode>> | null = null;
  await withLicense(ctx, licenseId, async (tx, { license }) => {
    if (license.bannedAt !== null) throw new AppError(refusal("license.banned"));
    requireOwn(ctx.actor, license, party);
    made = await addCode(ctx, tx, licenseId, party);
  });
  if (made === null) throw new AppError(refusal("license.absent"));
  return made;
}

/** Who only looks after a license makes no browser of its holder's; who holds it has no clients under it. */
function requireOwn(actor: Keeper, license: licenses.License, party: Party): void {
  const isHolders = actor.kind === "reseller" ? license.accountId === actor.resellerId : true;
  const isAllowed = party === "holder" ? isHolders : license.resellerId !== null && actor.kind !== "holder";
  if (!isAllowed) throw new AppError(refusal("code.not-yours"));
}

export async function revokeCode(ctx: Ctx<Keeper>, codeId: string): Promise<Done> {
  return inTransaction(ctx.db, async (tx) => {
    const at = ctx.now().toISOString();
    const licenseId = await devices.licenseOfCode(tx, codeId, at);
    if (!(await isSeen(ctx, tx, licenseId))) throw new AppError(refusal("code.absent"));
    await devices.revokeCode(tx, codeId, at);
    await audit.append(tx, ctx, "code.revoked", codeId);
    return { done: true };
  });
}

export async function renameDevice(
  ctx: Ctx<Keeper>,
  { deviceId, label }: { deviceId: string; label: string },
): Promise<Done> {
  return withDevice(ctx, deviceId, async (tx) => {
    await devices.rename(tx, deviceId, label);
    await audit.append(tx, ctx, "device.renamed", deviceId);
  });
}

/** From its next request on the browser is nobody. */
export async function revokeDevice(ctx: Ctx<Keeper>, deviceId: string): Promise<Done> {
  return withDevice(ctx, deviceId, async (tx) => {
    await devices.revoke(tx, deviceId, ctx.now().toISOString());
    await audit.append(tx, ctx, "device.revoked", deviceId);
  });
}

async function withDevice(ctx: Ctx<Keeper>, deviceId: string, work: (tx: Tx) => Promise<void>): Promise<Done> {
  return inTransaction(ctx.db, async (tx) => {
    if (!(await isSeen(ctx, tx, await devices.licenseOfDevice(tx, deviceId)))) {
      throw new AppError(refusal("device.absent"));
    }
    await work(tx);
    return { done: true };
  });
}

async function isSeen({ actor }: Ctx<Keeper>, tx: Tx, licenseId: string | null): Promise<boolean> {
  return licenseId !== null && licenses.isVisible(tx, scopeOf(actor), licenseId);
}
