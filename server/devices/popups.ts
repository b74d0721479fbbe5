import type { PopupLine } from "../../shared/popups.ts";
import type { Db, Tx } from "../db/open.ts";
import type { Tokens } from "./store.ts";

/** Paired popups of resellers: SQL only. */

export interface FoundPopup {
  id: string;
  personId: string;
  lastUsedAt: string;
  revokedAt: string | null;
  rotatedAt: string | null;
}

/** The popup whose token this is; `isEarlier` where it has been given a newer one. */
export async function popupByToken(db: Db, tokenHash: string): Promise<(FoundPopup & { isEarlier: boolean }) | null> {
  for (const column of ["tokenHash", "earlierHash"] as const) {
    const row = await db
      .selectFrom("popups")
      .select(["id", "personId", "lastUsedAt", "revokedAt", "rotatedAt"])
      .where(column, "=", tokenHash)
      .executeTakeFirst();
    if (row) return { ...row, isEarlier: column === "earlierHash" };
  }
  return null;
}

export async function markUsed(db: Db, popupId: string, at: string): Promise<void> {
  await db.updateTable("popups").set({ lastUsedAt: at }).where("id", "=", popupId).execute();
}

/** The present token is used for the first time: the earlier one ends soon. */
export async function noteFirstUse(db: Db, popupId: string, tokenHash: string, at: string): Promise<void> {
  await db
    .updateTable("popups")
    .set({ rotatedAt: at })
    .where("id", "=", popupId)
    .where("tokenHash", "=", tokenHash)
    .where("rotatedAt", "is", null)
    .execute();
}

export async function insertPopup(
  tx: Tx,
  popup: { id: string; personId: string; label: string; tokenHash: string; at: string },
): Promise<void> {
  const { at, ...row } = popup;
  const times = { createdAt: at, lastUsedAt: at, rotatedAt: null, revokedAt: null };
  await tx
    .insertInto("popups")
    .values({ ...row, ...times, earlierHash: null })
    .execute();
}

/** Whether this is the token of a popup that never used it. */
export async function isFresh(tx: Tx, tokenHash: string): Promise<boolean> {
  const query = tx.selectFrom("popups").select("id").where("tokenHash", "=", tokenHash);
  const fresh = query.where("rotatedAt", "is", null).where("revokedAt", "is", null);
  return (await fresh.executeTakeFirst()) !== undefined;
}

/** Its tokens, with the row locked against another rotation. */
export async function tokensOf(tx: Tx, popupId: string): Promise<Tokens> {
  return tx
    .updateTable("popups")
    .set(({ ref }) => ({ label: ref("label") }))
    .where("id", "=", popupId)
    .returning(["tokenHash", "earlierHash", "rotatedAt"])
    .executeTakeFirstOrThrow();
}

export async function isTokenTaken(tx: Tx, tokenHash: string): Promise<boolean> {
  for (const column of ["tokenHash", "earlierHash"] as const) {
    if (await tx.selectFrom("popups").select("id").where(column, "=", tokenHash).executeTakeFirst()) return true;
  }
  return false;
}

export async function setTokens(tx: Tx, popupId: string, tokens: Tokens): Promise<void> {
  await tx.updateTable("popups").set(tokens).where("id", "=", popupId).execute();
}

/** Live popups, the one used last first: of one person, or of everybody. */
export async function list(db: Db, personId: string | null, usedAfter: string): Promise<PopupLine[]> {
  let query = db
    .selectFrom("popups")
    .innerJoin("people", "people.id", "popups.personId")
    .leftJoin("accounts", "accounts.id", "people.accountId")
    .select(["popups.id as popupId", "popups.label", "popups.createdAt", "popups.lastUsedAt"])
    .select(["people.name as personName", "accounts.name as resellerName"])
    .where("popups.revokedAt", "is", null)
    .where("popups.lastUsedAt", ">=", usedAfter);
  if (personId !== null) query = query.where("popups.personId", "=", personId);
  return query.orderBy("popups.lastUsedAt", "desc").orderBy("popups.id").limit(500).execute();
}

/** False where there is none that is live, or it is somebody else's. */
export async function change(
  tx: Tx,
  { popupId, personId }: { popupId: string; personId: string | null },
  values: { label: string } | { revokedAt: string },
): Promise<boolean> {
  let query = tx.updateTable("popups").set(values).where("id", "=", popupId).where("revokedAt", "is", null);
  if (personId !== null) query = query.where("personId", "=", personId);
  return (await query.returning("id").executeTakeFirst()) !== undefined;
}
