import type { AnswerDue } from "../../../shared/charges.ts";
import { clockOf, dayOf, lengthOf, nearDayOf, weekdayOf } from "../parts/times.ts";

type Step = AnswerDue["trace"][number];

interface TraceSpan {
  kind: Step["kind"];
  words: string;
  /** For the bar: how long it is beside the others. */
  weight: number;
}

/** The way to the answer time on the person's own clock: "1 h on Friday", "weekend", "3 h on Monday". */
export function traceSpans({ trace }: AnswerDue, timeZone: string): TraceSpan[] {
  return trace.map(({ kind, from, to }) => {
    if (kind === "ran") {
      return { kind, words: `${lengthOf(from, to)} on ${weekdayOf(from, timeZone)}`, weight: 3 };
    }
    return { kind, words: kind === "moved" ? "until support opens" : stoodWords(from, to, timeZone), weight: 1.4 };
  });
}

/** "1 h on Friday, weekend, 3 h on Monday" */
export function traceWords(due: AnswerDue, timeZone: string): string {
  return traceSpans(due, timeZone)
    .map(({ words }) => words)
    .join(", ");
}

function stoodWords(from: string, to: string, timeZone: string): string {
  const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000;
  if (hours < 24) return "closed";
  const days = Array.from({ length: Math.ceil(hours / 12) }, (_, half) =>
    weekdayOf(new Date(Date.parse(from) + half * 12 * 3_600_000).toISOString(), timeZone),
  );
  const isWeekend = days.includes("Saturday") && days.includes("Sunday");
  return isWeekend && hours < 4 * 24 ? "weekend" : `closed until ${dayOf(to, timeZone)}`;
}

/** By when, as the programme means it; null where it names no time. */
export function dueWords({ by, promise }: AnswerDue, nowMs: number, timeZone: string): string | null {
  if (by === null || promise === "none") return null;
  const time = `${nearDayOf(by, nowMs, timeZone)}, ${clockOf(by, timeZone)}`;
  return promise === "average" ? `Answered on average by ${time}` : `Usually answered by ${time}`;
}
