import type { Insertable, Selectable } from "kysely";
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
}

export async function deviceByToken(db: Db, tokenHash: string): Promise<FoundDevice | null> {
  const row = await db
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
      "licenses.resellerId",
      "accounts.name as holderName",
    ])
    .where("devices.tokenHash", "=", tokenHash)
    .executeTakeFirst();
  return row ?? null;
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

/** Enrolment codes. */

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
