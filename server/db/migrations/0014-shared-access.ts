import type { Kysely } from "kysely";

/** A reseller lets those who work on an escalation see the access that hangs on the client's ticket. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .alterTable("tickets")
    .addColumn("access_of", "integer", (column) => column.references("tickets.number"))
    .execute();
  await db.schema.createIndex("tickets_access_of").on("tickets").column("access_of").execute();
}
