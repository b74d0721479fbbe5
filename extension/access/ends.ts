import { mostDays } from "../../shared/access-values.ts";

/** When access ends by itself: days from now, or the end of a day in the person's own time. */
export type Ends = { days: number } | { on: string };

export const daysToChoose = [1, 3, 7] as const;

/** ISO 8601, UTC. `on` is a day as `2026-12-01`. */
export function endOf(ends: Ends, nowMs: number, timeZone: string): string {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs);
  if ("days" in ends) return iso(now.add({ hours: 24 * ends.days }));
  const next = Temporal.PlainDate.from(ends.on).add({ days: 1 });
  const end = next.toZonedDateTime(timeZone).toInstant().subtract({ minutes: 1 });
  // Where clocks are put back a day more than the most there is would come of it.
  const latest = now.add({ hours: 24 * mostDays }).subtract({ minutes: 1 });
  return iso(Temporal.Instant.compare(end, latest) > 0 ? latest : end);
}

/** First and last day that can be chosen: today's end still lies ahead, the last day's within the most there is. */
export function daysAllowed(nowMs: number, timeZone: string): { first: string; last: string } {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).toPlainDate();
  return { first: today.toString(), last: today.add({ days: mostDays - 1 }).toString() };
}

/** Why this end cannot be, in words; null where it can. */
export function faultOfEnd(ends: Ends, nowMs: number, timeZone: string): string | null {
  if ("days" in ends) return null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(ends.on)) return "Choose a day.";
  const { first, last } = daysAllowed(nowMs, timeZone);
  if (ends.on < first) return "Choose a day that is not over.";
  return ends.on > last ? `Choose a day within ${mostDays} days.` : null;
}

function iso(at: Temporal.Instant): string {
  return new Date(at.epochMilliseconds).toISOString();
}
