import type { ClientLicense } from "../../../shared/client-snapshot.ts";
import type { LicenseState } from "../../../shared/license-list.ts";
import { type Refusal, sentence } from "../../../shared/problems.ts";
import type { TicketState } from "../../../shared/tickets.ts";
import type { IconName } from "../../../shared/ui/icon.tsx";
import type { Tone } from "../../../shared/ui/note.tsx";

/** What a license's badge says: the most pressing thing about it. */
export interface BadgeWords {
  tone: Tone;
  icon: IconName;
  words: string;
}

const states: Record<LicenseState, BadgeWords> = {
  active: { tone: "positive", icon: "check", words: "Active" },
  suspended: { tone: "caution", icon: "stop", words: "Suspended" },
  ended: { tone: "neutral", icon: "minus", words: "Ended" },
  banned: { tone: "critical", icon: "x", words: "Banned" },
};

export function badgeOf(
  { life, state, orphanAt, unreachableAt }: Pick<ClientLicense, "life" | "state" | "orphanAt" | "unreachableAt">,
  nowMs: number,
): BadgeWords {
  if (orphanAt !== null) return { tone: "critical", icon: "clock", words: `Answer ${within(orphanAt, nowMs)}` };
  if (unreachableAt !== null) return { tone: "critical", icon: "alert", words: "Its owner waits" };
  if (life === "transfer-pending") return { tone: "caution", icon: "refresh", words: "Transfer asked" };
  return states[state];
}

/** A client's ticket, seen from the reseller's side of the table. */
export const ticketWords: Record<TicketState, { tone: Tone; words: string }> = {
  sent: { tone: "accent", words: "New" },
  waiting: { tone: "caution", words: "Wrote back" },
  answered: { tone: "neutral", words: "Answered" },
  resolved: { tone: "positive", words: "Resolved" },
  closed: { tone: "neutral", words: "Closed" },
};

/** Why something could not be read. Nothing was written here that could be lost. */
export function unreadWords(why: Refusal, isOnline: boolean): string {
  if (!isOnline) return "You are offline.";
  return why.code === "server.no-answer" ? "The server does not answer." : sentence(why);
}

/** "in 4 d 23 h", "in 3 h 10 min", "now": down to the minute, never rounded up. */
export function within(at: string, nowMs: number): string {
  const minutes = Math.floor((Date.parse(at) - nowMs) / 60_000);
  if (!(minutes > 0)) return "now";
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24];
  if (days > 0) return `in ${days} d ${hours} h`;
  return hours > 0 ? `in ${hours} h ${minutes % 60} min` : `in ${minutes} min`;
}

export function ticketCount(tickets: number): string {
  return tickets === 0 ? "no tickets" : `${tickets} ticket${tickets === 1 ? "" : "s"}`;
}

/** "Premium, until 10 Dec 2026". */
export function planWords({ plan, planUntil }: Pick<ClientLicense, "plan" | "planUntil">): string {
  const name = plan ?? "No plan";
  return planUntil === null ? name : `${name}, until ${dayWords(planUntil)}`;
}

function dayWords(day: string): string {
  const show = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return show.format(Date.parse(`${day}T00:00:00Z`));
}
