import type { AuthorKind, Message } from "../../shared/tickets.ts";
import type { Db, Tx } from "../db/open.ts";

/** What is said in tickets: SQL only. */

export interface NewMessage {
  id: string;
  author: { kind: AuthorKind; id: string; name: string };
  body: string;
  at: string;
}

export async function insertMessage(tx: Tx, ticketNumber: number, { id, author, body, at }: NewMessage): Promise<void> {
  await tx
    .insertInto("messages")
    .values({
      id,
      ticketNumber,
      authorKind: author.kind,
      authorId: author.id,
      authorName: author.name,
      body,
      sentAt: at,
      seenAt: null,
    })
    .execute();
}

export async function message(
  tx: Tx,
  ticketNumber: number,
  id: string,
): Promise<{ body: string; authorId: string } | null> {
  const row = await tx
    .selectFrom("messages")
    .select(["body", "authorId"])
    .where("ticketNumber", "=", ticketNumber)
    .where("id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

export async function messagesOf(db: Db | Tx, ticketNumber: number): Promise<Message[]> {
  const rows = await db
    .selectFrom("messages")
    .select(["id", "authorKind", "authorName", "body", "sentAt"])
    .where("ticketNumber", "=", ticketNumber)
    .orderBy("seq")
    .execute();
  return rows.map(({ id, authorKind, authorName, body, sentAt }) => ({
    id,
    author: { kind: authorKind, name: authorName },
    body,
    at: sentAt,
  }));
}

/** The holder's browser shows them now; those already shown keep their time. */
export async function markSeen(db: Db | Tx, ticketNumber: number, at: string): Promise<void> {
  await db
    .updateTable("messages")
    .set({ seenAt: at })
    .where("ticketNumber", "=", ticketNumber)
    .where("authorKind", "!=", "holder")
    .where("seenAt", "is", null)
    .execute();
}

/** Whether somebody of the vendor wrote this, in a ticket that was made of this client's ticket. */
export async function isVendorsAnswer(db: Db | Tx, clientTicket: number, id: string): Promise<boolean> {
  const query = db
    .selectFrom("messages")
    .innerJoin("tickets", "tickets.number", "messages.ticketNumber")
    .select("messages.id")
    .where("tickets.relayOf", "=", clientTicket)
    .where("messages.id", "=", id)
    .where("messages.authorKind", "=", "engineer");
  return (await query.executeTakeFirst()) !== undefined;
}
