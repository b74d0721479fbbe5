import type { TicketState } from "../../../shared/tickets.ts";
import { type QueueQuery, queueHref } from "../router.ts";
import { stateWords } from "../words.ts";

/** Every state, in the order of the queue; null is all of them. */
const states: readonly (TicketState | null)[] = [null, "waiting", "sent", "answered", "resolved", "closed"];

/** One state at a time; links, so that a filter can be kept, shared and gone back to. */
export function Filters({ query }: { query: QueueQuery }) {
  return (
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
  );
}
