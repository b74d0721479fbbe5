import type { Insertable, Selectable } from "kysely";
import type { CodeLine } from "../../shared/license-list.ts";
import type { Party, Standing } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import type { Tables } from "../db/schema.ts";

/** Enrolled browsers. */

export async function insertDevice(tx: Tx, device: Insertable<Tables["devices"]>): Promise<void> {
  await tx.insertInto("devices").values(device).execute();
}

export interface FoundDevice {
  id: string;
  licenseId: string;
  accountId: string;
  holderName: string;
  standing: Standing;
  party: Party;
  resellerId: string | null;
  lastUsedAt: string;
  revokedAt: string | null;
  rotatedAt: string | null;
  /** When its license is orphaned, unless the reseller answers. */
  orphanAt: string | null;
}

/** The device whose token this is; `isEarlier` where it has been given a newer one. */
export async function deviceByToken(db: Db, tokenHash: string): Promise<(FoundDevice & { isEarlier: boolean }) | null> {
  const present = await found(db).where("devices.tokenHash", "=", tokenHash).executeTakeFirst();
  if (present) return { ...present, isEarlier: false };
  const earlier = await found(db).where("devices.earlierHash", "=", tokenHash).executeTakeFirst();
  return earlier ? { ...earlier, isEarlier: true } : null;
}

function found(db: Db) {
  return db
    .selectFrom("devices")
    .innerJoin("licenses", "licenses.id", "devices.licenseId")
    .innerJoin("accounts", "accounts.id", "licenses.accountId")
    .select([
      "devices.id",
      "devices.licenseId",
      "devices.standing",
      "devices.lastUsedAt",
      "devices.revokedAt",
      "devices.party",
      "licenses.accountId",
      "devices.rotatedAt",
      "licenses.resellerId",
      "licenses.orphanAt",
      "accounts.name as holderName",
    ]);
}

/** The present token is used for the first time: the earlier one ends soon. */
export async function noteFirstUse(db: Db, deviceId: string, tokenHash: string, at: string): Promise<void> {
  await db
    .updateTable("devices")
    .set({ rotatedAt: at })
    .where("id", "=", deviceId)
    .where("tokenHash", "=", tokenHash)
    .where("rotatedAt", "is", null)
    .execute();
}

export interface Tokens {
  tokenHash: string;
  earlierHash: string | null;
  rotatedAt: string | null;
}

/** Its tokens, with the row locked against another rotation. */
export async function tokensOf(tx: Tx, deviceId: string): Promise<Tokens> {
  return tx
    .updateTable("devices")
    .set(({ ref }) => ({ label: ref("label") }))
    .where("id", "=", deviceId)
    .returning(["tokenHash", "earlierHash", "rotatedAt"])
    .executeTakeFirstOrThrow();
}

export async function isTokenTaken(tx: Tx, tokenHash: string): Promise<boolean> {
  for (const column of ["tokenHash", "earlierHash"] as const) {
    if (await tx.selectFrom("devices").select("id").where(column, "=", tokenHash).executeTakeFirst()) return true;
  }
  return false;
}

export async function setTokens(tx: Tx, deviceId: string, tokens: Tokens): Promise<void> {
  await tx.updateTable("devices").set(tokens).where("id", "=", deviceId).execute();
}

export async function markUsed(db: Db, deviceId: string, at: string): Promise<void> {
  await db.updateTable("devices").set({ lastUsedAt: at }).where("id", "=", deviceId).execute();
}

export async function revoke(tx: Tx, deviceId: string, at: string): Promise<void> {
  await tx
    .updateTable("devices")
    .set({ revokedAt: at })
    .where("id", "=", deviceId)
    .where("revokedAt", "is", null)
    .execute();
}

/** Whose a device is now. */
export async function rightsOf(
  tx: Tx,
  deviceId: string,
): Promise<{ revokedAt: string | null; accountId: string; resellerId: string | null } | null> {
  const row = await tx
    .selectFrom("devices")
    .innerJoin("licenses", "licenses.id", "devices.licenseId")
    .select(["devices.revokedAt", "licenses.accountId", "licenses.resellerId"])
    .where("devices.id", "=", deviceId)
    .executeTakeFirst();
  return row ?? null;
}

