/**
 * Opening hours and answer times, computed from a calendar for any instant and any time zone. Nothing is ever looked up
 * in a table of cities: a printed one is right for half a year at most.
 */
export interface Calendar {
  /** IANA zone, or a fixed offset such as `+04:00` where the policy names one. */
  zone: string;
  /** Open days of the week, 1 Monday to 7 Sunday. */
  days: readonly number[];
  /** Wall-clock slots of an open day, in order, not overlapping; `24:00` is the end of the day. */
  slots: readonly { from: string; to: string }[];
  /** Closed calendar days, `2026-12-25`. */
  closed: readonly string[];
  /** True where the policy gives no hours of its own. */
  estimated: boolean;
}

export interface Opening {
  from: Temporal.Instant;
  to: Temporal.Instant;
}

/** `closesAt` and `opensAt` are null where that never happens. */
export type OpenState =
  | { open: true; closesAt: Temporal.Instant | null }
  | { open: false; opensAt: Temporal.Instant | null };

/** `working` runs in opening hours; `business-days` runs day and night on open days and stands still on others. */
export type Clock = "working" | "business-days";

export interface TraceStep {
  /** `ran`: the clock ran. `stood`: it did not, because of night, weekend or a closed day. `moved`: outside hours, to the next opening. */
  kind: "ran" | "stood" | "moved";
  from: Temporal.Instant;
  to: Temporal.Instant;
}

export interface AnswerTime {
  by: Temporal.Instant;
  trace: TraceStep[];
}

/** How far ahead an opening is looked for: a calendar closed for longer has none. */
const horizonDays = 800;

/** The openings of one calendar day of the calendar's own zone; slots that touch are one. */
export function openingsOn(calendar: Calendar, day: Temporal.PlainDate): Opening[] {
  if (!isOpenDay(calendar, day)) return [];
  const openings: Opening[] = [];
  for (const slot of calendar.slots) {
    const from = instantOf(calendar, day, slot.from);
    const to = instantOf(calendar, day, slot.to);
    const last = openings.at(-1);
    if (last && Temporal.Instant.compare(from, last.to) <= 0) last.to = to;
    else if (Temporal.Instant.compare(from, to) < 0) openings.push({ from, to });
  }
  return openings;
}

function isOpenDay(calendar: Calendar, day: Temporal.PlainDate): boolean {
  return calendar.days.includes(day.dayOfWeek) && !calendar.closed.includes(day.toString());
}

function instantOf({ zone }: Calendar, day: Temporal.PlainDate, time: string): Temporal.Instant {
  if (time === "24:00") return day.add({ days: 1 }).toZonedDateTime(zone).toInstant();
  return day.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant();
}

function dayOf({ zone }: Calendar, at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(zone).toPlainDate();
}

/** Openings from the one that holds `at`, or the next, onwards. */
function* openingsFrom(calendar: Calendar, at: Temporal.Instant): Generator<Opening> {
  const first = dayOf(calendar, at);
  for (let ahead = 0; ahead <= horizonDays; ahead += 1) {
    for (const opening of openingsOn(calendar, first.add({ days: ahead }))) {
      if (Temporal.Instant.compare(opening.to, at) > 0) yield opening;
    }
  }
}

/** Whether support is open; the closing moment itself is closed. */
export function openStateAt(calendar: Calendar, at: Temporal.Instant): OpenState {
  let closesAt: Temporal.Instant | null = null;
  for (const { from, to } of openingsFrom(calendar, at)) {
    if (closesAt === null && Temporal.Instant.compare(from, at) > 0) return { open: false, opensAt: from };
    if (closesAt !== null && !from.equals(closesAt)) return { open: true, closesAt };
    closesAt = to;
  }
  return closesAt === null ? { open: false, opensAt: null } : { open: true, closesAt: null };
}

/** One working day's opening hours on a person's own clock, `2026-07-05T22:00`. */
export function localHours(calendar: Calendar, day: Temporal.PlainDate, zone: string): { from: string; to: string }[] {
  const wall = (at: Temporal.Instant) =>
    at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" });
  return openingsOn(calendar, day).map(({ from, to }) => ({ from: wall(from), to: wall(to) }));
}

/** By when an answer is due that may take `hours` on the given clock; null where the calendar never opens again. */
export function answerBy(calendar: Calendar, at: Temporal.Instant, hours: number, clock: Clock): AnswerTime | null {
  const spans = clock === "working" ? openingsFrom(calendar, at) : openDaysFrom(calendar, at);
  const trace: TraceStep[] = [];
  let left = Temporal.Duration.from({ nanoseconds: Math.round(hours * 3.6e12) });
  let now = at;
  for (const span of spans) {
    const from = Temporal.Instant.compare(span.from, now) > 0 ? span.from : now;
    if (Temporal.Instant.compare(from, now) > 0) trace.push({ kind: "stood", from: now, to: from });
    const room = from.until(span.to);
    const ends = Temporal.Duration.compare(left, room) <= 0;
    now = ends ? from.add(left) : span.to;
    trace.push({ kind: "ran", from, to: now });
    if (ends) return clock === "working" ? { by: now, trace } : landed(calendar, now, trace);
    left = left.subtract(room);
  }
  return null;
}

function* openDaysFrom(calendar: Calendar, at: Temporal.Instant): Generator<Opening> {
  const first = dayOf(calendar, at);
  for (let ahead = 0; ahead <= horizonDays; ahead += 1) {
    const day = first.add({ days: ahead });
    if (openingsOn(calendar, day).length === 0) continue;
    yield { from: instantOf(calendar, day, "00:00"), to: instantOf(calendar, day, "24:00") };
  }
}

/** A moment of the business-days clock that lands outside opening hours becomes the next opening. */
function landed(calendar: Calendar, at: Temporal.Instant, trace: TraceStep[]): AnswerTime | null {
  const state = openStateAt(calendar, at);
  if (state.open) return { by: at, trace };
  if (!state.opensAt) return null;
  return { by: state.opensAt, trace: [...trace, { kind: "moved", from: at, to: state.opensAt }] };
}
