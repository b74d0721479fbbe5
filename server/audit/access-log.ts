import { createHmac, type KeyObject } from "node:crypto";
import canonicalize from "canonicalize";
import { z } from "zod";
import { type AccessAction, type CredentialKind, credentialKinds } from "../../shared/credentials.ts";
import { invariant } from "../../shared/invariant.ts";
import type { Actor } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import type { AccessLogRow } from "../db/schema.ts";
import type { Keys } from "../secrets.ts";
import { requireTrusted } from "./access-log-doubt.ts";

/**
 * What happened to handed-over access: rows 1, 2, 3 … without a gap, each carrying an HMAC of itself and of the one before
 * it, under a key that is not in the database. A head says how far they go. Nothing secret is ever in it.
 */

/** What is said of an entry. Never a secret. */
export interface Detail {
  kind: CredentialKind | null;
  /** Why, or how it ended, in a person's words. */
  says: string | null;
}

export interface NewEntry {
  action: AccessAction;
  ticketNumber: number;
  credentialId: string | null;
  detail: Detail;
  /** Who, as the vendor's people may know them; see `LoggedAccess`. */
  actorName: string;
}

/** An entry as it was written. Whom a holder may know by name is for the caller to decide. */
export interface LoggedAccess extends Detail {
  seq: number;
  at: string;
  action: AccessAction;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  ticketNumber: number;
  credentialId: string | null;
}

export interface Head {
  /** Of the last row; 0 of an empty log. */
  seq: number;
  hash: string;
}

export const noRow: Head = { seq: 0, hash: "0".repeat(64) };

/**
 * Adds an entry and returns its number. To be called last in its transaction: every other one that writes to the log waits
 * from here on. Throws where the head is not what was written, so that nothing happens to access that is not logged; a
 * reveal throws `access-log.in-doubt` where the log has a fault that no operator has looked at.
 */
export async function append(
  tx: Tx,
  { actor, now, keys }: { actor: Actor; now: () => Date; keys: Keys },
  { action, ticketNumber, credentialId, detail, actorName }: NewEntry,
): Promise<number> {
  if (action === "access.revealed") requireTrusted(keys);
  const head = await lockHead(tx, keys);
  const row = {
    seq: head.seq + 1,
    at: now().toISOString(),
    actorKind: actor.kind,
    actorId: actor.kind === "system" ? null : actor.id,
    actorName,
    action,
    ticketNumber,
    credentialId,
    detail: canonicalize(detail) ?? "{}",
  };
  const hash = hashOf(keys.logKey, head.hash, row);
  await tx
    .insertInto("accessLog")
    .values({ ...row, hash })
    .execute();
  const next = { seq: row.seq, hash };
  await tx
    .updateTable("accessLogHead")
    .set({ ...next, mac: macOf(keys.logKey, next) })
    .where("id", "=", 1)
    .execute();
  return row.seq;
}

/** What happened to a ticket's access, oldest first. */
export async function entriesOf(db: Db | Tx, ticketNumber: number): Promise<LoggedAccess[]> {
  const rows = await db
    .selectFrom("accessLog")
    .selectAll()
    .where("ticketNumber", "=", ticketNumber)
    .orderBy("seq")
    .execute();
  return rows.map(entryOf);
}

export interface TimesFilter {
  actions: readonly AccessAction[];
  actorId?: string;
  ticketNumber?: number;
  licenseId?: string;
}

/** When there were such entries after this moment, `2026-11-22T09:00:00.000Z`; oldest first. */
export async function timesSince(db: Db | Tx, filter: TimesFilter, since: string): Promise<string[]> {
  let query = db.selectFrom("accessLog").select("at").where("at", ">", since).where("action", "in", filter.actions);
  if (filter.actorId !== undefined) query = query.where("actorId", "=", filter.actorId);
  if (filter.ticketNumber !== undefined) query = query.where("ticketNumber", "=", filter.ticketNumber);
  const { licenseId } = filter;
  if (licenseId !== undefined) {
    query = query.where("ticketNumber", "in", (inner) =>
      inner.selectFrom("tickets").select("number").where("licenseId", "=", licenseId),
    );
  }
  return (await query.orderBy("at").execute()).map(({ at }) => at);
}

/** HMAC-SHA256 over the hash before it and the row in canonical JSON (RFC 8785), hex. */
export function hashOf(logKey: KeyObject, before: string, row: Omit<AccessLogRow, "hash">): string {
  const { seq, at, actorKind, actorId, actorName, action, ticketNumber, credentialId, detail } = row;
  const text = canonicalize({ seq, at, actorKind, actorId, actorName, action, ticketNumber, credentialId, detail });
  return createHmac("sha256", logKey)
    .update(`row\n${before}\n${text ?? ""}`, "utf8")
    .digest("hex");
}

export function macOf(logKey: KeyObject, { seq, hash }: Head): string {
  return createHmac("sha256", logKey).update(`head\n${seq}\n${hash}`, "utf8").digest("hex");
}

/** Takes the row's lock on PostgreSQL and the write lock on SQLite: entries are added one after another. */
async function lockHead(tx: Tx, { logKey }: Pick<Keys, "logKey">): Promise<Head> {
  const head = (await touchHead(tx)) ?? (await firstHead(tx, logKey));
  if (head.mac !== macOf(logKey, head)) throw new Error("the head of the access log is not what was written");
  return head;
}

function touchHead(tx: Tx): Promise<(Head & { mac: string }) | undefined> {
  return tx
    .updateTable("accessLogHead")
    .set({ id: 1 })
    .where("id", "=", 1)
    .returning(["seq", "hash", "mac"])
    .executeTakeFirst();
}

/** Of two that begin the log at once the second one waits here, and goes on from what the first one wrote. */
async function firstHead(tx: Tx, logKey: KeyObject): Promise<Head & { mac: string }> {
  await tx
    .insertInto("accessLogHead")
    .values({ id: 1, ...noRow, mac: macOf(logKey, noRow) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const head = await touchHead(tx);
  invariant(head, "the head was made, here or by another");
  const row = head.seq === 0 ? await tx.selectFrom("accessLog").select("seq").limit(1).executeTakeFirst() : undefined;
  if (row) throw new Error("the access log has lost its head");
  return head;
}

const detailOf = z.object({ kind: z.enum(credentialKinds).nullable(), says: z.string().nullable() });

function entryOf({ detail, hash: _, ...row }: AccessLogRow): LoggedAccess {
  return { ...row, ...detailOf.parse(JSON.parse(detail)) };
}
