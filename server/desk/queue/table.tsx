import { useEffect, useRef } from "preact/hooks";
import { type DeskTicketSummary, ticketName } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { AskedBadge } from "../asked-badge.tsx";
import { dueWords, promiseWords } from "../due.ts";
import { PriorityMark, priorityWords } from "../priority.tsx";
import { ticketHref } from "../router.ts";
import { StateBadge } from "../state-badge.tsx";
import { ageWords, wholeWords } from "../times.ts";
import { counted, storeWords } from "../words.ts";
import { AccessBadge, Who } from "./access-cells.tsx";
import type { QueueState } from "./state.ts";

export function QueueTable({ state, now }: { state: QueueState; now: Date }) {
  // Without a programme there is no priority and no answer time: then neither has a column.
  const listed = state.tickets.value ?? [];
  const isRanked = listed.some(({ priority }) => priority);
  // As long as nobody took a ticket, and none has access, there is nothing to say of it.
  const hasAccess = listed.some(({ access = "none", assignee }) => access !== "none" || assignee);
  const columns = 6 + (isRanked ? 2 : 0) + (hasAccess ? 2 : 0);
  return (
    <table
      class={`table queue-table ${isRanked ? "is-ranked" : ""} ${hasAccess ? "has-access" : ""}`}
      aria-busy={state.reading.value === "first"}
    >
      <caption class="sr">Tickets, those where it is our turn first</caption>
      <thead>
        <tr>
          {isRanked && (
            <th scope="col" class="col-due">
              Due
            </th>
          )}
          <th scope="col">Ticket</th>
          <th scope="col" class="col-store">
            Store
          </th>
          <th scope="col" class="col-holder">
            Holder
          </th>
          <th scope="col" class="col-platform">
            Platform
          </th>
          {isRanked && (
            <th scope="col" class="col-priority">
              Priority
            </th>
          )}
          {hasAccess && (
            <th scope="col" class="col-access">
              Access
            </th>
          )}
          <th scope="col" class="col-state">
            State
          </th>
          <th scope="col" class="col-age">
            Age
          </th>
          {hasAccess && (
            <th scope="col" class="col-who">
              Who
            </th>
          )}
        </tr>
      </thead>
      {state.groups.value.map(({ title, priority, tickets }) => (
        <tbody key={`${title} ${priority}`}>
          <tr class="group">
            <th colSpan={columns} scope="rowgroup">
              {title}
              {priority && ` · ${priorityWords(priority)} priority`} <span class="meta">{tickets.length}</span>
            </th>
          </tr>
          {tickets.map((ticket) => (
            <Row
              key={ticket.ticketId}
              ticket={ticket}
              state={state}
              isRanked={isRanked}
              hasAccess={hasAccess}
              now={now}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface RowProps {
  ticket: DeskTicketSummary;
  state: QueueState;
  isRanked: boolean;
  hasAccess: boolean;
  now: Date;
}

function Row({ ticket, state, isRanked, hasAccess, now }: RowProps) {
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
      {isRanked && <td class="cell-due num">{isOurs && ticket.due && <DueCell due={ticket.due} now={now} />}</td>}
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
          {ticket.urgent && (
            <span class="badge critical">
              <Icon name="alert" />
              Urgent
            </span>
          )}
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
      {isRanked && <td class="cell-priority">{ticket.priority && <PriorityMark priority={ticket.priority} />}</td>}
      {hasAccess && <td class="cell-access">{ticket.access && <AccessBadge access={ticket.access} />}</td>}
      <td class="cell-state">
        {ticket.askedFor ? <AskedBadge credits={ticket.askedFor} /> : <StateBadge state={ticket.state} />}
      </td>
      <td class="cell-age num">
        <time dateTime={ticket.updatedAt} title={wholeWords(ticket.updatedAt)}>
          {ageWords(ticket.updatedAt, now)}
        </time>
      </td>
      {hasAccess && <td class="cell-who">{ticket.assignee && <Who assignee={ticket.assignee} />}</td>}
    </tr>
  );
}

/** No countdown: the times are averages, and where none is promised there is nothing to count. */
function DueCell({ due, now }: { due: NonNullable<DeskTicketSummary["due"]>; now: Date }) {
  if (due.by === null) return <span class="soft">no promise</span>;
  const isPassed = Date.parse(due.by) <= now.getTime();
  return (
    <>
      <span class="sr">due {promiseWords[due.promise]} </span>
      <time class={isPassed ? "soft" : ""} dateTime={due.by} title={wholeWords(due.by)}>
        {dueWords(due, now.getTime())}
      </time>
      {isPassed && <span class="meta"> passed</span>}
    </>
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
