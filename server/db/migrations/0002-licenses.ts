import { type Kysely, sql } from "kysely";

/** Products, licenses, stores, and the browsers enrolled for them. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable("products")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull().unique())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("licenses")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("account_id", "text", (column) => column.notNull().references("accounts.id"))
    .addColumn("product_id", "text", (column) => column.notNull().references("products.id"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("key_hash", "text", (column) => column.notNull().unique())
    .addColumn("key_last4", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull().check(sql`state in ('active', 'suspended', 'ended')`))
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("licenses_account").on("licenses").column("account_id").execute();
  await db.schema.createIndex("licenses_key_last4").on("licenses").column("key_last4").execute();

  await db.schema
    .createTable("stores")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("license_id", "text", (column) => column.notNull().references("licenses.id"))
    .addColumn("origin", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addUniqueConstraint("stores_license_origin", ["license_id", "origin"])
    .execute();

  await db.schema
    .createTable("devices")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("license_id", "text", (column) => column.notNull().references("licenses.id"))
    .addColumn("store_id", "text", (column) => column.notNull().references("stores.id"))
    .addColumn("label", "text", (column) => column.notNull())
    .addColumn("standing", "text", (column) => column.notNull().check(sql`standing in ('enrolled', 'key-only')`))
    .addColumn("token_hash", "text", (column) => column.notNull().unique())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("last_used_at", "text", (column) => column.notNull())
    .addColumn("revoked_at", "text")
    .execute();
  await db.schema.createIndex("devices_license").on("devices").column("license_id").execute();

  await db.schema
    .createTable("enrolment_codes")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("license_id", "text", (column) => column.notNull().references("licenses.id"))
    .addColumn("code_hash", "text", (column) => column.notNull().unique())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("used_at", "text")
    .execute();
}
