const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How old what is shown is: "just now", "4 minutes ago", "3 hours ago", "2 days ago". A clock set back is no age. */
export function ageOf(asOf: string, nowMs: number): string {
  const age = nowMs - Date.parse(asOf);
  if (!(age >= minuteMs)) return "just now";
  if (age < hourMs) return count(age / minuteMs, "minute");
  if (age < 2 * dayMs) return count(age / hourMs, "hour");
  return count(age / dayMs, "day");
}

function count(number: number, word: string): string {
  const whole = Math.floor(number);
  return `${whole} ${word}${whole === 1 ? "" : "s"} ago`;
}
