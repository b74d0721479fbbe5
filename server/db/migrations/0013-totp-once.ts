import type { Kysely } from "kysely";

/** A code of an authenticator is good once: which 30 seconds' code let in last. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable("two_factors").addColumn("last_step", "integer").execute();
}
