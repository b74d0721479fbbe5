import { useEffect, useRef } from "preact/hooks";
import { type DeskTicketSummary, ticketName } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { ticketHref } from "../router.ts";
import { StateBadge } from "../state-badge.tsx";
import { ageWords, wholeWords } from "../times.ts";
import { counted, storeWords } from "../words.ts";
import type { QueueState } from "./state.ts";

export function QueueTable({ state, now }: { state: QueueState; now: Date }) {
  return (
    <table class="table queue-table" aria-busy={state.reading.value === "first"}>
      <caption class="sr">Tickets, those where it is our turn first</caption>
      <thead>
        <tr>
          <th scope="col">Ticket</th>
          <th scope="col">Store</th>
          <th scope="col">Holder</th>
          <th scope="col">Platform</th>
          <th scope="col">State</th>
          <th scope="col">Age</th>
        </tr>
      </thead>
      {state.groups.value.map(({ title, tickets }) => (
        <tbody key={title}>
          <tr class="group">
            <th colSpan={6} scope="rowgroup">
              {title} <span class="meta">{tickets.length}</span>
            </th>
          </tr>
          {tickets.map((ticket) => (
            <Row key={ticket.ticketId} ticket={ticket} state={state} now={now} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ ticket, state, now }: { ticket: DeskTicketSummary; state: QueueState; now: Date }) {
  const link = useRef<HTMLAnchorElement>(null);
  const isAt = state.cursor.value === ticket.ticketId;
  useEffect(() => {
    if (!isAt || document.activeElement === link.current || document.activeElement instanceof HTMLInputElement) return;
    link.current?.focus({ preventScroll: true });
    link.current?.closest("tr")?.scrollIntoView?.({ block: "nearest" });
  }, [isAt]);
  const isOurs = ticket.state === "sent" || ticket.state === "waiting";
  return (
    <tr class={isAt ? "cursor" : ""}>
      <td class="cell-ticket">
        <div class="ticket-line">
          <span class="meta num">{ticketName(ticket.number)}</span>
          <a
            ref={link}
            class={`ticket-link clip ${isOurs ? "is-ours" : ""}`}
            dir="auto"
            href={ticketHref(ticket.ticketId)}
            onFocus={() => {
              state.cursor.value = ticket.ticketId;
            }}
          >
            <Plain text={ticket.subject} />
          </a>
          {ticket.messageCount > 1 && (
            <span class="meta num ticket-count" title={counted(ticket.messageCount, "message")}>
              <Icon name="message" look="sm" />
              {ticket.messageCount}
              <span class="sr"> messages</span>
            </span>
          )}
        </div>
      </td>
      <td class="cell-store" title={ticket.storeOrigin}>
        {storeWords(ticket.storeOrigin)}
      </td>
      <td class="cell-holder" dir="auto">
        {ticket.holderName}
      </td>
      <td class="cell-platform">{ticket.platform ?? <span class="soft">no report</span>}</td>
      <td class="cell-state">
        <StateBadge state={ticket.state} />
      </td>
      <td class="cell-age num">
        <time dateTime={ticket.updatedAt} title={wholeWords(ticket.updatedAt)}>
          {ageWords(ticket.updatedAt, now)}
        </time>
      </td>
    </tr>
  );
}

const rows = ["a", "b", "c", "d", "e", "f", "g", "h"];

export function QueueSkeleton() {
  return (
    <div class="late queue-skeleton" role="status">
      <span class="sr">Reading the queue</span>
      {rows.map((row) => (
        <div class="skeleton-row" key={row}>
          <i class="skeleton" />
          <i class="skeleton" />
          <i class="skeleton" />
        </div>
      ))}
    </div>
  );
}
