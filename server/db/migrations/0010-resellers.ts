import { type Kysely, sql } from "kysely";
import { counting, refuseChanges, widenCheck } from "../engines.ts";

/** Who looks after a license, what happened to it, and requests that go to its reseller. */
export async function up(db: Kysely<never>): Promise<void> {
  const number = counting(db).type;
  await db.schema
    .alterTable("licenses")
    .addColumn("reseller_id", "text", (column) => column.references("accounts.id"))
    .execute();
  await db.schema.createIndex("licenses_reseller").on("licenses").columns(["reseller_id", "id"]).execute();
  // What the events make of it, kept beside them for lists and clocks.
  const states = sql`life in ('active', 'transfer-pending', 'contacting-reseller', 'orphaned')`;
  await db.schema
    .alterTable("licenses")
    .addColumn("life", "text", (column) => column.notNull().defaultTo("active").check(states))
    .execute();
  await db.schema
    .alterTable("licenses")
    .addColumn("transfer_to", "text", (column) => column.references("accounts.id"))
    .execute();
  for (const column of ["orphan_at", "unreachable_at"]) {
    await db.schema.alterTable("licenses").addColumn(column, "text").execute();
  }
  await db.schema.createIndex("licenses_transfer_to").on("licenses").column("transfer_to").execute();
  await db.schema.createIndex("licenses_orphan_at").on("licenses").column("orphan_at").execute();

  await db.schema
    .createTable("license_events")
    .addColumn("license_id", "text", (column) => column.notNull().references("licenses.id"))
    // 1, 2, 3 … within the license: of two who decide on the same state one comes too late.
    .addColumn("seq", "integer", (column) => column.notNull().check(sql`seq > 0`))
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("actor_kind", "text", (column) => column.notNull())
    .addColumn("actor_id", "text")
    .addUniqueConstraint("license_events_seq", ["license_id", "seq"])
    .execute();
  await refuseChanges(db, "license_events");

  const tickets = () => db.schema.alterTable("tickets");
  await tickets()
    .addColumn("addressed_to", "text", (column) =>
      column.notNull().defaultTo("vendor").check(sql`addressed_to in ('vendor', 'reseller')`),
    )
    .execute();
  // The client's ticket that a reseller's ticket with the vendor was made of.
  await tickets()
    .addColumn("relay_of", number, (column) => column.references("tickets.number"))
    .execute();
  await db.schema.createIndex("tickets_relay_of").on("tickets").column("relay_of").execute();

  await widenCheck(db, "messages", "author_kind", ["system", "holder", "engineer", "reseller"]);
}
