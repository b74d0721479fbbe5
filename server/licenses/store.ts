import type { Db, Tx } from "../db/open.ts";
import type { LicenseRow } from "../db/schema.ts";

export interface License {
  id: string;
  accountId: string;
  holderName: string;
  keyLast4: string;
  state: LicenseRow["state"];
  resellerId: string | null;
  bannedAt: string | null;
}

function licenses(db: Db | Tx) {
  return db
    .selectFrom("licenses")
    .innerJoin("accounts", "accounts.id", "licenses.accountId")
    .select([
      "licenses.id",
      "licenses.accountId",
      "licenses.keyLast4",
      "licenses.state",
      "licenses.resellerId",
      "licenses.bannedAt",
      "accounts.name as holderName",
    ]);
}

export async function license(db: Db | Tx, licenseId: string): Promise<License | null> {
  return (await licenses(db).where("licenses.id", "=", licenseId).executeTakeFirst()) ?? null;
}

export async function licenseByKey(db: Db | Tx, keyHash: string): Promise<License | null> {
  return (await licenses(db).where("licenses.keyHash", "=", keyHash).executeTakeFirst()) ?? null;
}

export async function licensesByLast4(db: Db | Tx, last4: string): Promise<License[]> {
  return licenses(db).where("licenses.keyLast4", "=", last4).execute();
}

/** What a license was bought as, and under which rules. */
export interface Purchase {
  programme: { id: string; version: string };
  product: string;
  kind: string;
  purchasedOn: string;
  plan: string | null;
  planUntil: string | null;
  upgradeSubscription: boolean | null;
}

/** Null where the license follows no programme. */
export async function purchaseOf(db: Db | Tx, licenseId: string): Promise<Purchase | null> {
  const row = await db
    .selectFrom("licenses")
    .innerJoin("products", "products.id", "licenses.productId")
    .select([
      "licenses.programmeId",
      "licenses.programmeVersion",
      "products.name as product",
      "licenses.kind",
      "licenses.purchasedOn",
      "licenses.plan",
      "licenses.planUntil",
      "licenses.upgradeSubscription",
    ])
    .where("licenses.id", "=", licenseId)
    .executeTakeFirst();
  if (!row?.programmeId || !row.programmeVersion || !row.purchasedOn) return null;
  const { programmeId, programmeVersion, purchasedOn, upgradeSubscription, ...bought } = row;
  return {
    ...bought,
    purchasedOn,
    programme: { id: programmeId, version: programmeVersion },
    upgradeSubscription: upgradeSubscription === null ? null : upgradeSubscription === 1,
  };
}

export async function ban(tx: Tx, licenseId: string, reason: string, at: string): Promise<void> {
  await tx
    .updateTable("licenses")
    .set({ bannedAt: at, banReason: reason })
    .where("id", "=", licenseId)
    .where("bannedAt", "is", null)
    .execute();
}

export async function insertLicense(tx: Tx, row: LicenseRow): Promise<void> {
  await tx.insertInto("licenses").values(row).execute();
}

/** The product of this name, made when it is new. */
export async function productId(tx: Tx, name: string, fresh: { id: string; at: string }): Promise<string> {
  const found = await tx.selectFrom("products").select("id").where("name", "=", name).executeTakeFirst();
  if (found) return found.id;
  await tx.insertInto("products").values({ id: fresh.id, name, createdAt: fresh.at }).execute();
  return fresh.id;
}

/** The license's store at this origin, made when it is new. */
export async function storeId(
  tx: Tx,
  licenseId: string,
  origin: string,
  fresh: { id: string; at: string },
): Promise<string> {
  const found = await tx
    .selectFrom("stores")
    .select("id")
    .where("licenseId", "=", licenseId)
    .where("origin", "=", origin)
    .executeTakeFirst();
  if (found) return found.id;
  await tx.insertInto("stores").values({ id: fresh.id, licenseId, origin, createdAt: fresh.at }).execute();
  return fresh.id;
}
