import { type Kysely, sql } from "kysely";
import { bytesType, counting, refuseChanges } from "../engines.ts";

/** Handed-over access: what is known of it, its sealed bytes, the key that wraps them, and a log that is only added to. */
export async function up(db: Kysely<never>): Promise<void> {
  const bytes = bytesType(db);
  const number = counting(db).type;
  await db.schema.alterTable("tickets").addColumn("assignee_id", "text").execute();
  await db.schema.createIndex("tickets_assignee").on("tickets").columns(["assignee_id", "number"]).execute();
  await db.schema
    .createTable("credentials")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("ticket_number", number, (column) => column.notNull().references("tickets.number"))
    .addColumn("license_id", "text", (column) => column.notNull().references("licenses.id"))
    .addColumn("device_id", "text", (column) => column.notNull().references("devices.id"))
    .addColumn("kind", "text", (column) => column.notNull().check(sql`kind in ('store-admin', 'ftp')`))
    .addColumn("protocol", "text")
    .addColumn("host", "text", (column) => column.notNull())
    .addColumn("port", "integer")
    // Masked by the browser.
    .addColumn("user_hint", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) =>
      column.notNull().defaultTo("live").check(sql`state in ('live', 'disable-asked', 'destroyed')`),
    )
    .addColumn("end", "text")
    .addColumn("handed_over_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    // Of our key that it is sealed for.
    .addColumn("sealed_for", "text", (column) => column.notNull())
    // The file server's certificate or key that the holder accepted, or that was seen first.
    .addColumn("pinned", "text")
    .addColumn("sends_unencrypted", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("checked_at", "text")
    // Of the outcome: the queue asks for it.
    .addColumn("check_result", "text")
    .addColumn("check_outcome", "text")
    .addColumn("proved_at", "text")
    .addColumn("proof_outcome", "text")
    .addColumn("disable_asked_at", "text")
    .addColumn("reminders", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("retested_at", "text")
    .addColumn("retest_result", "text")
    .addColumn("destroyed_at", "text")
    // When the holder was told that nothing confirmed its end.
    .addColumn("unconfirmed_told_at", "text")
    .execute();
  await db.schema.createIndex("credentials_ticket").on("credentials").columns(["ticket_number"]).execute();
  await db.schema.createIndex("credentials_due").on("credentials").columns(["state", "expires_at"]).execute();

  await db.schema
    .createTable("credential_keys")
    .addColumn("credential_id", "text", (column) => column.primaryKey().references("credentials.id"))
    .addColumn("wrapped_key", bytes, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("credential_secrets")
    .addColumn("credential_id", "text", (column) => column.primaryKey().references("credentials.id"))
    .addColumn("bytes", bytes, (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("access_asks")
    .addColumn("ticket_number", number, (column) => column.notNull().references("tickets.number"))
    .addColumn("kind", "text", (column) => column.notNull().check(sql`kind in ('store-admin', 'ftp')`))
    .addColumn("note", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull())
    .addColumn("asked_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("access_asks_key", ["ticket_number", "kind"])
    .execute();

  await db.schema
    .createTable("access_log")
    // Counted by ourselves, without a gap: one that is missing is missed.
    .addColumn("seq", "integer", (column) => column.primaryKey())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("actor_kind", "text", (column) => column.notNull())
    .addColumn("actor_id", "text")
    .addColumn("actor_name", "text", (column) => column.notNull())
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("ticket_number", number, (column) => column.notNull())
    .addColumn("credential_id", "text")
    // What was said of it, as JSON; never a secret.
    .addColumn("detail", "text", (column) => column.notNull())
    // Of this row and the one before it.
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("access_log_ticket").on("access_log").columns(["ticket_number", "seq"]).execute();
  await refuseChanges(db, "access_log");
  // One row: how far the log goes, under a key that is not in the database.
  await db.schema
    .createTable("access_log_head")
    .addColumn("id", "integer", (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn("seq", "integer", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("mac", "text", (column) => column.notNull())
    .execute();
}
