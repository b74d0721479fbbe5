import { invariant } from "./invariant.ts";
import { type Decision, refuse } from "./problems.ts";

/**
 * The ledger of one holder's account. Credits are whole numbers and never run out of time. Entries are only ever added;
 * the balance is computed from them.
 */
export type Entry = { id: string } & (
  | { kind: "grant"; credits: number; source: "license" | "package" | "goodwill" }
  | { kind: "hold"; ticketId: string; credits: number }
  | { kind: "settle"; ticketId: string; credits: number }
  | {
      kind: "release";
      ticketId: string;
      credits: number;
      reason: "declined" | "expired" | "assessed-lower" | "withdrawn";
    }
  /** Negative takes back, positive gives back; always says which entry it corrects. */
  | { kind: "correct"; corrects: string; ticketId: string | null; credits: number; reason: string }
);

export interface Balance {
  granted: number;
  available: number;
  held: number;
  spent: number;
}

/** `available + held + spent` is always what was granted, corrections of grants included. */
export function balance(ledger: readonly Entry[]): Balance {
  const sum = { granted: 0, available: 0, held: 0, spent: 0 };
  for (const entry of ledger) {
    if (entry.kind === "grant") {
      sum.granted += entry.credits;
      sum.available += entry.credits;
    } else if (entry.kind === "hold") {
      sum.available -= entry.credits;
      sum.held += entry.credits;
    } else if (entry.kind === "settle") {
      sum.held -= entry.credits;
      sum.spent += entry.credits;
    } else if (entry.kind === "release") {
      sum.held -= entry.credits;
      sum.available += entry.credits;
    } else if (entry.ticketId === null) {
      sum.granted += entry.credits;
      sum.available += entry.credits;
    } else {
      sum.spent -= entry.credits;
      sum.available += entry.credits;
    }
  }
  return sum;
}

/** Credits held for one ticket. */
export function heldFor(ledger: readonly Entry[], ticketId: string): number {
  return balance(ledger.filter((entry) => "ticketId" in entry && entry.ticketId === ticketId)).held;
}

export interface Reassessment {
  /** What the ticket costs as it is assessed now. */
  credits: number;
  /** Comes back at once. */
  returned: number;
  /** Is added to the hold, once agreed. */
  extra: number;
  confirmation: "not-needed" | "required" | "agreed-in-advance";
  /** What stays held until the person has agreed. */
  heldUntilConfirmed: number;
  /** Credits missing for the extra. */
  short: number | null;
}

/**
 * What another category means for a ticket. `confirmed` is all that the person agreed to so far, in advance included; a
 * rise above it is asked for again, a fall comes back at once.
 */
export function reassess(given: {
  available: number;
  held: number;
  confirmed: number;
  credits: number;
  asks: boolean;
}): Reassessment {
  const { available, held, confirmed, credits, asks } = given;
  invariant(
    Number.isSafeInteger(available) &&
      [held, confirmed, credits].every((value) => Number.isSafeInteger(value) && value >= 0),
    "credits are whole numbers",
  );
  const extra = Math.max(0, credits - held);
  const returned = Math.max(0, held - credits);
  const mustAsk = asks && credits > confirmed;
  return {
    credits,
    returned,
    extra,
    confirmation: mustAsk ? "required" : extra > 0 && asks ? "agreed-in-advance" : "not-needed",
    heldUntilConfirmed: mustAsk ? held : credits,
    short: extra > Math.max(0, available) ? extra - available : null,
  };
}

export type EntryOf<Kind extends Entry["kind"]> = Omit<Extract<Entry, { kind: Kind }>, "id">;

/** Sets credits aside for a ticket. */
export function hold(
  ledger: readonly Entry[],
  ticketId: string,
  credits: number,
): Decision<EntryOf<"hold">, "credits.insufficient"> {
  invariant(Number.isSafeInteger(credits) && credits > 0, "credits are positive whole numbers");
  const { available } = balance(ledger);
  if (credits > available) return refuse("credits.insufficient", { needed: credits, available });
  return { ok: true, value: { kind: "hold", ticketId, credits } };
}

/** Spends what is held for a ticket, at most what is held. */
export function settle(
  ledger: readonly Entry[],
  ticketId: string,
  credits: number,
): Decision<EntryOf<"settle">, "credits.not-held"> {
  invariant(Number.isSafeInteger(credits) && credits > 0, "credits are positive whole numbers");
  const held = heldFor(ledger, ticketId);
  if (credits > held) return refuse("credits.not-held", { needed: credits, held });
  return { ok: true, value: { kind: "settle", ticketId, credits } };
}

/** Gives back what is held for a ticket, at most what is held. */
export function release(
  ledger: readonly Entry[],
  ticketId: string,
  credits: number,
  reason: EntryOf<"release">["reason"],
): Decision<EntryOf<"release">, "credits.not-held"> {
  invariant(Number.isSafeInteger(credits) && credits > 0, "credits are positive whole numbers");
  const held = heldFor(ledger, ticketId);
  if (credits > held) return refuse("credits.not-held", { needed: credits, held });
  return { ok: true, value: { kind: "release", ticketId, credits, reason } };
}

/**
 * Takes back what a grant gave, or gives back what a ticket cost: at most what earlier corrections left of it. Taking
 * back what was used already needs the operator's word that the account may go below zero.
 */
export function correct(
  ledger: readonly Entry[],
  corrects: string,
  credits: number,
  reason: string,
  mayGoBelowZero: boolean,
): Decision<EntryOf<"correct">, "credits.entry-absent" | "credits.entry-spent" | "credits.insufficient"> {
  invariant(Number.isSafeInteger(credits) && credits > 0, "credits are positive whole numbers");
  const entry = ledger.find(({ id }) => id === corrects);
  if (entry?.kind !== "grant" && entry?.kind !== "settle") return refuse("credits.entry-absent");
  const left = leftOf(ledger, entry);
  if (credits > left) return refuse("credits.entry-spent", { left });
  if (entry.kind === "settle")
    return { ok: true, value: { kind: "correct", corrects, ticketId: entry.ticketId, credits, reason } };
  const { available } = balance(ledger);
  if (credits > available && !mayGoBelowZero) return refuse("credits.insufficient", { needed: credits, available });
  return { ok: true, value: { kind: "correct", corrects, ticketId: null, credits: -credits, reason } };
}

/** What corrections have left of a grant or of what was settled. */
export function leftOf(ledger: readonly Entry[], { id, credits }: Entry): number {
  const corrections = ledger.filter((entry) => entry.kind === "correct" && entry.corrects === id);
  return corrections.reduce((left, correction) => left - Math.abs(correction.credits), credits);
}
