import "./relay.css";
import { useMemo, useState } from "preact/hooks";
import { sentence } from "../../../shared/problems.ts";
import type { Submission } from "../../../shared/submission.ts";
import { type DeskTicket, type Message, type Relay, ticketName } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import { StateBadge } from "../state-badge.tsx";
import { wholeWords } from "../times.ts";
import { EscalateDialog } from "./escalate-dialog.tsx";
import { createEscalation, createPassing, type PassingState, type RelayDeps } from "./state.ts";

export interface RelayPartProps {
  ticket: DeskTicket;
  client: Submission;
  deps: RelayDeps;
  nowMs: number;
}

/** What was sent on to the vendor of a client's ticket, what came back, and the way to send on. */
export function RelayPart({ ticket, client, deps, nowMs }: RelayPartProps) {
  const escalation = useMemo(() => createEscalation(ticket.ticketId, client, deps), [ticket.ticketId, client]);
  const relays = ticket.relays ?? [];
  return (
    <section class="part stack" aria-labelledby="relay-title">
      <h2 class="side-title" id="relay-title">
        Vendor
      </h2>
      {relays.length === 0 && <p class="soft sm">The vendor knows nothing of this request.</p>}
      {relays.map((relay) => (
        <RelayThread key={relay.ticketId} relay={relay} ticket={ticket} deps={deps} nowMs={nowMs} />
      ))}
      {ticket.state !== "closed" && (
        <button
          type="button"
          class="btn small"
          id="escalate"
          aria-haspopup="dialog"
          onClick={() => {
            escalation.isOpen.value = true;
          }}
        >
          <Icon name="arrow" look="flip" />
          Escalate to the vendor
        </button>
      )}
      <EscalateDialog state={escalation} client={client} isHashed={deps.digest !== null} />
    </section>
  );
}

interface RelayThreadProps {
  relay: Relay;
  ticket: DeskTicket;
  deps: RelayDeps;
  nowMs: number;
}

function RelayThread({ relay, ticket, deps, nowMs }: RelayThreadProps) {
  const { ticketId, number, subject, state, messages } = relay;
  const reply = useMemo(
    () => createPassing(deps.api.writeToVendor, { ticketId, messageId: deps.newId, body: "" }, deps.take),
    [ticketId],
  );
  return (
    <article class="relay card" aria-label={`${ticketName(number)}, with the vendor`}>
      <header class="line wrap">
        <span class="meta num">{ticketName(number)}</span>
        <b class="grow clip" dir="auto">
          <Plain text={subject} />
        </b>
        <StateBadge state={state} />
      </header>
      <ul class="stack">
        {messages.map((message) => (
          <li key={message.id}>
            <Said message={message} nowMs={nowMs} />
            {message.author.kind === "engineer" && <PassOn message={message} ticket={ticket} deps={deps} />}
          </li>
        ))}
      </ul>
      {messages.length === 0 && <p class="soft sm">It was sent without words.</p>}
      {state !== "closed" && (
        <Writing id={`vendor-${number}`} state={reply} label="Write to the vendor" button="Send" />
      )}
    </article>
  );
}

function Said({ message: { author, body, at }, nowMs }: { message: Message; nowMs: number }) {
  return (
    <>
      <p class="relay-said" dir="auto">
        <Plain text={body} />
      </p>
      <p class="meta">
        <bdi>{author.name}</bdi> ·{" "}
        <time dateTime={at} title={wholeWords(at)}>
          {when(at, nowMs)}
        </time>
      </p>
    </>
  );
}

/** One press passes it on as it is; its words can be changed first. */
function PassOn({ message, ticket, deps }: { message: Message; ticket: DeskTicket; deps: RelayDeps }) {
  const [isEdited, setEdited] = useState(false);
  const passing = useMemo(() => {
    const { ticketId } = ticket;
    return createPassing(deps.api.passOn, { ticketId, messageId: () => message.id, body: message.body }, deps.take);
  }, [ticket.ticketId, message.id, message.body]);
  if (ticket.messages.some(({ id }) => id === message.id)) {
    return (
      <p class="line sm soft">
        <Icon name="check" look="tone positive" />
        Passed on
      </p>
    );
  }
  if (ticket.state === "closed") return null;
  if (isEdited)
    return <Writing id={`pass-${message.id}`} state={passing} label="To the store owner" button="Pass on" />;
  return (
    <>
      <p class="line">
        <button type="button" class="btn small" aria-disabled={passing.sending.value} onClick={passing.send}>
          {passing.sending.value ? "Passing on" : "Pass on"}
        </button>
        <button type="button" class="link sm" onClick={() => setEdited(true)}>
          In other words
        </button>
      </p>
      <Problem state={passing} />
    </>
  );
}

interface WritingProps {
  id: string;
  state: PassingState;
  label: string;
  button: string;
}

function Writing({ id, state, label, button }: WritingProps) {
  return (
    <form
      class="stack close"
      onSubmit={(event) => {
        event.preventDefault();
        void state.send();
      }}
    >
      <label class="label" for={id}>
        {label}
      </label>
      <textarea
        class="input"
        id={id}
        rows={3}
        dir="auto"
        value={state.body.value}
        readOnly={state.sending.value}
        onInput={(event) => {
          state.body.value = event.currentTarget.value;
        }}
      />
      <Problem state={state} />
      <button type="submit" class="btn small" aria-disabled={state.sending.value}>
        {button}
      </button>
    </form>
  );
}

function Problem({ state: { refusal } }: { state: Pick<PassingState, "refusal"> }) {
  if (!refusal.value) return null;
  return (
    <p class="error" role="alert">
      <Icon name="alert" />
      {sentence(refusal.value)}
    </p>
  );
}
