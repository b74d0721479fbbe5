import { type Kysely, sql } from "kysely";
import { beginAt, bytesType, counting } from "../engines.ts";

/** Tickets, what is said in them, and the bytes they were filed with. */
export async function up(db: Kysely<never>): Promise<void> {
  const number = counting(db);
  await db.schema
    .createTable("tickets")
    .addColumn("number", number.type, number.column)
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("filed_id", "text", (column) => column.notNull())
    .addColumn("license_id", "text", (column) => column.notNull().references("licenses.id"))
    .addColumn("store_id", "text", (column) => column.notNull().references("stores.id"))
    .addColumn("device_id", "text", (column) => column.notNull().references("devices.id"))
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) =>
      column.notNull().check(sql`state in ('sent', 'answered', 'waiting', 'resolved', 'closed')`),
    )
    .addColumn("platform", "text")
    .addColumn("search_text", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("updated_at", "text", (column) => column.notNull())
    .addUniqueConstraint("tickets_license_filed_id", ["license_id", "filed_id"])
    .execute();
  await db.schema.createIndex("tickets_queue").on("tickets").columns(["state", "updated_at", "number"]).execute();
  await db.schema.createIndex("tickets_license").on("tickets").columns(["license_id", "number"]).execute();
  await db.schema.createIndex("tickets_device").on("tickets").columns(["device_id", "number"]).execute();
  await beginAt(db, "tickets", "number", 1001);

  const seq = counting(db);
  await db.schema
    .createTable("messages")
    .addColumn("seq", seq.type, seq.column)
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("ticket_number", number.type, (column) => column.notNull().references("tickets.number"))
    .addColumn("author_kind", "text", (column) =>
      column.notNull().check(sql`author_kind in ('holder', 'engineer', 'system')`),
    )
    .addColumn("author_id", "text", (column) => column.notNull())
    .addColumn("author_name", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("sent_at", "text", (column) => column.notNull())
    .addColumn("seen_at", "text")
    .addUniqueConstraint("messages_ticket_id", ["ticket_number", "id"])
    .execute();
  await db.schema.createIndex("messages_ticket").on("messages").columns(["ticket_number", "seq"]).execute();

  await db.schema
    .createTable("reports")
    .addColumn("ticket_number", number.type, (column) => column.primaryKey().references("tickets.number"))
    .addColumn("sha256", "text", (column) => column.notNull())
    .addColumn("size", "integer", (column) => column.notNull())
    .addColumn("bytes", bytesType(db) === "bytea" ? "bytea" : "blob", (column) => column.notNull())
    .addColumn("stored_at", "text", (column) => column.notNull())
    .execute();
}
