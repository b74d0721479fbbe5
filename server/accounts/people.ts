import { sql } from "kysely";
import type { Db, Tx } from "../db/open.ts";
import type { Role } from "../db/schema.ts";

/** People who sign in, as those see them who look after them: SQL only. */

/** Whose people: everybody's, or one account's. */
export type PeopleScope = { all: true } | { all: false; accountId: string };

export interface ListedPerson {
  id: string;
  name: string;
  email: string;
  role: Role;
  senior: boolean;
  accountName: string | null;
  secondFactor: { authenticator: boolean; passkeys: number };
  /** The last use of a session that was not signed out of, to within five minutes. */
  lastSeenAt: string | null;
}

function inScope(db: Db | Tx, scope: PeopleScope) {
  return db
    .selectFrom("people")
    .leftJoin("accounts", "accounts.id", "people.accountId")
    .where("people.role", "!=", "removed")
    .$if(!scope.all, (query) => query.where("people.accountId", "=", scope.all ? "" : scope.accountId));
}

export async function listPeople(db: Db, scope: PeopleScope): Promise<ListedPerson[]> {
  const rows = await inScope(db, scope)
    .select(["people.id", "people.name", "people.email", "people.role", "people.senior", "people.twoFactorEnabled"])
    .select("accounts.name as accountName")
    .select((eb) => [
      eb
        .selectFrom("sessions")
        .whereRef("sessions.personId", "=", "people.id")
        .select((inner) => inner.fn.max("sessions.updatedAt").as("at"))
        .as("lastSeenAt"),
      eb
        .selectFrom("passkeys")
        .whereRef("passkeys.personId", "=", "people.id")
        .select((inner) => inner.fn.countAll<number>().as("count"))
        .as("passkeys"),
    ])
    .orderBy("people.name")
    .orderBy("people.id")
    .execute();
  return rows.flatMap(({ role, senior, twoFactorEnabled, passkeys, ...person }) =>
    role === "removed"
      ? []
      : {
          ...person,
          role,
          senior: senior === 1,
          secondFactor: { authenticator: twoFactorEnabled === 1, passkeys: Number(passkeys) },
        },
  );
}

export interface KnownPerson {
  id: string;
  name: string;
  email: string;
  role: Role;
  senior: boolean;
  accountId: string | null;
  accountName: string | null;
  language: string | null;
}

export async function personInScope(db: Db | Tx, scope: PeopleScope, personId: string): Promise<KnownPerson | null> {
  const row = await inScope(db, scope)
    .select(["people.id", "people.name", "people.email", "people.role", "people.senior", "people.accountId"])
    .select(["people.language", "accounts.name as accountName"])
    .where("people.id", "=", personId)
    .executeTakeFirst();
  if (!row || row.role === "removed") return null;
  return { ...row, role: row.role, senior: row.senior === 1 };
}

/** Makes everybody wait who is about to take an operator away, so that the last two cannot go at the same moment. */
export async function lockOperators(tx: Tx): Promise<void> {
  await tx
    .insertInto("setups")
    .values({ id: 1, doneAt: new Date(0).toISOString() })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ doneAt: sql.ref("setups.done_at") }))
    .execute();
}

export async function countOperators(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom("people")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("role", "=", "operator")
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function setRole(
  tx: Tx,
  personId: string,
  { role, senior, at }: { role: Role; senior: boolean; at: string },
): Promise<void> {
  await tx
    .updateTable("people")
    .set({ role, senior: Number(senior), updatedAt: at })
    .where("id", "=", personId)
    .execute();
}

export async function setProfile(
  db: Db | Tx,
  personId: string,
  { name, language, at }: { name: string; language: string | null; at: string },
): Promise<void> {
  await db.updateTable("people").set({ name, language, updatedAt: at }).where("id", "=", personId).execute();
}

/** The row stays for what names it, without its address; with it goes all that signs in. */
export async function removePerson(tx: Tx, personId: string, at: string): Promise<void> {
  await dropSecondFactor(tx, personId);
  for (const table of ["sessions", "logins", "popups", "pairings", "personInvitations"] as const) {
    await tx.deleteFrom(table).where("personId", "=", personId).execute();
  }
  await tx
    .updateTable("people")
    .set({ role: "removed", accountId: null, senior: 0, email: `${personId}@removed.invalid`, updatedAt: at })
    .where("id", "=", personId)
    .execute();
}

export async function dropSecondFactor(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom("twoFactors").where("personId", "=", personId).execute();
  await tx.deleteFrom("passkeys").where("personId", "=", personId).execute();
  await tx.updateTable("people").set({ twoFactorEnabled: 0 }).where("id", "=", personId).execute();
}

export async function endPopups(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom("popups").where("personId", "=", personId).execute();
  await tx.deleteFrom("pairings").where("personId", "=", personId).execute();
}

/** Null where there is no password: one that was reset opens nothing. */
export async function passwordHashOf(db: Db | Tx, personId: string): Promise<string | null> {
  const row = await db
    .selectFrom("logins")
    .select("password")
    .where("personId", "=", personId)
    .where("providerId", "=", "credential")
    .executeTakeFirst();
  return row?.password ?? null;
}

export async function setPasswordHash(
  tx: Tx,
  personId: string,
  { hash, at }: { hash: string | null; at: string },
): Promise<void> {
  await tx
    .updateTable("logins")
    .set({ password: hash, updatedAt: at })
    .where("personId", "=", personId)
    .where("providerId", "=", "credential")
    .execute();
}

/** Of whoever is signed in, for their own page. */
export async function profileOf(
  db: Db,
  personId: string,
): Promise<{ language: string | null; hasAuthenticator: boolean } | null> {
  const row = await db
    .selectFrom("people")
    .select(["language", "twoFactorEnabled"])
    .where("id", "=", personId)
    .executeTakeFirst();
  return row ? { language: row.language, hasAuthenticator: row.twoFactorEnabled === 1 } : null;
}
