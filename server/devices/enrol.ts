import { randomBytes } from "node:crypto";
import type { Brand } from "../../shared/brand.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import { brandOf } from "../accounts/brand-of.ts";
import * as audit from "../audit/store.ts";
import type { Ctx, Party, Standing, SystemActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { inTransaction } from "../db/transaction.ts";
import { rulesOf } from "../licenses/happen.ts";
import { normalCrockford } from "../licenses/keys.ts";
import * as licenses from "../licenses/store.ts";
import * as devices from "./store.ts";

/** The browser's side of an enrolment: for which store, and what its owner calls it. */
interface NewDevice {
  storeOrigin: string;
  label: string;
}

export interface Enrolment {
  /** The device's bearer token, told this once. */
  token: string;
  deviceId: string;
  standing: Standing;
  holderName: string;
  licenseLast4: string;
  serverName: string;
  /** Whose support this is told to be. */
  brand: Brand;
}

/** Uses up a one-time code. Of any number of callers at once, one is enrolled. */
export async function enrol(ctx: Ctx<SystemActor>, input: NewDevice & { code: string }): Promise<Enrolment> {
  return inTransaction(ctx.db, async (tx) => {
    const codeHash = ctx.keys.hashOf(normalCrockford(input.code));
    const code = await devices.useCode(tx, codeHash, ctx.now().toISOString());
    const license = code && (await licenses.license(tx, code.licenseId));
    if (!license) throw new AppError(refusal("enrolment.code-unknown"));
    return addDevice(ctx, tx, license, { standing: "enrolled", party: code.party }, input);
  });
}

/** The license key alone: this browser may file, and reads only what it filed itself. */
export async function enrolWithKey(ctx: Ctx<SystemActor>, input: NewDevice & { key: string }): Promise<Enrolment> {
  return inTransaction(ctx.db, async (tx) => {
    const license = await licenses.licenseByKey(tx, ctx.keys.hashOf(normalCrockford(input.key)));
    if (!license) throw new AppError(refusal("enrolment.key-unknown"));
    // Of a license that a reseller holds, the store's owner knows the key too: who is the reseller has a code.
    const party = license.holderKind === "reseller" ? "client" : "holder";
    return addDevice(ctx, tx, license, { standing: "key-only", party }, input);
  });
}

async function addDevice(
  ctx: Ctx<SystemActor>,
  tx: Tx,
  license: licenses.License,
  { standing, party }: { standing: Standing; party: Party },
  { storeOrigin, label }: NewDevice,
): Promise<Enrolment> {
  const at = ctx.now().toISOString();
  const deviceId = ctx.newId();
  const token = `spd_${randomBytes(32).toString("base64url")}`;
  await devices.insertDevice(tx, {
    id: deviceId,
    licenseId: license.id,
    storeId: await licenses.storeId(tx, license.id, storeOrigin, { id: ctx.newId(), at }),
    label,
    standing,
    party,
    tokenHash: ctx.keys.hashOf(token),
    createdAt: at,
    lastUsedAt: at,
    rotatedAt: at,
    revokedAt: null,
  });
  await audit.append(tx, ctx, "device.enrolled", deviceId);
  const { resellerId } = license;
  const brand = await brandOf(tx, ctx.server, { party, resellerId }, await rulesOf(tx, license.id));
  return {
    token,
    deviceId,
    standing,
    // The account of a store owner's license is their reseller's.
    holderName: brand.isWhiteLabel ? brand.name : license.holderName,
    licenseLast4: license.keyLast4,
    serverName: brand.name,
    brand,
  };
}
