import { priceWords } from "../../shared/credit-words.ts";
import type { TicketState } from "../../shared/tickets.ts";
import type { Price } from "../../shared/verdict.ts";

/** The desk's words for ticket states, seen from our side of the table. */
export const stateWords: Record<TicketState, string> = {
  sent: "New",
  waiting: "Wrote back",
  answered: "Answered",
  resolved: "Resolved",
  closed: "Closed",
};

/** `20 credits`, `from 50 credits`, `free`. */
export function priceOrFree(price: Price): string {
  return price === 0 ? "free" : priceWords(price);
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;
}

/** A store as people call it: host and port, with the scheme only where it is a warning. */
export function storeWords(origin: string): string {
  return origin.replace(/^https:\/\//, "");
}

/** A hash short enough for a line: its beginning and its end. */
export function shortHash(sha256: string): string {
  return `${sha256.slice(0, 4)} ${sha256.slice(4, 8)} … ${sha256.slice(-4)}`;
}
