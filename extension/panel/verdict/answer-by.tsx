import type { AnswerDue } from "../../../shared/charges.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import type { Terms } from "../../messages.ts";
import { clockOf, nearDayOf, placeOf } from "../parts/times.ts";
import type { Place } from "../state.ts";
import { dueWords, traceSpans, traceWords } from "./trace.ts";

/** By when an answer comes, in the person's own time, and why then. No time where none is promised. */
export function AnswerBy({ due, hours, place }: { due: AnswerDue; hours: NonNullable<Terms["hours"]>; place: Place }) {
  const { timeZone } = place;
  const by = dueWords(due, place.now(), timeZone);
  return (
    <section class="card pad line top wide" aria-label="Answer time">
      <Icon name="clock" />
      <div class="grow sm stack close">
        <p>
          {by ? (
            <>
              <b>{by}</b> your time
            </>
          ) : (
            <b>No answer time is promised</b>
          )}
        </p>
        <p class="meta">
          {openWords(hours, place.now(), timeZone)} Your time, {placeOf(timeZone)}.
        </p>
        {due.slowest && by ? (
          <p class="meta">
            <Plain text={`Hard cases take longer: ${due.slowest}.`} />
          </p>
        ) : null}
        {by && due.trace.length > 0 ? (
          <details>
            <summary class="meta">Why then</summary>
            <div class="trace" role="img" aria-label={traceWords(due, timeZone)}>
              {traceSpans(due, timeZone).map(({ kind, words, weight }, at) => (
                <span key={at} class={kind === "ran" ? "" : "off"} style={{ flex: weight }}>
                  {words}
                </span>
              ))}
            </div>
          </details>
        ) : null}
      </div>
    </section>
  );
}

/** "Support is open until 15:00." · "Support opens Mon 23 Nov, 05:00." */
function openWords({ open, turnsAt }: NonNullable<Terms["hours"]>, nowMs: number, timeZone: string): string {
  if (turnsAt === null) return open ? "Support is always open." : "Support is closed.";
  const day = nearDayOf(turnsAt, nowMs, timeZone);
  const time = day === "today" ? clockOf(turnsAt, timeZone) : `${day}, ${clockOf(turnsAt, timeZone)}`;
  return open ? `Support is open until ${time}.` : `Support opens ${time}.`;
}
