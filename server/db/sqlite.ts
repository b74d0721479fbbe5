import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { type Dialect, type DialectAdapter, type SqliteDatabase, SqliteDialect, type SqliteStatement } from "kysely";

/**
 * What an acknowledged ticket rests on. Set on every connection, then read back: a build may ignore a pragma. Without
 * recursive triggers a REPLACE would remove a row past the triggers that refuse it.
 */
const wanted = {
  journal_mode: "wal",
  synchronous: 2,
  foreign_keys: 1,
  recursive_triggers: 1,
  // What is deleted is overwritten with zeros: a destroyed credential must not stay in the file's free pages.
  secure_delete: 1,
  busy_timeout: 5_000,
} as const;

/** A Kysely dialect over Node's own SQLite. Throws when the database does not keep to what we set. */
export function sqliteDialect(path: string): Dialect {
  const database = new DatabaseSync(path, { timeout: wanted.busy_timeout });
  try {
    database.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON;",
    );
    requirePragmas((name) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  } catch (error) {
    database.close();
    throw error;
  }
  const dialect = new SqliteDialect({ database: adapt(database) });
  return {
    createAdapter: () => withTransactionalMigrations(dialect.createAdapter()),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/** Kysely runs SQLite's migrations outside of transactions; SQLite can do better, and one that fails must leave nothing. */
function withTransactionalMigrations(adapter: DialectAdapter): DialectAdapter {
  return Object.defineProperty(adapter, "supportsTransactionalDdl", { value: true });
}

/** Throws unless every setting is in force; `read` answers a pragma's value. */
export function requirePragmas(read: (name: string) => unknown): void {
  for (const [name, value] of Object.entries(wanted)) {
    const actual = read(name);
    if (actual !== value) throw new Error(`SQLite runs with ${name} = ${String(actual)}, not ${value}`);
  }
}

function adapt(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (sql): SqliteStatement => {
      // A plain `begin` takes the write lock only at the first write, and fails at once if another process wrote since.
      const statement = database.prepare(sql === "begin" ? "begin immediate" : sql);
      // Kysely passes what its callers gave as parameters; anything SQLite cannot bind makes it throw.
      const bind = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...bind(parameters)),
        run: (parameters) => statement.run(...bind(parameters)),
        iterate: (parameters) => statement.iterate(...bind(parameters)),
      };
    },
  };
}
