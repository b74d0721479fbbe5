import type { AnswerDue, TicketCharge } from "../../../shared/charges.ts";
import type { TicketState } from "../../../shared/tickets.ts";
import { allowanceWords, dueWords, leftWords, promiseWords } from "../due.ts";
import { PriorityMark } from "../priority.tsx";
import { differs, spanWords, wholeWords, zoneWords } from "../times.ts";

interface ClockProps {
  due: AnswerDue | null;
  priority: TicketCharge["priority"];
  state: TicketState;
  nowMs: number;
}

/** When the first answer is due and how that was counted, on the reader's clock and on the programme's. */
export function Clock({ due, priority, state, nowMs }: ClockProps) {
  const isOurs = state === "sent" || state === "waiting";
  return (
    <section class="part" aria-labelledby="clock-title">
      <h2 class="side-title">
        <span id="clock-title">Clock</span>
        <span class="meta">{due ? promiseWords[due.promise] : promiseWords.none}</span>
      </h2>
      <dl class="facts">
        <dt>Priority</dt>
        <dd>
          <PriorityMark priority={priority} />
        </dd>
        {due?.by && <Due due={due} at={due.by} isOurs={isOurs} nowMs={nowMs} />}
      </dl>
      {!due?.by && <p class="soft">These rules promise no answer time, so nothing runs down.</p>}
      {due?.by && due.trace.length > 0 && <Trace due={due} />}
    </section>
  );
}

function Due({ due, at, isOurs, nowMs }: { due: AnswerDue; at: string; isOurs: boolean; nowMs: number }) {
  const left = isOurs ? leftWords(due, nowMs) : null;
  const allowance = allowanceWords(due);
  const nowThere = due.zone && differs(due.zone, at) ? due.zone : null;
  return (
    <>
      <dt>Answer by</dt>
      <dd class="num">
        <time dateTime={at} title={wholeWords(at)}>
          {dueWords(due, nowMs)}
        </time>
        {left && <span class="soft"> {left}</span>}
        {nowThere && (
          <span class="meta fact-detail">
            {spanWords(at, null, nowThere)} {zoneWords(new Date(at), nowThere)}
          </span>
        )}
      </dd>
      {allowance && (
        <>
          <dt>Counted</dt>
          <dd>
            {allowance}
            {due.slowest && <span class="meta fact-detail">can take {due.slowest}</span>}
          </dd>
        </>
      )}
    </>
  );
}

const kinds: Record<AnswerDue["trace"][number]["kind"], string> = {
  ran: "ran",
  stood: "stood still",
  moved: "moved to opening",
};

function Trace({ due: { trace, zone } }: { due: AnswerDue }) {
  return (
    <details class="trace-box">
      <summary>How it was counted</summary>
      <ol class="trace num">
        {trace.map(({ kind, from, to }) => {
          const there = zone && (differs(zone, from) || differs(zone, to)) ? zone : null;
          return (
            <li key={from} class={kind}>
              <span>{spanWords(from, to)}</span>
              <span>
                {kinds[kind]}
                {kind === "ran" && ` ${durationWords(from, to)}`}
              </span>
              {there && (
                <span class="meta trace-there">
                  {spanWords(from, to, there)} {zoneWords(new Date(from), there)}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </details>
  );
}

/** `1:40`, hours and minutes. */
function durationWords(from: string, to: string): string {
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
