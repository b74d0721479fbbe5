import type { DeskTicket } from "../../../shared/tickets.ts";
import { Plain } from "../../../shared/ui/plain.tsx";
import { Thread } from "../../../shared/ui/thread.tsx";
import { Composer } from "./composer.tsx";
import { Files } from "./files.tsx";
import type { TicketScreenState } from "./state.ts";

export function ThreadColumn({
  state,
  ticket,
  personName,
}: {
  state: TicketScreenState;
  ticket: DeskTicket;
  personName: string;
}) {
  return (
    <section class="thread" aria-label="Thread">
      <div class="flow" tabIndex={-1}>
        <h2 class="line">
          <span class="grow clip">
            <b dir="auto">{ticket.holderName}</b>
          </span>
          <span class="meta">{ticket.messages.length === 1 ? "1 message" : `${ticket.messages.length} messages`}</span>
        </h2>
        <Files files={ticket.files} />
        <Thread
          messages={ticket.messages}
          mine={state.relay ? "reseller" : "engineer"}
          you={personName}
          nowMs={state.readAt.value.getTime()}
        />
        {ticket.messages.length === 0 && (
          <p class="soft">
            <Plain text={ticket.subject} /> was sent without a message.
          </p>
        )}
      </div>
      {ticket.state === "closed" ? (
        <p class="thread-end soft">This ticket is closed. The holder can open a new request.</p>
      ) : (
        <Composer answer={state.answer} holderName={ticket.holderName} />
      )}
    </section>
  );
}
