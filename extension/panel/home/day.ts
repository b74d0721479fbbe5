import { clockOf, dayOf, minuteOf } from "../parts/times.ts";

const dayMinutes = 1_440;

/** An opening as it falls into the person's own day: minutes since midnight, and as the clock shows them. */
export interface DaySpan {
  start: number;
  end: number;
  from: string;
  to: string;
}

/** What of these openings falls into today on the person's clock. */
export function spansToday(
  openings: readonly { from: string; to: string }[],
  nowMs: number,
  timeZone: string,
): DaySpan[] {
  const isToday = (at: string) => dayOf(at, timeZone) === dayOf(new Date(nowMs).toISOString(), timeZone);
  return openings.flatMap(({ from, to }) => {
    // The end itself belongs to the day before, where it is midnight.
    const last = new Date(Date.parse(to) - 1).toISOString();
    const holdsNow = Date.parse(from) < nowMs && nowMs < Date.parse(to);
    if (!isToday(from) && !isToday(last) && !holdsNow) return [];
    return {
      start: isToday(from) ? minuteOf(from, timeZone) : 0,
      end: isToday(last) ? minuteOf(to, timeZone) || dayMinutes : dayMinutes,
      from: isToday(from) ? clockOf(from, timeZone) : "00:00",
      to: isToday(last) && minuteOf(to, timeZone) > 0 ? clockOf(to, timeZone) : "24:00",
    };
  });
}

/** Hours written under the bar: its ends, and openings that leave room between them. */
export function barHours(spans: readonly DaySpan[]): number[] {
  const inner = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((one, other) => one - other);
  const kept = inner.filter(
    (minute, at) => minute >= 120 && minute <= dayMinutes - 120 && minute - (inner[at - 1] ?? 0) >= 90,
  );
  return [0, ...kept, dayMinutes];
}
