import type { Entry } from "../../shared/credits.ts";
import { invariant } from "../../shared/invariant.ts";
import type { Db, Tx } from "../db/open.ts";
import type { EntryRow } from "../db/schema.ts";

/** The ledger's SQL. Entries are added and read, never changed: the database refuses it too. */

/** An entry with what is on record beside it. */
export interface Recorded {
  seq: number;
  at: string;
  entry: Entry;
  /** What a person wrote down with it. */
  note: string | null;
}

/** What an entry says, without its place in the ledger. */
export type EntryContents = Omit<EntryRow, "seq" | "at" | "actorKind" | "actorId">;

export async function append(tx: Tx, row: EntryRow): Promise<void> {
  await tx.insertInto("entries").values(row).execute();
}

export async function contentsOf(tx: Tx, id: string): Promise<EntryContents | null> {
  const row = await tx
    .selectFrom("entries")
    .select([
      "id",
      "accountId",
      "kind",
      "credits",
      "ticketNumber",
      "source",
      "reason",
      "corrects",
      "paidMinor",
      "paidCurrency",
    ])
    .where("id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

/** An account's whole ledger, oldest first. */
export async function entriesOf(db: Db | Tx, accountId: string): Promise<Recorded[]> {
  const rows = await db.selectFrom("entries").selectAll().where("accountId", "=", accountId).orderBy("seq").execute();
  return rows.map(recorded);
}

export async function ledgerOf(db: Db | Tx, accountId: string): Promise<Entry[]> {
  return (await entriesOf(db, accountId)).map(({ entry }) => entry);
}

/** What the ledger says of one ticket, oldest first. */
export async function ticketLedger(db: Db | Tx, ticketNumber: number): Promise<Entry[]> {
  const rows = await db
    .selectFrom("entries")
    .selectAll()
    .where("ticketNumber", "=", ticketNumber)
    .orderBy("seq")
    .execute();
  return rows.map((row) => recorded(row).entry);
}

/** What the ledger's rules call a ticket. */
export function ticketIdOf(ticketNumber: number): string {
  return String(ticketNumber);
}

function recorded(row: EntryRow): Recorded {
  return { seq: row.seq, at: row.at, entry: entryOf(row), note: row.kind === "grant" ? row.reason : null };
}

function entryOf({ id, kind, credits, ticketNumber, source, reason, corrects }: EntryRow): Entry {
  if (kind === "grant") {
    invariant(source, "a grant has a source");
    return { id, kind, credits, source };
  }
  const ticketId = ticketNumber === null ? null : ticketIdOf(ticketNumber);
  if (kind === "correct") {
    invariant(corrects !== null, "a correction names what it corrects");
    return { id, kind, credits, corrects, ticketId, reason: reason ?? "" };
  }
  invariant(ticketId !== null, "this kind of entry is about a ticket");
  if (kind !== "release") return { id, kind, credits, ticketId };
  const why = releaseReasons.find((each) => each === reason);
  invariant(why, "a release says why");
  return { id, kind, credits, ticketId, reason: why };
}

const releaseReasons = ["declined", "expired", "assessed-lower", "withdrawn"] as const;
