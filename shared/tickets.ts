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

export type AuthorKind = "holder" | "engineer" | "system";

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
}

export interface TicketThread extends TicketSummary {
  sha256: string;
  messages: Message[];
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
  /** By the server's own ids: `/files/<id>` gives the bytes. */
  files: NamedFile[];
}

export interface QueuePage {
  tickets: DeskTicketSummary[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
}
