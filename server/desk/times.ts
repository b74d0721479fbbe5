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

/** The reader's offset, as `GMT+4`. */
export function zoneWords(now: Date): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZoneName: "shortOffset" }).formatToParts(now);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
}
