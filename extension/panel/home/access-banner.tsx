import type { TicketSummary } from "../../../shared/tickets.ts";
import { ticketName } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import type { Panel } from "../state.ts";
import type { Home } from "./state.ts";

/** What waits for the holder's access, and what access waits to be taken back: nothing else is as much theirs to do. */
export function AccessBanner({ panel, home }: { panel: Panel; home: Home }) {
  const answer = home.tickets.value;
  const tickets = answer?.ok ? answer.value : [];
  return (
    <>
      {tickets.filter(isWaiting).map((ticket) => (
        <Banner key={ticket.ticketId} panel={panel} ticket={ticket} />
      ))}
    </>
  );
}

function isWaiting({ access, state }: TicketSummary): boolean {
  return state !== "closed" && (access === "asked" || access === "failing" || access === "being-taken-back");
}

const words = {
  asked: { says: "Support needs access", act: "Hand over access" },
  failing: { says: "The access does not work yet", act: "Correct it" },
  "being-taken-back": { says: "Take back access", act: "Take it back" },
} as const;

function Banner({ panel, ticket: { ticketId, number, subject, access } }: { panel: Panel; ticket: TicketSummary }) {
  if (access !== "asked" && access !== "failing" && access !== "being-taken-back") return null;
  const { says, act } = words[access];
  return (
    <Note tone="caution" icon="lock">
      <p>
        <b>{says}</b> for {ticketName(number)}, <Plain text={subject} />.
      </p>
      <button type="button" class="link" onClick={() => panel.openOwn({ page: "access", ticketId })}>
        <Icon name="open" look="sm" />
        {act}
      </button>
    </Note>
  );
}
