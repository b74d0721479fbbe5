import type { Db, Tx } from "../db/open.ts";

/** Paired popups of resellers: SQL only. */

export async function popupByToken(
  db: Db | Tx,
  tokenHash: string,
): Promise<{ id: string; personId: string; lastUsedAt: string; revokedAt: string | null } | null> {
  const row = await db
    .selectFrom("popups")
    .select(["id", "personId", "lastUsedAt", "revokedAt"])
    .where("tokenHash", "=", tokenHash)
    .executeTakeFirst();
  return row ?? null;
}

export async function markUsed(db: Db | Tx, popupId: string, at: string): Promise<void> {
  await db.updateTable("popups").set({ lastUsedAt: at }).where("id", "=", popupId).execute();
}