/** The license of a live device; null where there is none. */
export async function licenseOfDevice(tx: Tx, deviceId: string): Promise<string | null> {
  const query = tx.selectFrom("devices").select("licenseId").where("id", "=", deviceId);
  return (await query.where("revokedAt", "is", null).executeTakeFirst())?.licenseId ?? null;
}

export async function rename(tx: Tx, deviceId: string, label: string): Promise<void> {
  await tx.updateTable("devices").set({ label }).where("id", "=", deviceId).execute();
}

/** The browsers of whoever holds a license and of whoever has its key; those of store owners with a code stay. */
export async function revokeHolderDevices(tx: Tx, licenseId: string, at: string): Promise<void> {
  await tx
    .updateTable("devices")
    .set({ revokedAt: at })
    .where("licenseId", "=", licenseId)
    .where(({ or, eb }) => or([eb("party", "=", "holder"), eb("standing", "=", "key-only")]))
    .where("revokedAt", "is", null)
    .execute();
}

export async function revokeDevicesAt(tx: Tx, storeId: string, at: string): Promise<void> {
  await tx
    .updateTable("devices")
    .set({ revokedAt: at })
    .where("storeId", "=", storeId)
    .where("revokedAt", "is", null)
    .execute();
}

/** Enrolment codes. */

/** Good ones that nobody has used, newest first. */
export async function openCodes(db: Db | Tx, licenseId: string, now: string): Promise<CodeLine[]> {
  return db
    .selectFrom("enrolmentCodes")
    .select(["id as codeId", "party", "createdAt", "expiresAt"])
    .where("licenseId", "=", licenseId)
    .where("usedAt", "is", null)
    .where("revokedAt", "is", null)
    .where("expiresAt", ">", now)
    .orderBy("createdAt", "desc")
    .orderBy("id")
    .limit(100)
    .execute();
}

/** The license of a code that can still be used; null where there is none. */
export async function licenseOfCode(tx: Tx, codeId: string, now: string): Promise<string | null> {
  const query = tx.selectFrom("enrolmentCodes").select("licenseId").where("id", "=", codeId);
  const row = await query
    .where("usedAt", "is", null)
    .where("revokedAt", "is", null)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
  return row?.licenseId ?? null;
}

export async function revokeCode(tx: Tx, codeId: string, at: string): Promise<void> {
  await tx
    .updateTable("enrolmentCodes")
    .set({ revokedAt: at })
    .where("id", "=", codeId)
    .where("usedAt", "is", null)
    .execute();
}

/** All that nobody has used. */
export async function revokeCodesOf(tx: Tx, licenseId: string, at: string): Promise<void> {
  await tx
    .updateTable("enrolmentCodes")
    .set({ revokedAt: at })
    .where("licenseId", "=", licenseId)
    .where("usedAt", "is", null)
    .where("revokedAt", "is", null)
    .execute();
}

export async function insertCode(
  tx: Tx,
  code: Omit<Selectable<Tables["enrolmentCodes"]>, "usedAt" | "revokedAt">,
): Promise<void> {
  await tx
    .insertInto("enrolmentCodes")
    .values({ ...code, usedAt: null, revokedAt: null })
    .execute();
}

/** The license whose code this is and whose browser it is for, told to the one caller that used it up; else null. */
export async function useCode(
  tx: Tx,
  codeHash: string,
  at: string,
): Promise<{ licenseId: string; party: Party } | null> {
  const row = await tx
    .updateTable("enrolmentCodes")
    .set({ usedAt: at })
    .where("codeHash", "=", codeHash)
    .where("usedAt", "is", null)
    .where("revokedAt", "is", null)
    .where("expiresAt", ">", at)
    .returning(["licenseId", "party"])
    .executeTakeFirst();
  return row ?? null;
}
