import type { Insertable, Updateable } from "kysely";
import type { CredentialEnd, CredentialKind } from "../../shared/credentials.ts";
import type { Db, Tx } from "../db/open.ts";
import type { CredentialRow, Tables } from "../db/schema.ts";
import type { Bound } from "./vault.ts";

/** Handed-over access, without its secret, and what is asked for: SQL only. */

/** A credential with what of its ticket it is bound to. */
export interface Kept extends CredentialRow {
  /** As the desk calls the ticket. */
  ticketId: string;
  /** As the browser calls it. */
  filedId: string;
  storeOrigin: string;
  accountId: string;
}

function kept(db: Db | Tx) {
  return db
    .selectFrom("credentials")
    .innerJoin("tickets", "tickets.number", "credentials.ticketNumber")
    .innerJoin("stores", "stores.id", "tickets.storeId")
    .innerJoin("licenses", "licenses.id", "tickets.licenseId")
    .selectAll("credentials")
    .select(["tickets.id as ticketId", "tickets.filedId", "stores.origin as storeOrigin", "licenses.accountId"]);
}

export async function credential(db: Db | Tx, id: string): Promise<Kept | null> {
  return (await kept(db).where("credentials.id", "=", id).executeTakeFirst()) ?? null;
}

/** Of a ticket, oldest first. */
export async function credentialsOf(db: Db | Tx, ticketNumber: number): Promise<Kept[]> {
  return kept(db)
    .where("credentials.ticketNumber", "=", ticketNumber)
    .orderBy("credentials.handedOverAt")
    .orderBy("credentials.id")
    .execute();
}

/** What its sealed secret is bound to. */
export function boundOf({ id, ticketNumber, licenseId, expiresAt, filedId, storeOrigin, kind }: Kept): Bound {
  return { credentialId: id, ticketNumber, licenseId, expiresAt, ticketId: filedId, storeOrigin, kind };
}

/** What of a ticket a new credential is bound to. */
export async function placeOf(
  db: Db | Tx,
  ticketNumber: number,
): Promise<{ licenseId: string; filedId: string; storeOrigin: string }> {
  return db
    .selectFrom("tickets")
    .innerJoin("stores", "stores.id", "tickets.storeId")
    .select(["tickets.licenseId", "tickets.filedId", "stores.origin as storeOrigin"])
    .where("tickets.number", "=", ticketNumber)
    .executeTakeFirstOrThrow();
}

export async function insertCredential(tx: Tx, row: Insertable<Tables["credentials"]>): Promise<void> {
  await tx.insertInto("credentials").values(row).execute();
}

