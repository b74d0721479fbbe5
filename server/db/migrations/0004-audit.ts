import type { Kysely } from "kysely";
import { counting, refuseChanges } from "../engines.ts";

/** Who did what. */
export async function up(db: Kysely<never>): Promise<void> {
  const seq = counting(db);
  await db.schema
    .createTable("audit")
    .addColumn("seq", seq.type, seq.column)
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("actor_kind", "text", (column) => column.notNull())
    .addColumn("actor_id", "text")
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("subject_id", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("audit_subject").on("audit").columns(["subject_id", "seq"]).execute();
  await refuseChanges(db, "audit");
}
