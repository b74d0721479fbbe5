import { type TicketState, ticketName } from "../../../shared/tickets.ts";
import { Icon, type IconName } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { AskedBadge } from "../asked-badge.tsx";
import { Later } from "../later.tsx";
import { ProblemNote, ProblemScreen } from "../problem.tsx";
import { StateBadge } from "../state-badge.tsx";
import { useWhileVisible } from "../while-visible.ts";
import { Aside } from "./aside.tsx";
import { ReportColumn } from "./report.tsx";
import type { TicketScreenState } from "./state.ts";
import { ThreadColumn } from "./thread.tsx";

const refreshMs = 30_000;

interface TicketProps {
  state: TicketScreenState;
  queueHref: string;
  personName: string;
}

export function Ticket({ state, queueHref, personName }: TicketProps) {
  const { ticket, refusal, moveRefusal, confirmsClose, news } = state;
  useWhileVisible(state.read, refreshMs);
  const found = ticket.value;
  return (
    <>
      <header class="head ticket-head">
        <a class="btn quiet square small" href={queueHref} aria-label="Back to the queue" title="Back to the queue">
          <Icon name="back" look="flip" />
        </a>
        {found && (
          <>
            <span class="meta num">{ticketName(found.number)}</span>
            <h1 class="h2 clip" dir="auto">
              <Plain text={found.subject} />
            </h1>
            <StateBadge state={found.state} />
            {found.charge?.offer?.state === "open" && <AskedBadge credits={found.charge.offer.credits} />}
            <Moves state={state} />
          </>
        )}
        {!found && <h1 class="h2">Ticket</h1>}
      </header>
      <p class="sr" role="status">
        {news.value}
      </p>
      {moveRefusal.value && (
        <div class="bar">
          <ProblemNote refusal={moveRefusal.value} />
          {moveRefusal.value.code === "ticket.access-alive" && <Later load={state.access.living} with={{}} />}
        </div>
      )}
      {confirmsClose.value && <CloseQuestion state={state} />}
      {found && refusal.value && (
        <div class="bar">
          <ProblemNote refusal={refusal.value} onRetry={state.read} />
        </div>
      )}
      {found && (
        <div class="three">
          <ThreadColumn state={state} ticket={found} personName={personName} />
          <ReportColumn state={state} ticket={found} />
          <Aside state={state} ticket={found} />
        </div>
      )}
      {!found && refusal.value && (
        <ProblemScreen title="This ticket could not be read" refusal={refusal.value} onRetry={state.read} />
      )}
      {!found && !refusal.value && <TicketSkeleton />}
    </>
  );
}

const moves: readonly { to: TicketState; words: string; doing: string; icon: IconName }[] = [
  { to: "resolved", words: "Resolve", doing: "Resolving", icon: "check-circle" },
  { to: "waiting", words: "Reopen", doing: "Reopening", icon: "undo" },
  { to: "closed", words: "Close", doing: "Closing", icon: "lock" },
];

function Moves({ state }: { state: TicketScreenState }) {
  const offered = state.moves.value;
  const endsAccess = (to: TicketState) => to === "resolved" && state.access.isLive.value;
  return (
    <span class="end line ticket-moves">
      {moves
        .filter(({ to }) => offered.includes(to))
        .map(({ to, words, doing, icon }) => (
          <button
            type="button"
            key={to}
            class="btn small"
            title={endsAccess(to) ? "The holder is asked to disable the access." : undefined}
            aria-disabled={state.moving.value !== null}
            onClick={() => {
              if (to === "closed") state.confirmsClose.value = true;
              else state.moveTo(to);
            }}
          >
            <Icon name={icon} />
            {state.moving.value === to ? doing : endsAccess(to) ? `${words}, end access` : words}
          </button>
        ))}
    </span>
  );
}

function CloseQuestion({ state }: { state: TicketScreenState }) {
  return (
    <div class="bar">
      <Note tone="caution" icon="lock">
        <p>
          <b>Close for good?</b> Nobody can write in a closed ticket, and it cannot be opened again.
        </p>
        <div class="line">
          <button type="button" class="btn small" onClick={() => state.moveTo("closed")}>
            Close for good
          </button>
          <button
            type="button"
            class="btn quiet small"
            onClick={() => {
              state.confirmsClose.value = false;
            }}
          >
            Keep it
          </button>
        </div>
      </Note>
    </div>
  );
}

const lines = ["a", "b", "c", "d", "e", "f"];

function TicketSkeleton() {
  return (
    <div class="three late" role="status">
      <span class="sr">Reading the ticket</span>
      {["thread", "report", "aside"].map((column) => (
        <div class="part" key={column}>
          {lines.map((line) => (
            <i class="skeleton" key={line} />
          ))}
        </div>
      ))}
    </div>
  );
}
