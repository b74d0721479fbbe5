import type { Db, Tx } from "../db/open.ts";

/** Sessions of people: SQL only. Their tokens are the sign-in library's business and never leave the table. */

interface OwnSession {
  id: string;
  begunAt: string;
  /** To within five minutes. */
  lastUsedAt: string;
  /** `Firefox on Windows`. */
  browser: string;
  factor: "password" | "second";
}

/** Those that are not over, the one used last first. */
export async function listOf(db: Db, personId: string, now: string): Promise<OwnSession[]> {
  const rows = await db
    .selectFrom("sessions")
    .select(["id", "createdAt as begunAt", "updatedAt as lastUsedAt", "userAgent", "factor"])
    .where("personId", "=", personId)
    .where("expiresAt", ">", now)
    .orderBy("updatedAt", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map(({ userAgent, ...session }) => ({ ...session, browser: userAgent ?? "" }));
}

/** False where this person has no such session. */
export async function endOne(db: Db | Tx, personId: string, sessionId: string): Promise<boolean> {
  const row = await db
    .deleteFrom("sessions")
    .where("personId", "=", personId)
    .where("id", "=", sessionId)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** How many were ended. */
export async function endOthers(db: Db | Tx, personId: string, keptId: string | null): Promise<number> {
  const rows = await db
    .deleteFrom("sessions")
    .where("personId", "=", personId)
    .$if(keptId !== null, (query) => query.where("id", "!=", keptId ?? ""))
    .returning("id")
    .execute();
  return rows.length;
}
