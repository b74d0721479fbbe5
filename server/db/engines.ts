import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, sql } from "kysely";
import type { Engine } from "./open.ts";

/** What cannot be said in one SQL for both engines. Each function says it for one or the other. */

function engineOf(db: Kysely<never>): Engine {
  return db.getExecutor().adapter instanceof PostgresAdapter ? "postgres" : "sqlite";
}

/** A primary key that counts by itself, with the type it needs. */
export function counting(db: Kysely<never>): {
  type: "integer" | "bigint";
  column: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
} {
  return engineOf(db) === "postgres"
    ? { type: "bigint", column: (column) => column.generatedAlwaysAsIdentity().primaryKey() }
    : { type: "integer", column: (column) => column.primaryKey().autoIncrement() };
}

/** Lets a counting column begin at a number; the table must be empty. */
export async function beginAt(db: Kysely<never>, table: string, column: string, first: number): Promise<void> {
  if (engineOf(db) === "postgres") {
    await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} restart with ${sql.lit(first)}`.execute(
      db,
    );
  } else {
    await sql`insert into sqlite_sequence (name, seq) values (${table}, ${first - 1})`.execute(db);
  }
}

export function bytesType(db: Kysely<never>): "bytea" | "blob" {
  return engineOf(db) === "postgres" ? "bytea" : "blob";
}

/** Makes the database itself refuse to change or remove what a table holds. */
export async function refuseChanges(db: Kysely<never>, table: string): Promise<void> {
  const reason = sql.lit(`${table} is only added to`);
  if (engineOf(db) === "postgres") {
    const refusal = sql.ref(`${table}_refuse_change`);
    await sql`create function ${refusal}() returns trigger language plpgsql as
      'begin raise exception ''only added to''; end'`.execute(db);
    await sql`create trigger ${sql.ref(`${table}_no_change`)} before update or delete on ${sql.table(table)}
      for each row execute function ${refusal}()`.execute(db);
    await sql`create trigger ${sql.ref(`${table}_no_truncate`)} before truncate on ${sql.table(table)}
      for each statement execute function ${refusal}()`.execute(db);
    return;
  }
  for (const change of ["update", "delete"] as const) {
    await sql`create trigger ${sql.ref(`${table}_no_${change}`)} before ${sql.raw(change)} on ${sql.table(table)}
      begin select raise(abort, ${reason}); end`.execute(db);
  }
}
