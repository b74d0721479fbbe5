import { useId } from "preact/hooks";
import { usualDays } from "../../shared/access-values.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { Segments } from "../../shared/ui/segments.tsx";
import { clockOf, dayOf } from "../panel/parts/times.ts";
import { daysAllowed, daysToChoose, endOf, faultOfEnd } from "./ends.ts";
import type { Access } from "./state.ts";

const options = [
  ...daysToChoose.map((days) => [String(days), days === 1 ? "1 day" : `${days} days`] as const),
  ["on", "A day"],
] as const;

export function EndsCard({ access, ticket }: { access: Access; ticket: string }) {
  const { now, timeZone } = access.place;
  const ends = access.ends.value;
  const allowed = daysAllowed(now(), timeZone);
  const id = useId();
  const fault = faultOfEnd(ends, now(), timeZone);
  return (
    <section class="card" aria-labelledby="ends">
      <header class="pad">
        <h2 class="h3" id="ends">
          Ends by itself
        </h2>
      </header>
      <div class="pad rule stack close">
        <Segments
          label="Ends after"
          options={options}
          value={"days" in ends ? String(ends.days) : "on"}
          onChoose={(value) => {
            const next = value === "on" ? { on: allowed.last } : { days: Number(value) || usualDays };
            access.ends.value = next;
          }}
        />
        {"on" in ends ? (
          <div class="field">
            <label class="label" for={id}>
              To the end of
            </label>
            <input
              class="input"
              id={id}
              type="date"
              min={allowed.first}
              max={allowed.last}
              value={ends.on}
              aria-invalid={fault !== null}
              onInput={(event) => {
                access.ends.value = { on: event.currentTarget.value };
              }}
            />
          </div>
        ) : null}
        {fault ? (
          <p class="error">
            <Icon name="alert" />
            {fault}
          </p>
        ) : (
          <p class="sm">
            <b>{words(endOf(ends, now(), timeZone), timeZone)}</b>{" "}
            <span class="soft">your time, or when {ticket} is resolved, whichever comes first.</span>
          </p>
        )}
      </div>
    </section>
  );
}

function words(at: string, timeZone: string): string {
  return `${dayOf(at, timeZone)}, ${clockOf(at, timeZone)}`;
}
