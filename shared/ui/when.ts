/**
 * Times as people say them, in the reader's own time zone unless another is named: "today 13:20", "yesterday 13:20",
 * "Thu 13:20" within a week, "3 Nov 13:20" within the year, "3 Nov 2025, 13:20" before.
 */
export function when(at: string, nowMs: number, timeZone?: string): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return at;
  const show = (options: Intl.DateTimeFormatOptions, ms = time) =>
    new Intl.DateTimeFormat("en-GB", { ...options, ...(timeZone ? { timeZone } : {}) }).format(ms);
  const day = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const clock = show({ hour: "2-digit", minute: "2-digit" });
  if (show(day) === show(day, nowMs)) return `today ${clock}`;
  if (show(day) === show(day, nowMs - dayMs)) return `yesterday ${clock}`;
  if (Math.abs(nowMs - time) < 6 * dayMs) return `${show({ weekday: "short" })} ${clock}`;
  if (show({ year: "numeric" }) === show({ year: "numeric" }, nowMs)) {
    return `${show({ day: "numeric", month: "short" })} ${clock}`;
  }
  return `${show({ day: "numeric", month: "short", year: "numeric" })}, ${clock}`;
}

const dayMs = 86_400_000;

/** How long until then: "in 42 s", "in 5 min", "in 3 h"; "now" when it is due. */
export function until(at: string, nowMs: number): string {
  const seconds = Math.ceil((Date.parse(at) - nowMs) / 1000);
  if (!(seconds > 0)) return "now";
  if (seconds < 60) return `in ${seconds} s`;
  if (seconds < 5_400) return `in ${Math.round(seconds / 60)} min`;
  return `in ${Math.round(seconds / 3_600)} h`;
}
