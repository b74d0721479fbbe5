import type { Db, Tx } from "../db/open.ts";
import type { AccountRow } from "../db/schema.ts";

/** Holders. */

/** Makes every later writer to this account wait until this transaction has ended, on both engines. */
export async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable("accounts")
    .set(({ eb }) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", accountId)
    .execute();
}

export async function insertAccount(tx: Tx, account: Omit<AccountRow, "version">): Promise<void> {
  await tx
    .insertInto("accounts")
    .values({ ...account, version: 0 })
    .execute();
}

/** The desk's people. */

interface NewPerson {
  id: string;
  role: "operator" | "engineer";
  name: string;
  /** Lower case. */
  email: string;
  passwordHash: string;
  at: string;
}

export async function insertPerson(tx: Tx, { id, role, name, email, passwordHash, at }: NewPerson): Promise<void> {
  const times = { createdAt: at, updatedAt: at };
  await tx
    .insertInto("people")
    .values({ id, name, email, emailVerified: 1, image: null, role, ...times })
    .execute();
  await tx
    .insertInto("logins")
    .values({ id, personId: id, providerId: "credential", accountId: id, password: passwordHash, ...times })
    .execute();
}

export async function personIdOf(db: Db | Tx, email: string): Promise<string | null> {
  const row = await db.selectFrom("people").select("id").where("email", "=", email).executeTakeFirst();
  return row?.id ?? null;
}

/** True for the one caller that closed it; false for everybody after. */
export async function closeSetup(tx: Tx, at: string): Promise<boolean> {
  const row = await tx
    .insertInto("setups")
    .values({ id: 1, doneAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function isSetupOpen(db: Db): Promise<boolean> {
  return (await db.selectFrom("setups").select("id").executeTakeFirst()) === undefined;
}
