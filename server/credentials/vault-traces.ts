import { sql } from "kysely";
import { engineOf } from "../db/engines.ts";
import type { Db } from "../db/open.ts";

/** Not inside a transaction: after the one that destroyed. */
export async function afterDestroying(db: Db): Promise<void> {
  if (engineOf(db) === "postgres") {
    await sql`vacuum credential_keys, credential_secrets`.execute(db);
    return;
  }
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
