import { sql } from "kysely";
import { append, type Head } from "../../../server/audit/access-log.ts";
import type { Ctx } from "../../../server/context.ts";
import { engineOf } from "../../../server/db/engines.ts";
import type { Db } from "../../../server/db/open.ts";
import { type AccessAction, accessActions } from "../../../shared/credentials.ts";

export type StoredHead = Head & { mac: string };

/** Writes so many entries, no two alike, and returns the head after each. */
export async function writeLog(ctx: Ctx, count: number): Promise<StoredHead[]> {
  const heads: StoredHead[] = [];
  for (let at = 0; at < count; at++) {
    const entry = {
      action: accessActions[at % accessActions.length] as AccessAction,
      ticketNumber: 1001 + at,
      credentialId: ctx.newId(),
      detail: { kind: "ftp", says: `for reason ${at}` },
      actorName: `Emil ${at}`,
    } as const;
    await ctx.db.transaction().execute((tx) => append(tx, ctx, entry));
    heads.push(await headOf(ctx.db));
  }
  return heads;
}

export function headOf(db: Db): Promise<StoredHead> {
  return db.selectFrom("accessLogHead").select(["seq", "hash", "mac"]).executeTakeFirstOrThrow();
}

/** What somebody does first who owns the database and wants to change the log. */
export async function dropTriggers(db: Db): Promise<void> {
  if (engineOf(db) === "postgres") {
    await sql`drop trigger access_log_no_change on access_log`.execute(db);
    await sql`drop trigger access_log_no_truncate on access_log`.execute(db);
    return;
  }
  await sql`drop trigger access_log_no_update`.execute(db);
  await sql`drop trigger access_log_no_delete`.execute(db);
}
