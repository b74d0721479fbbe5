import type { AnswerDue } from "../../shared/charges.ts";
import { until, when } from "../../shared/ui/when.ts";

/** Answer times in the desk's words. A programme calls them average or usual, so none of them is ever overdue. */

export const promiseWords: Record<AnswerDue["promise"], string> = {
  average: "on average",
  usual: "usually",
  none: "no time promised",
};

/** `Mon 09:00`; null where no time is named. */
export function dueWords({ by }: Pick<AnswerDue, "by">, nowMs: number): string | null {
  return by === null ? null : when(by, nowMs);
}

/** `in 3 h`, or `passed`; null where no time is named, because then nothing runs down. */
export function leftWords({ by }: Pick<AnswerDue, "by">, nowMs: number): string | null {
  if (by === null) return null;
  return Date.parse(by) <= nowMs ? "passed" : until(by, nowMs);
}

/** `4 working hours`, `24 hours of business days`; null where no time is named. */
export function allowanceWords({ hours, clock }: Pick<AnswerDue, "hours" | "clock">): string | null {
  if (hours === null) return null;
  const unit = hours === 1 ? "hour" : "hours";
  return clock === "working" ? `${hours} working ${unit}` : `${hours} ${unit} of business days`;
}
