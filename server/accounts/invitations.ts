import type { Db, Tx } from "../db/open.ts";
import type { InvitationRow } from "../db/schema.ts";

/** Invitations of people: SQL only. */

export async function insertInvitation(tx: Tx, invitation: InvitationRow): Promise<void> {
  await tx.insertInto("personInvitations").values(invitation).execute();
}

/** One that can still be accepted. */
export async function openInvitation(db: Db | Tx, tokenHash: string, now: string): Promise<InvitationRow | null> {
  const row = await db
    .selectFrom("personInvitations")
    .selectAll()
    .where("tokenHash", "=", tokenHash)
    .where("usedAt", "is", null)
    .where("revokedAt", "is", null)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
  return row ?? null;
}

/** Uses it up: the invitation for the one caller that came first, null for everybody after. */
export async function useInvitation(tx: Tx, tokenHash: string, now: string): Promise<InvitationRow | null> {
  const row = await tx
    .updateTable("personInvitations")
    .set({ usedAt: now })
    .where("tokenHash", "=", tokenHash)
    .where("usedAt", "is", null)
    .where("revokedAt", "is", null)
    .where("expiresAt", ">", now)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Whose invitations: everybody's, or one account's. */
export type InvitationScope = { all: true } | { all: false; accountId: string };

interface OpenInvitation {
  id: string;
  name: string;
  email: string;
  role: InvitationRow["role"];
  senior: boolean;
  accountName: string | null;
  /** For somebody who is here and chooses a new password. */
  isReset: boolean;
  expiresAt: string;
}

export async function listOpen(db: Db | Tx, scope: InvitationScope, now: string): Promise<OpenInvitation[]> {
  const rows = await db
    .selectFrom("personInvitations as invitation")
    .leftJoin("accounts", "accounts.id", "invitation.accountId")
    .select(["invitation.id", "invitation.name", "invitation.email", "invitation.role", "invitation.senior"])
    .select(["invitation.personId", "invitation.expiresAt", "accounts.name as accountName"])
    .where("usedAt", "is", null)
    .where("revokedAt", "is", null)
    .where("expiresAt", ">", now)
    .$if(!scope.all, (query) => query.where("invitation.accountId", "=", scope.all ? "" : scope.accountId))
    .orderBy("invitation.createdAt")
    .orderBy("invitation.id")
    .execute();
  return rows.map(({ senior, personId, ...row }) => ({ ...row, senior: senior === 1, isReset: personId !== null }));
}

/** Withdraws those that can still be accepted and are named; how many there were. */
export async function revoke(
  tx: Tx,
  scope: InvitationScope,
  which: { id: string } | { email: string } | { personId: string },
  now: string,
): Promise<number> {
  const rows = await tx
    .updateTable("personInvitations")
    .set({ revokedAt: now })
    .where("usedAt", "is", null)
    .where("revokedAt", "is", null)
    .where("expiresAt", ">", now)
    .$if(!scope.all, (query) => query.where("accountId", "=", scope.all ? "" : scope.accountId))
    .$if("id" in which, (query) => query.where("id", "=", "id" in which ? which.id : ""))
    .$if("email" in which, (query) => query.where("email", "=", "email" in which ? which.email : ""))
    .$if("personId" in which, (query) => query.where("personId", "=", "personId" in which ? which.personId : ""))
    .returning("id")
    .execute();
  return rows.length;
}
