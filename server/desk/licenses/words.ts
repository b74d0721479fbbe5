import type { LicenseDeed, LicenseState } from "../../../shared/license-list.ts";
import type { Costs, LifeState } from "../../../shared/licenses.ts";

export const stateWords: Record<LicenseState, { words: string; look: string }> = {
  active: { words: "Active", look: "positive" },
  suspended: { words: "Suspended", look: "caution" },
  ended: { words: "Ended", look: "neutral" },
  banned: { words: "Banned", look: "critical" },
};

/** Null where there is nothing to tell of it. */
export const lifeWords: Record<LifeState, { words: string; look: string } | null> = {
  active: null,
  "transfer-pending": { words: "Transfer pending", look: "caution" },
  "contacting-reseller": { words: "Reseller not reached", look: "caution" },
  orphaned: { words: "Orphaned", look: "critical" },
};

export const deedWords: Record<LicenseDeed, string> = {
  suspend: "Suspend",
  resume: "Resume",
  renew: "Renew",
  ban: "Ban",
  move: "Move to another domain",
  assign: "Choose who looks after it",
  "log-contact": "Log an attempt",
  "note-answer": "Note their answer",
  answer: "Answer",
  "name-reseller": "The owner named a reseller",
  "ask-transfer": "Transfer to another reseller",
  "state-costs": "State your costs",
  consent: "Agree",
  decline: "Decline",
  cancel: "Take the request back",
  "make-code": "Connect a browser",
};

export function money({ amount: { minor, currency } }: Costs): string {
  return new Intl.NumberFormat("en-GB", { style: "currency", currency }).format(minor / 100);
}

/** `12 Jan 2027`. */
export function dayWords(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
  return format.format(Date.UTC(year, month - 1, date));
}
