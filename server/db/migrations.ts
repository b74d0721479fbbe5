import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { ConfigError } from "../config.ts";
import * as accounts from "./migrations/0001-accounts.ts";
import * as licenses from "./migrations/0002-licenses.ts";
import * as tickets from "./migrations/0003-tickets.ts";
import * as audit from "./migrations/0004-audit.ts";
import * as files from "./migrations/0005-files.ts";
import * as programmes from "./migrations/0006-programmes.ts";
import * as charges from "./migrations/0007-charges.ts";
import * as credits from "./migrations/0008-credits.ts";
import * as people from "./migrations/0009-people.ts";
import * as resellers from "./migrations/0010-resellers.ts";
import * as mails from "./migrations/0011-mails.ts";
import * as credentials from "./migrations/0012-credentials.ts";
import * as totpOnce from "./migrations/0013-totp-once.ts";
import * as sharedAccess from "./migrations/0014-shared-access.ts";
import type { Db } from "./open.ts";

/** In the order they run. One that has landed is never edited. */
export const migrations: Record<string, { up: (db: Kysely<never>) => Promise<void> }> = {
  "0001-accounts": accounts,
  "0002-licenses": licenses,
  "0003-tickets": tickets,
  "0004-audit": audit,
  "0005-files": files,
  "0006-programmes": programmes,
  "0007-charges": charges,
  "0008-credits": credits,
  "0009-people": people,
  "0010-resellers": resellers,
  "0011-mails": mails,
  "0012-credentials": credentials,
  "0013-totp-once": totpOnce,
  "0014-shared-access": sharedAccess,
};

/**
 * Brings the database up to date, all of it or none, and says which migrations ran. Of several processes one does the
 * work and the rest find it done. Refuses a database that a newer version has migrated.
 */
export async function migrate(db: Db, upTo?: string): Promise<string[]> {
  const migrator = migratorOf(db);
  await refuseNewer(db);
  const { error, results } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error) throw error;
  return (results ?? []).map(({ migrationName }) => migrationName);
}

/** Whether every migration has run. */
export async function isCurrent(db: Db): Promise<boolean> {
  return (await migratorOf(db).getMigrations()).every(({ executedAt }) => executedAt !== undefined);
}

function migratorOf(db: Db): Migrator {
  return new Migrator({
    db,
    // The migrations see no tables in their types; Kysely's own interface leaves them open.
    provider: { getMigrations: async () => migrations as unknown as Record<string, Migration> },
  });
}

async function refuseNewer(db: Db): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === "kysely_migration")) return;
  const ran = await db
    .withTables<{ kyselyMigration: { name: string } }>()
    .selectFrom("kyselyMigration")
    .select("name")
    .execute();
  const unknown = ran.map(({ name }) => name).filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0) {
    throw new ConfigError(
      `This database was made by a newer Deskbell (it has ${unknown.join(", ")}). Nothing was changed; run that version.`,
    );
  }
}
