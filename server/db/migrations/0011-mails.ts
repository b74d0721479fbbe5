import { type Kysely, sql } from "kysely";

/** Mails that are to be sent, each once: written in the transaction of what they tell of. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable("mails")
    .addColumn("id", "text", (column) => column.primaryKey())
    // What it tells of and to whom: the same event makes no second mail.
    .addColumn("event", "text", (column) => column.notNull().unique())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("recipient", "text", (column) => column.notNull())
    .addColumn("language", "text", (column) => column.notNull())
    // Brand and values of the template, sealed; empty once it was sent.
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) =>
      column
        .notNull()
        .defaultTo("waiting")
        .check(sql`state in ('waiting', 'sending', 'handing-over', 'sent', 'failed', 'unsure')`),
    )
    .addColumn("tries", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("next_try_at", "text", (column) => column.notNull())
    .addColumn("claimed_by", "text")
    // What an operator reads of the last try that went wrong.
    .addColumn("problem", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("sent_at", "text")
    .execute();
  await db.schema.createIndex("mails_due").on("mails").columns(["state", "next_try_at"]).execute();
}
