import { type Kysely, sql } from "kysely";
import { counting, refuseChanges } from "../engines.ts";

/** The ledger of an account, what engineers assessed tickets as, and the offers made for it. */
export async function up(db: Kysely<never>): Promise<void> {
  const number = counting(db).type;
  await db.schema
    .createTable("entries")
    .addColumn("account_id", "text", (column) => column.notNull().references("accounts.id"))
    .addColumn("seq", "integer", (column) => column.notNull().check(sql`seq > 0`))
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("kind", "text", (column) =>
      column.notNull().check(sql`kind in ('grant', 'hold', 'settle', 'release', 'correct')`),
    )
    .addColumn("credits", "integer", (column) => column.notNull())
    .addColumn("ticket_number", number, (column) => column.references("tickets.number"))
    .addColumn("source", "text", (column) => column.check(sql`source in ('license', 'package', 'goodwill')`))
    .addColumn("reason", "text")
    .addColumn("corrects", "text", (column) => column.references("entries.id"))
    .addColumn("paid_minor", "integer", (column) => column.check(sql`paid_minor >= 0`))
    .addColumn("paid_currency", "text")
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("actor_kind", "text", (column) => column.notNull())
    .addColumn("actor_id", "text")
    .addUniqueConstraint("entries_account_seq", ["account_id", "seq"])
    // SQLite keeps what is no whole number as it came; rounding it shows that.
    .addCheckConstraint("entries_credits", sql`credits = round(credits) and credits <> 0`)
    .addCheckConstraint("entries_sign", sql`kind = 'correct' or credits > 0`)
    .addCheckConstraint("entries_ticket", sql`kind = 'correct' or (kind = 'grant') = (ticket_number is null)`)
    .addCheckConstraint("entries_source", sql`(kind = 'grant') = (source is not null)`)
    .addCheckConstraint("entries_corrects", sql`(kind = 'correct') = (corrects is not null)`)
    .addCheckConstraint("entries_paid", sql`(paid_minor is null) = (paid_currency is null)`)
    .execute();
  await db.schema.createIndex("entries_ticket_number").on("entries").column("ticket_number").execute();
  await refuseChanges(db, "entries");

  await db.schema
    .createTable("assessments")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("ticket_number", number, (column) => column.notNull().references("tickets.number"))
    .addColumn("category", "text", (column) => column.notNull())
    .addColumn("credits", "integer", (column) => column.notNull().check(sql`credits >= 0`))
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id"))
    .execute();
  await db.schema.createIndex("assessments_ticket").on("assessments").column("ticket_number").execute();
  await refuseChanges(db, "assessments");

  // An offer has the id of the assessment that made it.
  await db.schema
    .createTable("offers")
    .addColumn("id", "text", (column) => column.primaryKey().references("assessments.id"))
    .addColumn("ticket_number", number, (column) => column.notNull().references("tickets.number"))
    .addColumn("state", "text", (column) =>
      column.notNull().check(sql`state in ('open', 'agreed', 'declined', 'expired', 'withdrawn')`),
    )
    .addColumn("extra", "integer", (column) => column.notNull().check(sql`extra >= 0`))
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("offers_ticket").on("offers").column("ticket_number").execute();
  await db.schema
    .createIndex("offers_open")
    .unique()
    .on("offers")
    .column("ticket_number")
    .where("state" as never, "=", "open")
    .execute();
  await db.schema.createIndex("offers_expiring").on("offers").columns(["state", "expires_at"]).execute();
}
