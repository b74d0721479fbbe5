import { join } from "node:path";
import { CamelCasePlugin, Kysely, type Transaction } from "kysely";
import type { Config } from "../config.ts";
import { postgresDialect } from "./postgres.ts";
import type { Tables } from "./schema.ts";
import { sqliteDialect } from "./sqlite.ts";

export type Db = Kysely<Tables>;
/** What a function takes that must run inside a transaction. */
export type Tx = Transaction<Tables>;

export type Engine = "sqlite" | "postgres";

/** Opens the database without changing it; the caller migrates and destroys it. */
export function openDatabase(
  config: Pick<Config, "dataFolder" | "databaseUrl">,
  onIdleError: (error: Error) => void,
): Db {
  const dialect =
    config.databaseUrl === null
      ? sqliteDialect(join(config.dataFolder, "deskbell.db"))
      : postgresDialect(config.databaseUrl, onIdleError);
  return new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] });
}
