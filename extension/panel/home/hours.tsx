import type { ComponentChildren } from "preact";
import type { Terms } from "../../messages.ts";
import { clockOf, nearDayOf, placeOf } from "../parts/times.ts";
import type { Place } from "../state.ts";
import { barHours, spansToday } from "./day.ts";

/** Whether support is open, and today's hours on the person's own clock; computed, never from a table. */
export function HoursCard({
  hours,
  place,
  children,
}: {
  hours: NonNullable<Terms["hours"]>;
  place: Place;
  children?: ComponentChildren;
}) {
  const { timeZone } = place;
  const nowMs = place.now();
  const { open, turnsAt } = hours;
  const spans = spansToday(hours.today, nowMs, timeZone);
  const day = turnsAt && nearDayOf(turnsAt, nowMs, timeZone);
  const turn =
    turnsAt && `${open ? "closes" : "opens"} ${day === "today" ? "" : `${day}, `}${clockOf(turnsAt, timeZone)}`;
  const said = spans.map(({ from, to }) => `${from}–${to}`).join(", ");
  return (
    <section class="card pad stack tight" aria-label="Support hours">
      <p class="line wrap">
        <span class={`dot ${open ? "positive" : "ring neutral"}`} />
        <b>{open ? "Open now" : "Closed now"}</b>
        {turn ? <span class="soft sm end num">{turn}</span> : null}
      </p>
      <DayBar spans={spans} nowMs={nowMs} timeZone={timeZone} isOpen={open} />
      <p class="meta">
        {said ? `Today ${said} your time (${placeOf(timeZone)}).` : `Closed today, your time (${placeOf(timeZone)}).`}
        {children}
        {hours.estimated ? " The rules name no hours, so these are an estimate." : null}
      </p>
    </section>
  );
}

const dayMinutes = 1_440;
const percent = (minute: number) => `${(minute / dayMinutes) * 100}%`;

function DayBar({
  spans,
  nowMs,
  timeZone,
  isOpen,
}: {
  spans: ReturnType<typeof spansToday>;
  nowMs: number;
  timeZone: string;
  isOpen: boolean;
}) {
  const now = clockOf(new Date(nowMs).toISOString(), timeZone);
  const open = spans.map(({ from, to }) => `open from ${from} to ${to}`).join(", ") || "closed all day";
  const [hours = 0, minutes = 0] = now.split(":").map(Number);
  return (
    <div class="day" role="img" aria-label={`Today ${open}; it is ${now} now`}>
      {spans.map(({ start, end }) => (
        <i
          key={start}
          class={isOpen ? "" : "faint"}
          style={{ insetInlineStart: percent(start), inlineSize: percent(end - start) }}
        />
      ))}
      <b style={{ insetInlineStart: percent(hours * 60 + minutes) }} />
      {barHours(spans).map((minute) => (
        <span key={minute} style={{ insetInlineStart: percent(minute) }}>
          {minute % 60 === 0 ? minute / 60 : `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`}
        </span>
      ))}
    </div>
  );
}
