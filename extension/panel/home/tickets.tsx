import { creditCount } from "../../../shared/credit-words.ts";
import { sentence } from "../../../shared/problems.ts";
import { type TicketState, type TicketSummary, ticketName } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import { Late, Skeleton } from "../parts/late.tsx";
import type { Panel } from "../state.ts";
import type { Home } from "./state.ts";

export function Tickets({ panel, home }: { panel: Panel; home: Home }) {
  return (
    <section class="section" aria-labelledby="tickets">
      <header>
        <h2 class="label" id="tickets">
          Your tickets
        </h2>
      </header>
      <List panel={panel} home={home} />
    </section>
  );
}

function List({ panel, home }: { panel: Panel; home: Home }) {
  const answer = home.tickets.value;
  if (!answer) {
    return (
      <Late>
        <Skeleton widths={[72, 54]} />
        <p class="sr">Loading your tickets</p>
      </Late>
    );
  }
  if (!answer.ok) {
    return (
      <Note tone="critical" icon="alert">
        <p>{sentence(answer.refusal)}</p>
        <button type="button" class="link" onClick={home.load} aria-disabled={home.isLoading.value}>
          {home.isLoading.value ? "Trying" : "Try again"}
        </button>
      </Note>
    );
  }
  if (answer.value.length === 0) {
    return (
      <div class="card pad empty">
        <span class="soft">
          <Icon name="inbox" look="lg" />
        </span>
        <p>
          <b>Nothing here yet</b>
        </p>
        <p class="sm soft">Ask anything. You see exactly what will be sent before you send it.</p>
      </div>
    );
  }
  return (
    <div class="card">
      <ul class="list">
        {answer.value.map((ticket) => (
          <li key={ticket.ticketId}>
            <Ticket ticket={ticket} panel={panel} />
          </li>
        ))}
      </ul>
    </div>
  );
}

const words: Record<TicketState, string> = {
  sent: "with support",
  answered: "your turn",
  waiting: "with support",
  resolved: "resolved",
  closed: "closed",
};

function Ticket({ ticket, panel }: { ticket: TicketSummary; panel: Panel }) {
  const { ticketId, number, subject, state, unread, updatedAt, asks } = ticket;
  const isDone = state === "resolved" || state === "closed";
  return (
    <button
      type="button"
      class={`item ticket ${asks ? "asks" : unread ? "todo" : ""}`}
      onClick={() => panel.go({ name: "ticket", ticketId })}
    >
      {asks ? (
        <span class="tone caution">
          <Icon name="credits" />
        </span>
      ) : unread ? (
        <i class="dot accent" />
      ) : (
        <span class={isDone ? "tone positive" : "soft"}>
          <Icon name={isDone ? "check-circle" : "clock"} />
        </span>
      )}
      <span class={`clip ${unread || asks ? "strong" : ""}`} dir="auto">
        <Plain text={subject} />
      </span>
      {unread ? (
        <span class="count">
          {unread}
          <span class="sr"> new</span>
        </span>
      ) : (
        <span />
      )}
      <span class="meta">
        {ticketName(number)} · {asks ? `needs your answer: ${creditCount(asks)}?` : words[state]} ·{" "}
        {when(updatedAt, panel.place.now())}
      </span>
    </button>
  );
}
