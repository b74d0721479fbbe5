import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { invariant } from "../../shared/invariant.ts";
import { engineOf } from "../db/engines.ts";
import type { Db } from "../db/open.ts";

const tries = 20;
const pauseMs = 100;
/** A moment after which nobody can read any more what was destroyed before it. */
interface Moment {
  at: string;
  /** Of PostgreSQL, the first transaction that had not begun to write by then; null on SQLite. */
  next: string | null;
}

/** Databases in which somebody may still read what was destroyed. */
const owing = new WeakMap<Db, Moment>();

/**
 * Removes from the database's files what a transaction has destroyed: after its commit, and once when a server starts.
 * False while somebody else's reading keeps it there; `sweepOwed` goes on with it.
 */
export async function afterDestroying(db: Db): Promise<boolean> {
  owing.set(db, await momentOf(db));
  return sweepOwed(db);
}

/** Once a minute: what could not be removed then. True when nothing is owed. */
export async function sweepOwed(db: Db): Promise<boolean> {
  for (let tried = 1; tried <= tries; tried++) {
    const since = owing.get(db);
    if (since === undefined) return true;
    if (await (engineOf(db) === "postgres" ? rewrite(db, since) : emptyWal(db))) {
      if (owing.get(db) === since) owing.delete(db);
    } else await wait(pauseMs);
  }
  return false;
}

async function momentOf(db: Db): Promise<Moment> {
  if (engineOf(db) === "sqlite") return { at: String(performance.now()), next: null };
  const { rows } = await sql<Moment>`
    select clock_timestamp()::text as at, pg_snapshot_xmax(pg_current_snapshot())::text as next`.execute(db);
  invariant(rows[0], "the time is one row");
  return rows[0];
}

/**
 * `secure_delete` has put zeros in place of what was deleted; the log that the zeros came through still holds the pages as
 * they were before. It is emptied here, at once or not at all: waiting for a reader would hold up everybody.
 */
async function emptyWal(db: Db): Promise<boolean> {
  return db.connection().execute(async (one) => {
    const { rows } = await sql<{ timeout: number }>`pragma busy_timeout`.execute(one);
    await sql`pragma busy_timeout = 0`.execute(one);
    try {
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(one);
      return rows[0]?.busy === 0;
    } finally {
      await sql`pragma busy_timeout = ${sql.lit(rows[0]?.timeout ?? 0)}`.execute(one);
    }
  });
}

/**
 * A plain vacuum forgets where a deleted row was and leaves its bytes there (seen on PostgreSQL 15). The two tables are
 * small: they are written anew, and the old files go. Rows that a transaction from before could still see would be taken
 * along, so it waits for those; and for whoever wrote before, in any database of this PostgreSQL: until they have ended,
 * every new look at the tables, the rewriting too, is held back to their time.
 */
async function rewrite(db: Db, { at, next }: Moment): Promise<boolean> {
  return db.connection().execute(async (one) => {
    const { rows } = await sql<{ readers: number; isHeldBack: boolean }>`
      select count(*) as readers, pg_snapshot_xmin(pg_current_snapshot()) < ${next}::xid8 as is_held_back
      from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and xact_start <= ${at}::timestamptz`.execute(one);
    if (rows[0]?.readers !== 0 || rows[0].isHeldBack) return false;
    await sql`set lock_timeout = 1000`.execute(one);
    try {
      await sql`vacuum full credential_keys`.execute(one);
      await sql`vacuum full credential_secrets`.execute(one);
      return true;
    } catch (error) {
      if (isLockTimeout(error)) return false;
      throw error;
    } finally {
      await sql`reset lock_timeout`.execute(one);
    }
  });
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "55P03";
}
