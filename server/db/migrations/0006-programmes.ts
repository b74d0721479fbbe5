import { type Kysely, sql } from "kysely";
import { refuseChanges } from "../engines.ts";

/** Support rules, each version for good, and which of them a license was bought under. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable("programmes")
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("version", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("added_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("programmes_pkey", ["id", "version"])
    .execute();
  await refuseChanges(db, "programmes");

  for (const column of ["programme_id", "programme_version", "purchased_on", "plan", "plan_until"]) {
    await db.schema.alterTable("licenses").addColumn(column, "text").execute();
  }
  await db.schema
    .alterTable("licenses")
    .addColumn("upgrade_subscription", "integer", (column) => column.check(sql`upgrade_subscription in (0, 1)`))
    .execute();
  await db.schema.alterTable("licenses").addColumn("banned_at", "text").execute();
  await db.schema
    .alterTable("licenses")
    .addColumn("ban_reason", "text", (column) => column.check(sql`(ban_reason is null) = (banned_at is null)`))
    .execute();
}
