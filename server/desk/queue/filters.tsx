import type { QueueFilter, TicketState } from "../../../shared/tickets.ts";
import { type QueueQuery, queueHref } from "../router.ts";
import { stateWords } from "../words.ts";

/** Every state, in the order of the queue; null is all of them. */
const states: readonly (TicketState | null)[] = [null, "waiting", "sent", "answered", "resolved", "closed"];

const filters: Record<QueueFilter, string> = { mine: "Mine", "access-ready": "Access ready" };

/** One state at a time; links, so that a filter can be kept, shared and gone back to. */
export function Filters({ query, hasOnly }: { query: QueueQuery; hasOnly: boolean }) {
  return (
    <>
      <nav class="filters" aria-label="States">
        {states.map((state) => (
          <a
            key={state}
            class="chip"
            href={queueHref({ ...query, state })}
            aria-current={query.state === state ? "true" : undefined}
          >
            {state === null ? "All" : stateWords[state]}
          </a>
        ))}
      </nav>
      {hasOnly && <Only query={query} />}
    </>
  );
}

/** One press narrows the queue, the next takes it back. */
function Only({ query }: { query: QueueQuery }) {
  return (
    <nav class="filters filters-only" aria-label="Only">
      {Object.entries(filters).map(([name, words]) => {
        const only = name as QueueFilter; // A key of `filters`.
        const isOn = query.only === only;
        return (
          <a
            key={name}
            class="chip"
            href={queueHref({ ...query, only: isOn ? null : only })}
            aria-current={isOn ? "true" : undefined}
          >
            {words}
          </a>
        );
      })}
    </nav>
  );
}
