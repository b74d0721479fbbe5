import { type Kysely, sql } from "kysely";

/** What was said of a ticket when it was filed, what its holder agreed to, and how it stands in the queue. */
export async function up(db: Kysely<never>): Promise<void> {
  const tickets = () => db.schema.alterTable("tickets");
  for (const column of ["topic", "programme_id", "programme_version", "verdict", "due", "category"]) {
    await tickets().addColumn(column, "text").execute();
  }
  await tickets()
    .addColumn("agreed", "integer", (column) => column.notNull().defaultTo(0).check(sql`agreed >= 0`))
    .execute();
  await tickets()
    .addColumn("counts", "text", (column) => column.check(sql`counts in ('request', 'modification', 'server-change')`))
    .execute();
  // 0 highest, 1 high, 2 regular: the number is what the queue is ordered by.
  await tickets()
    .addColumn("priority", "integer", (column) => column.notNull().defaultTo(2).check(sql`priority in (0, 1, 2)`))
    .execute();
  await tickets()
    .addColumn("urgent", "integer", (column) => column.notNull().defaultTo(0).check(sql`urgent in (0, 1)`))
    .execute();
  await db.schema
    .createIndex("tickets_counted")
    .on("tickets")
    .columns(["license_id", "created_at"])
    .where("counts" as never, "is not", null)
    .execute();
}
