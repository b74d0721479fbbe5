import { PostgresDialect } from "kysely";
import pg from "pg";

const bigint = 20;

/** A Kysely dialect over PostgreSQL. Whole numbers of 64 bits arrive as numbers: none of ours passes 2^53. */
export function postgresDialect(url: string, onIdleError: (error: Error) => void): PostgresDialect {
  pg.types.setTypeParser(bigint, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    options: "-c synchronous_commit=on -c idle_in_transaction_session_timeout=30000",
  });
  pool.on("error", onIdleError);
  return new PostgresDialect({ pool });
}
