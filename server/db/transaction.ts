import { setTimeout as wait } from "node:timers/promises";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Db, Tx } from "./open.ts";

const mostTries = 6;

/** Codes after which the same transaction may succeed: another one was in the way. */
const contention = new Set(["40001", "40P01", "57P01", "55P03"]);
const sqliteBusy = 5;

/** A row with this key is there already: PostgreSQL's code, and SQLite's for a unique column and a primary key. */
const duplicate = { postgres: "23505", sqlite: [2067, 1555] };

const afterwards = new WeakMap<Tx, (() => void)[]>();

/** Does this once what the transaction wrote can be seen by others, and never where it was not written. */
export function afterCommit(tx: Tx, then: () => void): void {
  afterwards.set(tx, [...(afterwards.get(tx) ?? []), then]);
}

/**
 * Runs all of `work` or none of it. When another transaction was in the way the whole of it runs again, so `work` must do
 * nothing but read and write the database. Refuses with `server.busy` when it never got through.
 */
export async function inTransaction<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      const { result, tx: done } = await db.transaction().execute(async (tx) => ({ result: await work(tx), tx }));
      for (const then of afterwards.get(done) ?? []) then();
      return result;
    } catch (error) {
      if (!isContention(error)) throw error;
      if (tries === mostTries) {
        throw isDuplicate(error) ? error : new AppError(refusal("server.busy"), { cause: error });
      }
      await wait(Math.random() * 2 ** tries * 5);
    }
  }
}

function isContention(error: unknown): boolean {
  if (isDuplicate(error)) return true;
  const { code, errcode } = marksOf(error);
  return contention.has(code) || (errcode !== null && (errcode & 0xff) === sqliteBusy);
}

/** Two transactions wrote the same key; the second try finds the first one's row. */
function isDuplicate(error: unknown): boolean {
  const { code, errcode } = marksOf(error);
  return code === duplicate.postgres || (errcode !== null && duplicate.sqlite.includes(errcode));
}

function marksOf(error: unknown): { code: string; errcode: number | null } {
  if (!(error instanceof Error)) return { code: "", errcode: null };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const errcode = "errcode" in error && typeof error.errcode === "number" ? error.errcode : null;
  return { code, errcode };
}