/** Says whether it was still there to be changed: one that was destroyed stays as it ended. */
export async function change(tx: Tx, id: string, changes: Updateable<Tables["credentials"]>): Promise<boolean> {
  const row = await tx
    .updateTable("credentials")
    .set(changes)
    .where("id", "=", id)
    .where("state", "!=", "destroyed")
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** True for the one caller who may make the retest. */
export async function claimRetest(tx: Tx, id: string, at: string): Promise<boolean> {
  const row = await tx
    .updateTable("credentials")
    .set({ retestedAt: at })
    .where("id", "=", id)
    .where("state", "=", "disable-asked")
    .where("retestedAt", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function isAccessAlive(db: Db | Tx, ticketNumber: number): Promise<boolean> {
  const query = db.selectFrom("credentials").select("id").where("ticketNumber", "=", ticketNumber);
  return (await query.where("state", "!=", "destroyed").executeTakeFirst()) !== undefined;
}

/** What engineers wait for. */

export interface Asked {
  kind: CredentialKind;
  at: string;
  note: string;
}

export async function asksOf(db: Db | Tx, ticketNumber: number): Promise<Asked[]> {
  return db
    .selectFrom("accessAsks")
    .select(["kind", "note", "askedAt as at"])
    .where("ticketNumber", "=", ticketNumber)
    .orderBy("askedAt")
    .orderBy("kind")
    .execute();
}

/** Asked again it is the newer note. */
export async function putAsk(tx: Tx, row: Insertable<Tables["accessAsks"]>): Promise<void> {
  const { note, personId, askedAt } = row;
  await tx
    .insertInto("accessAsks")
    .values(row)
    .onConflict((conflict) => conflict.columns(["ticketNumber", "kind"]).doUpdateSet({ note, personId, askedAt }))
    .execute();
}

/** The kinds that were waited for. */
export async function dropAsks(tx: Tx, ticketNumber: number, kind?: CredentialKind): Promise<CredentialKind[]> {
  let query = tx.deleteFrom("accessAsks").where("ticketNumber", "=", ticketNumber);
  if (kind !== undefined) query = query.where("kind", "=", kind);
  return (await query.returning("kind").execute()).map((row) => row.kind);
}

/** Whose ticket it is. */

export async function assigneeOf(
  db: Db | Tx,
  ticketNumber: number,
): Promise<{ id: string; name: string; isGone: boolean } | null> {
  const row = await db
    .selectFrom("tickets")
    .innerJoin("people", "people.id", "tickets.assigneeId")
    .select(["people.id", "people.name", "people.role"])
    .where("tickets.number", "=", ticketNumber)
    .executeTakeFirst();
  return row ? { id: row.id, name: row.name, isGone: row.role !== "engineer" && row.role !== "operator" } : null;
}

export async function assign(tx: Tx, ticketNumber: number, personId: string): Promise<void> {
  await tx.updateTable("tickets").set({ assigneeId: personId }).where("number", "=", ticketNumber).execute();
}

/** Whose access is seen where. */

/** Tickets whose access engineers of this one work with: itself, and the client's that its reseller shares. */
export async function accessSeenAt(db: Db | Tx, ticketNumber: number): Promise<[number, ...number[]]> {
  const row = await db.selectFrom("tickets").select("accessOf").where("number", "=", ticketNumber).executeTakeFirst();
  return [ticketNumber, ...(row?.accessOf == null ? [] : [row.accessOf])];
}

/** Escalations that see the access of this ticket; those that this person works on first. */
export async function sharedWith(db: Db | Tx, ticketNumber: number, personId: string): Promise<number[]> {
  const rows = await db
    .selectFrom("tickets")
    .select(["number", "assigneeId"])
    .where("accessOf", "=", ticketNumber)
    .orderBy("number")
    .execute();
  const isTheirs = ({ assigneeId }: { assigneeId: string | null }) => Number(assigneeId === personId);
  return rows.toSorted((one, other) => isTheirs(other) - isTheirs(one)).map(({ number }) => number);
}

/** Whether this person works on the ticket, or on an escalation that sees its access. */
export async function isWorkedOnBy(db: Db | Tx, ticketNumber: number, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom("tickets")
    .select("number")
    .where("assigneeId", "=", personId)
    .where((is) => is.or([is("number", "=", ticketNumber), is("accessOf", "=", ticketNumber)]))
    .executeTakeFirst();
  return row !== undefined;
}

/** Says whether anything changed. */
export async function setShared(tx: Tx, escalation: number, accessOf: number | null): Promise<boolean> {
  const changed = await tx
    .updateTable("tickets")
    .set({ accessOf })
    .where("number", "=", escalation)
    .where("accessOf", accessOf === null ? "is not" : "is", null)
    .returning("number")
    .execute();
  return changed.length > 0;
}

/** Escalations of a license's tickets that see a client's access. */
export async function sharedUnder(tx: Tx, licenseId: string): Promise<number[]> {
  const query = tx.selectFrom("tickets").select("number").where("licenseId", "=", licenseId);
  return (await query.where("accessOf", "is not", null).orderBy("number").execute()).map(({ number }) => number);
}

/** What resellers ask of their clients on tickets of this license. */
export async function askedOfClients(
  tx: Tx,
  licenseId: string,
): Promise<{ ticketNumber: number; kind: CredentialKind }[]> {
  return tx
    .selectFrom("accessAsks")
    .innerJoin("tickets", "tickets.number", "accessAsks.ticketNumber")
    .select(["accessAsks.ticketNumber", "accessAsks.kind"])
    .where("tickets.licenseId", "=", licenseId)
    .where("tickets.addressedTo", "=", "reseller")
    .orderBy("accessAsks.ticketNumber")
    .orderBy("accessAsks.kind")
    .execute();
}

/** When a session was begun; null of one that is over. */
export async function sessionBegan(db: Db | Tx, sessionId: string): Promise<string | null> {
  const row = await db.selectFrom("sessions").select("createdAt").where("id", "=", sessionId).executeTakeFirst();
  return row?.createdAt ?? null;
}

/** What the chores look for. */

/** Whose time is over, or whose retest was begun by somebody who was never heard of again. The longest due first. */
export async function endingsDue(
  db: Db,
  { endsBy, askedBy, begunBy, limit }: { endsBy: string; askedBy: string; begunBy: string; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom("credentials")
    .select("id")
    .where("state", "!=", "destroyed")
    .where((is) => is.or([is("retestedAt", "is", null), is("retestedAt", "<=", begunBy)]))
    .where((is) =>
      is.or([
        is("expiresAt", "<=", endsBy),
        is("disableAskedAt", "<=", askedBy),
        // Then the retest was begun, and whoever began it is gone.
        is("retestedAt", "is not", null),
      ]),
    )
    .orderBy("expiresAt")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Those of a ticket that were asked back at one moment: they are reminded of together. */
export interface AskedBack {
  ticketNumber: number;
  ticketId: string;
  accountId: string;
  disableAskedAt: string;
}

/** Asked back before this moment, not known to be disabled, and reminded of fewer times. */
export async function remindersDue(
  db: Db,
  { askedBy, fewerThan, limit }: { askedBy: string; fewerThan: number; limit: number },
): Promise<AskedBack[]> {
  const rows = await askedBack(db)
    .where("credentials.disableAskedAt", "<=", askedBy)
    .where("credentials.reminders", "<", fewerThan)
    .where((is) => is.or([is("credentials.state", "=", "disable-asked"), is("credentials.end", "=", "not-confirmed")]))
    .limit(limit)
    .execute();
  return rows.map(dated);
}

/** Asked back before this moment, and ended without anybody knowing that it was disabled. */
export async function unconfirmedDue(
  db: Db,
  { askedBy, limit }: { askedBy: string; limit: number },
): Promise<AskedBack[]> {
  const rows = await askedBack(db)
    .where("credentials.disableAskedAt", "<=", askedBy)
    .where("credentials.end", "=", "not-confirmed")
    .where("credentials.unconfirmedToldAt", "is", null)
    .limit(limit)
    .execute();
  return rows.map(dated);
}

function askedBack(db: Db) {
  return db
    .selectFrom("credentials")
    .innerJoin("tickets", "tickets.number", "credentials.ticketNumber")
    .innerJoin("licenses", "licenses.id", "tickets.licenseId")
    .select(["credentials.ticketNumber", "credentials.disableAskedAt", "tickets.id as ticketId", "licenses.accountId"])
    .distinct()
    .orderBy("credentials.disableAskedAt")
    .orderBy("credentials.ticketNumber");
}

function dated<Row extends { disableAskedAt: string | null }>(row: Row): Row & { disableAskedAt: string } {
  return { ...row, disableAskedAt: row.disableAskedAt ?? "" };
}

/** What a mail says of each of them. */
export interface Reminded {
  kind: CredentialKind;
  destroyedAt: string | null;
}

/** Counts a reminder; of several servers one is answered with what to remind of. */
export async function countReminder(
  tx: Tx,
  { ticketNumber, disableAskedAt }: AskedBack,
  reminders: number,
): Promise<Reminded[]> {
  return tx
    .updateTable("credentials")
    .set({ reminders })
    .where("ticketNumber", "=", ticketNumber)
    .where("disableAskedAt", "=", disableAskedAt)
    .where("reminders", "<", reminders)
    .where((is) => is.or([is("state", "=", "disable-asked"), is("end", "=", "not-confirmed")]))
    .returning(["kind", "destroyedAt"])
    .execute();
}

/** The same for what is told last. */
export async function countTold(tx: Tx, { ticketNumber, disableAskedAt }: AskedBack, at: string): Promise<Reminded[]> {
  return tx
    .updateTable("credentials")
    .set({ unconfirmedToldAt: at })
    .where("ticketNumber", "=", ticketNumber)
    .where("disableAskedAt", "=", disableAskedAt)
    .where("end", "=", "not-confirmed")
    .where("unconfirmedToldAt", "is", null)
    .returning(["kind", "destroyedAt"])
    .execute();
}

/** True for the one caller that ended it. */
export async function endCredential(
  tx: Tx,
  id: string,
  { end, at, ...rest }: { end: CredentialEnd; at: string } & Pick<Updateable<Tables["credentials"]>, "retestResult">,
): Promise<boolean> {
  return change(tx, id, { state: "destroyed", end, destroyedAt: at, ...rest });
}
