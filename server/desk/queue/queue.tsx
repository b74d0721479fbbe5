import { Icon } from "../../../shared/ui/icon.tsx";
import { ListSearch } from "../list-search.tsx";
import { ProblemNote, ProblemScreen } from "../problem.tsx";
import type { QueueQuery } from "../router.ts";
import { clockWords, zoneWords } from "../times.ts";
import { useWhileVisible } from "../while-visible.ts";
import { Filters } from "./filters.tsx";
import type { QueueState } from "./state.ts";
import { QueueSkeleton, QueueTable } from "./table.tsx";

const refreshMs = 15_000;

interface QueueProps {
  state: QueueState;
  /** As the address has it. */
  query: QueueQuery;
  /** Whether tickets are taken here, and logins handed over: not at a reseller's desk. */
  isVendor: boolean;
  now: () => Date;
  onSearch: (words: string) => void;
}

export function Queue({ state, query, isVendor, now, onSearch }: QueueProps) {
  const { tickets, reading, refusal, readAt, news } = state;
  const list = tickets.value;
  useWhileVisible(state.refresh, refreshMs);
  return (
    <>
      <header class="head queue-head">
        <h1 class="h2">Queue</h1>
        <ListSearch
          id="queue-search"
          label="Search tickets"
          placeholder="Ticket, store, subject"
          words={query.search}
          onSearch={onSearch}
        />
        <p class="meta num queue-time">
          {readAt.value && (
            <>
              <span>As of {clockWords(readAt.value)}.</span>
              <span class="queue-zone">Times are yours, {zoneWords(now())}.</span>
            </>
          )}
        </p>
        <button
          type="button"
          class="btn quiet square small"
          aria-label="Refresh"
          title="Refresh"
          onClick={state.refresh}
        >
          <Icon name="refresh" />
        </button>
      </header>
      <div class="tools">
        <Filters query={query} hasOnly={isVendor} />
        <p class="queue-news" role="status">
          {news.value}
        </p>
      </div>
      {refusal.value && list && (
        <div class="bar">
          <ProblemNote refusal={refusal.value} onRetry={state.refresh} />
        </div>
      )}
      {list === null && refusal.value === null && <QueueSkeleton />}
      {list === null && refusal.value && (
        <ProblemScreen title="The queue could not be read" refusal={refusal.value} onRetry={state.refresh} />
      )}
      {list?.length === 0 && <EmptyQueue query={query} />}
      {list && list.length > 0 && <QueueTable state={state} now={now()} />}
      {state.hasMore.value && (
        <div class="more">
          <button type="button" class="btn small" aria-disabled={reading.value === "more"} onClick={state.more}>
            {reading.value === "more" ? "Reading more" : "Show more"}
          </button>
        </div>
      )}
    </>
  );
}

function wordsOf({ state, search, only }: QueueQuery): string {
  if (only === "mine") return "None of these tickets is yours.";
  if (only === "access-ready") return "None of these tickets has access that works.";
  if (state === null) return "No ticket has these words.";
  return search === "" ? "No ticket is in this state." : "No ticket in this state has these words.";
}

function EmptyQueue({ query }: { query: QueueQuery }) {
  const isFiltered = query.state !== null || query.search !== "" || query.only !== null;
  return (
    <section class="blank">
      <span class="blank-mark">
        <Icon name={isFiltered ? "search" : "inbox"} look="lg" />
      </span>
      <h2 class="h2">{isFiltered ? "Nothing matches" : "No tickets yet"}</h2>
      <p class="soft">{isFiltered ? wordsOf(query) : "The first request that a store sends appears here by itself."}</p>
      {isFiltered && (
        <a class="btn small" href="/desk">
          Show all tickets
        </a>
      )}
    </section>
  );
}
