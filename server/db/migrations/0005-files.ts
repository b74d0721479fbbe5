import type { Kysely } from "kysely";
import { counting } from "../engines.ts";

/** What people added to their requests. The bytes are on disk, by their hash. */
export async function up(db: Kysely<never>): Promise<void> {
  const number = counting(db);
  await db.schema
    .createTable("files")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("sent_id", "text", (column) => column.notNull())
    .addColumn("license_id", "text", (column) => column.notNull().references("licenses.id"))
    .addColumn("device_id", "text", (column) => column.notNull().references("devices.id"))
    .addColumn("sha256", "text", (column) => column.notNull())
    .addColumn("size", "integer", (column) => column.notNull())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("ticket_number", number.type, (column) => column.references("tickets.number"))
    .addUniqueConstraint("files_license_sent_id", ["license_id", "sent_id"])
    .execute();
  await db.schema.createIndex("files_ticket").on("files").columns(["ticket_number", "created_at"]).execute();
  await db.schema.createIndex("files_sha256").on("files").column("sha256").execute();
}
