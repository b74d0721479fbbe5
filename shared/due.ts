import type { AnswerDue } from "./charges.ts";
import { answerBy } from "./hours.ts";
import type { Programme, ResponseTarget } from "./programmes/schema.ts";

/**
 * By when a request that is filed at this instant is answered, as the browser foretells it and as the filing keeps it;
 * `by` is null where the programme promises no time.
 */
export function dueOf({ calendar }: Programme, response: ResponseTarget, at: Temporal.Instant): AnswerDue {
  const { hours, clock, promise, slowest } = response;
  const answer = hours === null ? null : answerBy(calendar, at, hours, clock);
  return {
    by: answer && timeOf(answer.by),
    hours,
    clock,
    promise,
    slowest,
    trace: (answer?.trace ?? []).map(({ kind, from, to }) => ({ kind, from: timeOf(from), to: timeOf(to) })),
    zone: calendar.zone,
  };
}

function timeOf({ epochMilliseconds }: Temporal.Instant): string {
  return new Date(epochMilliseconds).toISOString();
}
