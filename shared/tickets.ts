import type { AnswerDue, TicketCharge } from "./charges.ts";
import type { Readiness } from "./credentials.ts";
import type { NamedFile } from "./files.ts";
import { type Decision, refuse } from "./problems.ts";

/**
 * sent: with us, nobody has answered · answered: the holder's turn · waiting: the holder wrote again ·
 * resolved: the matter is settled, a message from the holder opens it again · closed: for good.
 */
export const ticketStates = ["sent", "answered", "waiting", "resolved", "closed"] as const;
export type TicketState = (typeof ticketStates)[number];

const moves: Record<TicketState, readonly TicketState[]> = {
  sent: ["answered", "waiting", "resolved"],
  answered: ["answered", "waiting", "resolved"],
  waiting: ["answered", "waiting", "resolved"],
  resolved: ["answered", "waiting", "closed"],
  closed: [],
};

/** The state a ticket has after a move, or why it cannot be made. */
export function move(
  from: TicketState,
  to: TicketState,
): Decision<TicketState, "ticket.closed" | "ticket.move-not-allowed"> {
  if (moves[from].includes(to)) return { ok: true, value: to };
  return from === "closed" ? refuse("ticket.closed") : refuse("ticket.move-not-allowed", { from, to });
}

/** What a person calls a ticket: `T-1042`. */
export function ticketName(number: number): string {
  return `T-${number}`;
}

export type AuthorKind = "holder" | "engineer" | "reseller" | "system";

export interface Message {
  id: string;
  author: { kind: AuthorKind; name: string };
  /** Plain text. */
  body: string;
  /** ISO 8601, UTC. */
  at: string;
}

/** The server's word that a submission is stored. The same for every repetition of the same bytes. */
export interface TicketReceipt {
  ticketId: string;
  number: number;
  /** SHA-256 of the stored bytes, 64 hex digits. */
  sha256: string;
  /** Bytes stored. */
  size: number;
  storedAt: string;
}

export interface TicketSummary {
  ticketId: string;
  number: number;
  subject: string;
  state: TicketState;
  storeOrigin: string;
  createdAt: string;
  updatedAt: string;
  /** Messages from support that the holder has not seen. */
  unread: number;
  /** Credits that an open offer asks the holder for; absent or null where none is open. */
  asks?: number | null;
  /** How access to the store stands; absent from an older server. */
  access?: Readiness;
}

export interface TicketThread extends TicketSummary {
  sha256: string;
  messages: Message[];
  /** Null where the license has no programme. */
  charge: TicketCharge | null;
}

/** A ticket in the desk's queue. `unread` counts what the holder has not seen of ours. */
export interface DeskTicketSummary extends TicketSummary {
  holderName: string;
  /** Label and version as captured, `OpenCart 4.1.0.4`; null where no report came with the request. */
  platform: string | null;
  licenseLast4: string;
  /** Who wrote last; null while nobody has. */
  lastAuthor: AuthorKind | null;
  messageCount: number;
  /** How the programme ranks it; absent or null where the license has none. */
  priority?: TicketCharge["priority"] | null;
  /** When the answer is due; absent or null where the license has no programme. */
  due?: Pick<AnswerDue, "by" | "promise"> | null;
  /** Clearly more urgent than others of its priority. */
  urgent?: boolean;
  /** Credits of the offer that waits for the holder's yes; absent or null where none does. */
  askedFor?: number | null;
  /** Whose ticket it is; absent or null while nobody took it. */
  assignee?: { id: string; name: string } | null;
}

/** A ticket as an engineer opens it. */
export interface DeskTicket extends DeskTicketSummary {
  messages: Message[];
  /** SHA-256 of the stored bytes, 64 hex digits. */
  sha256: string;
  /** Bytes stored. */
  size: number;
  storedAt: string;
  /** The exact stored bytes as text: a submission in canonical JSON (shared/submission.ts). */
  text: string;
  device: { label: string; standing: "enrolled" | "key-only" };
  /** Null where the license has no programme. */
  charge: TicketCharge | null;
  /** The holder's account; null where the license has no programme. */
  account: { available: number; held: number } | null;
  /** What an engineer may assess this ticket as, and how it is priced; empty where nothing is charged. */
  categories: { id: string; name: string; credits: number | { from: number }; asks: boolean; says: string }[];
  /** By the server's own ids: `/files/<id>` gives the bytes. */
  files: NamedFile[];
  /** At a reseller's desk: what was sent on to the vendor of this ticket, oldest first. Absent at the vendor's. */
  relays?: Relay[];
}

/** A request that a reseller made for the vendor of a client's. */
export interface Relay {
  ticketId: string;
  number: number;
  subject: string;
  state: TicketState;
  createdAt: string;
  messages: Message[];
}

/** What the desk's queue can be narrowed to beside states: what the reader took, and what one could begin with. */
export const queueFilters = ["mine", "access-ready"] as const;
export type QueueFilter = (typeof queueFilters)[number];

export interface QueuePage {
  tickets: DeskTicketSummary[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
}
