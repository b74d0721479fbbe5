/** Times of support on the person's own clock. Every function takes the zone, so that none is ever guessed. */

function part(at: string, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, ...options }).format(Date.parse(at));
}

/** `09:00` */
export function clockOf(at: string, timeZone: string): string {
  return part(at, timeZone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function weekdayOf(at: string, timeZone: string): string {
  return part(at, timeZone, { weekday: "long" });
}

/** `Mon 23 Nov` */
export function dayOf(at: string, timeZone: string): string {
  const [weekday, day, month] = [{ weekday: "short" }, { day: "numeric" }, { month: "short" }].map((options) =>
    part(at, timeZone, options as Intl.DateTimeFormatOptions),
  );
  return `${weekday} ${day} ${month}`;
}

/** `today`, or `Mon 23 Nov` */
export function nearDayOf(at: string, nowMs: number, timeZone: string): string {
  const day = dayOf(at, timeZone);
  return day === dayOf(new Date(nowMs).toISOString(), timeZone) ? "today" : day;
}

/** A calendar day such as a quota's first one: `Thu 10 Dec 2026`. It has no zone. */
export function calendarDay(day: string): string {
  return `${dayOf(day, "UTC")} ${day.slice(0, 4)}`;
}

/** How a person calls their own zone: `Berlin`, `New York`. */
export function placeOf(timeZone: string): string {
  return timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
}

/** `45 min`, `1 h`, `2.5 h` */
export function lengthOf(from: string, to: string): string {
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Number((minutes / 60).toFixed(1))} h`;
}

/** Minutes since midnight on the person's clock. */
export function minuteOf(at: string, timeZone: string): number {
  const [hours, minutes] = clockOf(at, timeZone).split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
