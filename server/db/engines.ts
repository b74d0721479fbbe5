import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, sql } from "kysely";
import type { Engine } from "./open.ts";

/** What cannot be said in one SQL for both engines. Each function says it for one or the other. */

export function engineOf(db: Pick<Kysely<never>, "getExecutor">): Engine {
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

/**
 * Lets a text column hold one of these words; the first stands where nothing was said. An engine that cannot change a check gets a new column with the same
 * values in the old one's place.
 */
export async function widenCheck(db: Kysely<never>, table: string, column: string, words: string[]): Promise<void> {
  const fresh = `${column}_fresh`;
  const among = (name: string) => sql`${sql.ref(name)} in (${sql.join(words.map((word) => sql.lit(word)))})`;
  const change = () => db.schema.alterTable(table);
  await change()
    .addColumn(fresh, "text", (one) =>
      one
        .notNull()
        .defaultTo(words[0] ?? "")
        .check(among(fresh)),
    )
    .execute();
  await sql`update ${sql.table(table)} set ${sql.ref(fresh)} = ${sql.ref(column)}`.execute(db);
  await change().dropColumn(column).execute();
  await change().renameColumn(fresh, column).execute();
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
