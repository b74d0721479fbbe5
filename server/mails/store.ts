import type { Insertable } from "kysely";
import type { Db, Tx } from "../db/open.ts";
import type { MailRow, Tables } from "../db/schema.ts";

/** A mail that this server has taken up; everything it writes of it names the claim. */
export type ClaimedMail = MailRow & { claimedBy: string };

export type MailState = MailRow["state"];

/** Says whether it was new. */
export async function insertMail(tx: Tx, mail: Insertable<Tables["mails"]>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("mails")
    .values(mail)
    .onConflict((conflict) => conflict.column("event").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

const candidates = 16;

/**
 * Takes up the mail that has been due for longest. Of several servers one gets it, and the others the next: a row changes
 * hands in one statement, and only while it waits.
 */
export async function claimMail(
  db: Db,
  { claim, now, until }: { claim: string; now: string; until: string },
): Promise<ClaimedMail | null> {
  const due = await db
    .selectFrom("mails")
    .select("id")
    .where("state", "=", "waiting")
    .where("nextTryAt", "<=", now)
    .orderBy("nextTryAt")
    .orderBy("id")
    .limit(candidates)
    .execute();
  for (const { id } of due) {
    const mail = await db
      .updateTable("mails")
      .set((is) => ({ state: "sending", claimedBy: claim, nextTryAt: until, tries: is("tries", "+", 1) }))
      .where("id", "=", id)
      .where("state", "=", "waiting")
      .returningAll()
      .executeTakeFirst();
    if (mail) return { ...mail, claimedBy: claim };
  }
  return null;
}

export interface Change {
  /** The states it must be in, else nothing changes. */
  from: readonly MailState[];
  to: MailState;
  nextTryAt?: string;
  sentAt?: string;
  problem?: string | null;
}

/** Moves a mail on, as long as this claim still has it. Says whether it did. */
export async function moveMail(
  db: Db,
  { id, claimedBy }: { id: string; claimedBy: string | null },
  { from, to, ...rest }: Change,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("mails")
    // What it said, an invitation's link above all, is kept no longer than it is needed.
    .set({ state: to, ...rest, ...(to === "sent" ? { body: "", problem: null } : {}) })
    .where("id", "=", id)
    .where("claimedBy", claimedBy === null ? "is" : "=", claimedBy)
    .where("state", "in", from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Mails whose server has not been heard of in time. */
export async function abandonedMails(db: Db, now: string): Promise<MailRow[]> {
  return db
    .selectFrom("mails")
    .selectAll()
    .where("state", "in", ["sending", "handing-over"])
    .where("nextTryAt", "<=", now)
    .orderBy("nextTryAt")
    .limit(100)
    .execute();
}

export async function mailOfClaim(db: Db, claim: string): Promise<MailRow | undefined> {
  return db.selectFrom("mails").selectAll().where("claimedBy", "=", claim).executeTakeFirst();
}

/** What an operator looks after: failed and unsure, and what has been tried in vain. Oldest first. */
export async function troubledMails(db: Db): Promise<MailRow[]> {
  return db
    .selectFrom("mails")
    .selectAll()
    .where((is) =>
      is.or([is("state", "in", ["failed", "unsure"]), is.and([is("state", "=", "waiting"), is("tries", ">", 0)])]),
    )
    .orderBy("createdAt")
    .limit(1_000)
    .execute();
}

/** Puts a mail that failed or is unsure back among the waiting. Says whether it did. */
export async function sendAgain(db: Db, id: string, now: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("mails")
    .set({ state: "waiting", nextTryAt: now, tries: 0, claimedBy: null, problem: null })
    .where("id", "=", id)
    .where("state", "in", ["failed", "unsure", "waiting"])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export interface TicketReader {
  name: string;
  email: string;
  language: string | null;
  subject: string;
  licenseId: string;
  /** The reseller who looks after the license of a holder; null where the vendor does, or for the reseller's own people. */
  lookedAfterBy: string | null;
}

/** The people of the account that holds the ticket's license, unless a reseller passed the ticket on. */
export async function ticketReaders(db: Db | Tx, ticketNumber: number): Promise<TicketReader[]> {
  return (
    db
      .selectFrom("tickets")
      .innerJoin("licenses", "licenses.id", "tickets.licenseId")
      .innerJoin("people", "people.accountId", "licenses.accountId")
      .innerJoin("devices", "devices.id", "tickets.deviceId")
      .select(["people.name", "people.email", "people.language", "tickets.subject", "tickets.licenseId"])
      .select(({ fn, ref }) =>
        fn<string | null>("nullif", [ref("licenses.resellerId"), ref("licenses.accountId")]).as("lookedAfterBy"),
      )
      // What a store owner tells the vendor of their reseller is not the reseller's to read.
      .where("devices.party", "=", "holder")
      .where("tickets.number", "=", ticketNumber)
      .where("tickets.relayOf", "is", null)
      .where("tickets.addressedTo", "=", "vendor")
      .where("people.role", "in", ["reseller", "holder"])
      .orderBy("people.id")
      .execute()
  );
}
