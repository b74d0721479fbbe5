import type { WaitingPairing } from "../../shared/popups.ts";
import type { Db, Tx } from "../db/open.ts";

/** Popups that show a code and wait for somebody to type it: SQL only. */

export async function insertPairing(
  tx: Tx,
  pairing: {
    id: string;
    codeHash: string;
    secretHash: string;
    label: string;
    address: string;
    createdAt: string;
    expiresAt: string;
  },
): Promise<void> {
  await tx
    .insertInto("pairings")
    .values({ ...pairing, personId: null, usedAt: null })
    .execute();
}

/** What is over is of no use to anybody. */
export async function dropOver(tx: Tx, before: string): Promise<void> {
  await tx.deleteFrom("pairings").where("expiresAt", "<", before).execute();
}

export async function waiting(db: Db, codeHash: string, now: string): Promise<WaitingPairing | null> {
  const row = await db
    .selectFrom("pairings")
    .select(["label", "address", "createdAt"])
    .where("codeHash", "=", codeHash)
    .where("personId", "is", null)
    .where("usedAt", "is", null)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
  return row ?? null;
}

/** Gives a waiting pairing to a person, or ends it; its id, to the one caller who did. */
export async function decide(
  tx: Tx,
  codeHash: string,
  now: string,
  decision: { personId: string; expiresAt: string } | { usedAt: string },
): Promise<string | null> {
  const row = await tx
    .updateTable("pairings")
    .set(decision)
    .where("codeHash", "=", codeHash)
    .where("personId", "is", null)
    .where("usedAt", "is", null)
    .where("expiresAt", ">", now)
    .returning("id")
    .executeTakeFirst();
  return row?.id ?? null;
}

/** A pairing whose time runs and that nobody declined, finished or not, for the popup that knows its secret. */
export async function open(
  tx: Tx,
  { pairingId, secretHash }: { pairingId: string; secretHash: string },
  now: string,
): Promise<{ personId: string | null; label: string } | null> {
  const row = await tx
    .selectFrom("pairings")
    .select(["personId", "label"])
    .where("id", "=", pairingId)
    .where("secretHash", "=", secretHash)
    .where(({ or, eb }) => or([eb("usedAt", "is", null), eb("personId", "is not", null)]))
    .where("expiresAt", ">", now)
    .executeTakeFirst();
  return row ?? null;
}

/** True for the one caller that used it up. */
export async function use(tx: Tx, pairingId: string, at: string): Promise<boolean> {
  const row = await tx
    .updateTable("pairings")
    .set({ usedAt: at })
    .where("id", "=", pairingId)
    .where("usedAt", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
