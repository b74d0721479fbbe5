/** Times as the engineer reads them, in the browser's own zone; shared/ui/when.ts says a moment, these the rest. */

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const whole = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago: `just now`, `12 min`, `3 h`, `5 d`. */
export function ageWords(iso: string, now: Date): string {
  const age = now.getTime() - new Date(iso).getTime();
  if (age < minute) return "just now";
  if (age < hour) return `${Math.floor(age / minute)} min`;
  if (age < 2 * day) return `${Math.floor(age / hour)} h`;
  return `${Math.floor(age / day)} d`;
}

export function clockWords(at: Date): string {
  return clock.format(at);
}

/** Day, time and zone in full. */
export function wholeWords(iso: string): string {
  return whole.format(new Date(iso));
}

/** An offset as `GMT+4`: the reader's own, or that of a zone such as `America/New_York` or `+04:00`. */
export function zoneWords(at: Date, timeZone?: string): string {
  const parts = format({ timeZoneName: "shortOffset" }, timeZone).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
}

/** Whether a zone's clock shows another time than the reader's own at that moment. */
export function differs(timeZone: string, at: string): boolean {
  const moment = new Date(at);
  return zoneWords(moment) !== zoneWords(moment, timeZone);
}

/** `Fri 13:00–14:00`, `Fri 14:00–Mon 05:00`; without an end one moment. In the reader's own zone unless one is named. */
export function spanWords(from: string, to: string | null, timeZone?: string): string {
  const day = format({ weekday: "short", day: "numeric", month: "short" }, timeZone);
  const weekday = format({ weekday: "short" }, timeZone);
  const time = format({ hour: "2-digit", minute: "2-digit" }, timeZone);
  const [start, end] = [new Date(from), to === null ? null : new Date(to)];
  const beginning = `${weekday.format(start)} ${time.format(start)}`;
  if (!end) return beginning;
  const isSameDay = day.format(start) === day.format(end);
  return `${beginning}–${isSameDay ? "" : `${weekday.format(end)} `}${time.format(end)}`;
}

function format(options: Intl.DateTimeFormatOptions, timeZone?: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", { ...options, ...(timeZone && { timeZone }) });
}
