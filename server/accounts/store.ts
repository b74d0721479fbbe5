import type { SignedIn } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import type { AccountRow, Role } from "../db/schema.ts";

/** Holders. */

/** Makes every later writer to this account wait until this transaction has ended, on both engines. */
export async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable("accounts")
    .set(({ eb }) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", accountId)
    .execute();
}

export async function insertAccount(
  tx: Tx,
  account: Pick<AccountRow, "id" | "name" | "createdAt"> & Partial<Pick<AccountRow, "kind" | "brand" | "contact">>,
): Promise<void> {
  await tx
    .insertInto("accounts")
    .values({ kind: "holder", brand: null, contact: null, ...account, version: 0 })
    .execute();
}

/** People who sign in. */

interface NewPerson {
  id: string;
  role: Role;
  /** Of a reseller's or holder's people: whose they are. */
  accountId?: string | null;
  senior?: boolean;
  language?: string | null;
  name: string;
  /** Lower case. */
  email: string;
  passwordHash: string;
  at: string;
}

export async function insertPerson(
  tx: Tx,
  { id, role, accountId = null, senior = false, language = null, name, email, passwordHash, at }: NewPerson,
): Promise<void> {
  const times = { createdAt: at, updatedAt: at };
  await tx
    .insertInto("people")
    .values({
      id,
      name,
      email,
      emailVerified: 1,
      image: null,
      role,
      accountId,
      senior: Number(senior),
      language,
      ...times,
    })
    .execute();
  await tx
    .insertInto("logins")
    .values({ id, personId: id, providerId: "credential", accountId: id, password: passwordHash, ...times })
    .execute();
}

/** Who this person is now: a role that was changed or an account that is gone counts from the next request on. */
export async function signedIn(db: Db | Tx, personId: string): Promise<SignedIn | null> {
  const row = await db
    .selectFrom("people")
    .leftJoin("accounts", "accounts.id", "people.accountId")
    .select(["people.id", "people.name", "people.email", "people.role", "people.senior", "people.accountId"])
    .select("accounts.name as accountName")
    .where("people.id", "=", personId)
    .executeTakeFirst();
  if (!row) return null;
  const { id, name, email, role, senior, accountId, accountName } = row;
  if (role === "removed") return null;
  if (role === "engineer" || role === "operator") return { kind: role, id, name, email, senior: senior === 1 };
  if (accountId === null || accountName === null) return null;
  return role === "reseller"
    ? { kind: role, id, name, email, resellerId: accountId, resellerName: accountName, popupId: null }
    : { kind: role, id, name, email, accountId };
}

export async function personIdOf(db: Db | Tx, email: string): Promise<string | null> {
  const row = await db.selectFrom("people").select("id").where("email", "=", email).executeTakeFirst();
  return row?.id ?? null;
}

/** Whether this person has a confirmed authenticator, or a passkey. */
export async function hasSecondFactor(db: Db | Tx, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom("people")
    .select("id")
    .where("id", "=", personId)
    .where((eb) =>
      eb.or([
        eb("twoFactorEnabled", "=", 1),
        eb.exists(eb.selectFrom("passkeys").select("passkeys.id").whereRef("passkeys.personId", "=", "people.id")),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** Of a person's authenticator, as the sign-in library sealed it. */
export async function totpSecret(db: Db, personId: string): Promise<string | null> {
  const query = db.selectFrom("twoFactors").select("secret").where("personId", "=", personId);
  return (await query.executeTakeFirst())?.secret ?? null;
}

/** True for the one caller that came first with the code of this step; false where it, or a later one, was taken. */
export async function takeTotpStep(db: Db, personId: string, step: number): Promise<boolean> {
  const row = await db
    .updateTable("twoFactors")
    .set({ lastStep: step })
    .where("personId", "=", personId)
    .where((eb) => eb.or([eb("lastStep", "is", null), eb("lastStep", "<", step)]))
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
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

/** Accounts, as a person looks for one. */
export async function findAccounts(
  db: Db,
  kind: AccountRow["kind"],
  search: string,
): Promise<Pick<AccountRow, "id" | "name">[]> {
  return db
    .selectFrom("accounts")
    .select(["id", "name"])
    .where("kind", "=", kind)
    .where((eb) => eb(eb.fn<string>("lower", ["name"]), "like", `%${search.toLowerCase().replaceAll(/[%_]/g, "")}%`))
    .orderBy("name")
    .orderBy("id")
    .limit(50)
    .execute();
}

/** An account of this kind, by its id. */
export async function accountOfKind(
  db: Db | Tx,
  kind: AccountRow["kind"],
  accountId: string,
): Promise<Pick<AccountRow, "id" | "name"> | null> {
  const row = await db
    .selectFrom("accounts")
    .select(["id", "name"])
    .where("kind", "=", kind)
    .where("id", "=", accountId)
    .executeTakeFirst();
  return row ?? null;
}

/** Accounts of this kind with this name or id. */
export async function accountNamed(
  db: Db,
  kind: AccountRow["kind"],
  nameOrId: string,
): Promise<Pick<AccountRow, "id" | "name">[]> {
  return db
    .selectFrom("accounts")
    .select(["id", "name"])
    .where("kind", "=", kind)
    .where((eb) => eb.or([eb("name", "=", nameOrId), eb("id", "=", nameOrId)]))
    .execute();
}

/** Resellers of this name, in whatever case it is typed. */
export async function resellersCalled(db: Db | Tx, name: string): Promise<Pick<AccountRow, "id" | "name">[]> {
  return db
    .selectFrom("accounts")
    .select(["id", "name"])
    .where("kind", "=", "reseller")
    .where((eb) => eb(eb.fn<string>("lower", ["name"]), "=", name.trim().toLowerCase()))
    .limit(2)
    .execute();
}

/** A reseller's name and what is stored of their brand. */
export async function brandedAccount(
  db: Db | Tx,
  resellerId: string,
): Promise<Pick<AccountRow, "name" | "brand"> | null> {
  const query = db.selectFrom("accounts").select(["name", "brand"]).where("id", "=", resellerId);
  return (await query.executeTakeFirst()) ?? null;
}

export async function setBrand(tx: Tx, resellerId: string, brand: string | null): Promise<void> {
  await tx.updateTable("accounts").set({ brand }).where("id", "=", resellerId).execute();
}
