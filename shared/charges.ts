import type { Topic } from "./programmes/schema.ts";
import type { Price, VerdictKind } from "./verdict.ts";

/** A price that an engineer assessed and the holder is asked for. It expires by itself and is never taken silently. */
export interface Offer {
  id: string;
  category: string;
  categoryName: string;
  /** What the ticket would cost in all. */
  credits: number;
  /** What would be held on top of what is held already. */
  extra: number;
  /** Why, in the engineer's words; may be empty. */
  reason: string;
  askedAt: string;
  expiresAt: string;
  state: "open" | "agreed" | "declined" | "expired";
}

/** How long an offer stands before it expires and everything held is released. */
export const offerDays = 7;

/** A rule that decided something, with its words and the programme it stands in. */
export interface Clause {
  /** Its name, as people call it. */
  programme: string;
  version: string;
  rule: string;
  says: string;
}

/** By when an answer is due; `by` is null where the programme names no time. */
export interface AnswerDue {
  by: string | null;
  hours: number | null;
  clock: "working" | "business-days";
  promise: "average" | "usual" | "none";
  slowest: string | null;
  trace: { kind: "ran" | "stood" | "moved"; from: string; to: string }[];
  /** The zone of the programme's calendar: IANA, or a fixed offset such as `+04:00`. */
  zone?: string;
}

/** What a ticket costs and why. Frozen where it rests on the filing; the rest follows the ledger. */
export interface TicketCharge {
  topic: Topic;
  verdict: VerdictKind;
  /** As it was said when filing. */
  price: Price;
  clauses: Clause[];
  category: { id: string; name: string } | null;
  held: number;
  settled: number;
  /** All that the holder agreed to so far, in advance included. */
  agreed: number;
  /** The latest offer; null where none was ever made. */
  offer: Offer | null;
  due: AnswerDue | null;
  priority: "highest" | "high" | "regular";
}

/** One line of an account's statement, newest last. */
export interface StatementLine {
  id: string;
  at: string;
  kind: "grant" | "hold" | "settle" | "release" | "correct";
  /** What it was for, in a person's words. */
  says: string;
  ticketNumber: number | null;
  /** What it did to the available credits: negative takes. Settling takes nothing that was not held. */
  change: number;
  available: number;
  held: number;
}

export interface Statement {
  available: number;
  held: number;
  spent: number;
  granted: number;
  lines: StatementLine[];
}
