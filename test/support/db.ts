import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KyselyPlugin } from "kysely";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import { migrate } from "../../server/db/migrations.ts";
import { type Db, type Engine, openDatabase } from "../../server/db/open.ts";
import { templateName, urlOfDatabase } from "./postgres.ts";

/** Where a test's own database is; the same shape as the server's settings. */
export interface DatabasePlace {
  dataFolder: string;
  databaseUrl: string | null;
}

/** Which engine this run tests. */
export const engine: Engine = process.env.DESKBELL_TEST_DATABASE === "postgres" ? "postgres" : "sqlite";

/** A place of this test's own, gone when it ends: empty, or brought up to date. */
export async function freshPlace({ migrated }: { migrated: boolean }): Promise<DatabasePlace> {
  const dataFolder = mkdtempSync(join(tmpdir(), "deskbell-test-"));
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  if (engine === "sqlite") {
    const place = { dataFolder, databaseUrl: null };
    if (migrated) {
      const db = openDatabase(place, () => {});
      await migrate(db);
      await db.destroy();
    }
    return place;
  }
  return { dataFolder, databaseUrl: await freshPostgres(migrated) };
}

/** A migrated database of this test's own. */
export async function freshDatabase(): Promise<{ db: Db; place: DatabasePlace }> {
  const place = await freshPlace({ migrated: true });
  return { db: openAt(place), place };
}

/** Another connection to a test's database, closed when the test ends. */
export function openAt(place: DatabasePlace): Db {
  const db = openDatabase(place, () => {});
  onTestFinished(() => db.destroy());
  return db;
}

async function freshPostgres(migrated: boolean): Promise<string> {
  const url = inject("postgresUrl");
  if (!url) throw new Error("PostgreSQL is not running: run the tests of the project `server`.");
  const name = `t_${crypto.randomUUID().replaceAll("-", "")}`;
  await asAdmin(url, `create database ${name} template ${migrated ? templateName : "template0"}`);
  onTestFinished(() => asAdmin(url, `drop database ${name} with (force)`));
  return urlOfDatabase(url, name);
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** A database whose n-th statement from now on fails, once; transactions begin and end as ever. */
export function failingAt(): { wrap: (db: Db) => Db; arm: (statement: number) => void; disarm: () => boolean } {
  let left = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (left > 0 && --left === 0) throw new Error("The disk has gone");
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return {
    wrap: (db) => db.withPlugin(plugin),
    arm: (statement) => {
      left = statement;
    },
    /** Whether the failure happened. */
    disarm: () => {
      const happened = left === 0;
      left = 0;
      return happened;
    },
  };
}
