import { sizeWords } from "../../../shared/files.ts";
import type { DeskTicket } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { when } from "../../../shared/ui/when.ts";
import { Later } from "../later.tsx";
import { wholeWords } from "../times.ts";
import { counted, shortHash, storeWords } from "../words.ts";
import { Assessment } from "./assessment.tsx";
import { Clock } from "./clock.tsx";
import { Ledger } from "./ledger.tsx";
import type { TicketScreenState } from "./state.ts";

const standings: Record<DeskTicket["device"]["standing"], string> = {
  enrolled: "connected with a one-time code",
  "key-only": "license key alone: reads only what it sent itself",
};

export function Aside({ state, ticket }: { state: TicketScreenState; ticket: DeskTicket }) {
  const nowMs = state.readAt.value.getTime();
  const read = state.submission.value;
  const client = read?.ok ? read.value.client : null;
  const { charge, account } = ticket;
  return (
    <aside
      class="aside"
      aria-label={charge ? "Assessment, ledger, clock, access and who asks" : "Access, license, store and times"}
    >
      {state.relay && read?.ok && (
        <Later
          load={async () => (await import("../relay/relay.tsx")).RelayPart}
          with={{ ticket, client: read.value, deps: state.relay, nowMs }}
        />
      )}
      {charge && <Assessment assess={state.assess} ticket={ticket} charge={charge} nowMs={nowMs} />}
      {charge && account && (
        <Ledger statement={state.statement} ticket={ticket} charge={charge} account={account} nowMs={nowMs} />
      )}
      {charge && <Clock due={charge.due} priority={charge.priority} state={ticket.state} nowMs={nowMs} />}
      {state.relay ? (
        <Later load={state.access.resellerAccess} with={{ readAt: state.readAt.value }} />
      ) : (
        <Later
          load={state.access.access}
          with={{
            ticketState: ticket.state,
            report: read?.ok ? read.value.report : null,
            readAt: state.readAt.value,
          }}
        />
      )}
      <section class="part">
        <h2 class="side-title">Who asks</h2>
        <dl class="facts">
          <dt>Holder</dt>
          <dd dir="auto">{ticket.holderName}</dd>
          <dt>License</dt>
          <dd class="num">ends in {ticket.licenseLast4}</dd>
          <dt>Device</dt>
          <dd>
            <bdi>{ticket.device.label}</bdi>
            <span class="meta fact-detail">{standings[ticket.device.standing]}</span>
          </dd>
        </dl>
      </section>
      <section class="part">
        <h2 class="side-title">Store</h2>
        <dl class="facts">
          <dt>Address</dt>
          <dd>
            <a class="open-store" href={ticket.storeOrigin} target="_blank" rel="noreferrer noopener">
              {storeWords(ticket.storeOrigin)}
              <Icon name="open" look="sm" />
            </a>
          </dd>
          <dt>Platform</dt>
          <dd>{ticket.platform ?? "no report"}</dd>
        </dl>
      </section>
      <section class="part">
        <h2 class="side-title">Times</h2>
        <dl class="facts">
          <Moment name="Sent" at={ticket.createdAt} nowMs={nowMs} />
          <Moment name="Stored" at={ticket.storedAt} nowMs={nowMs} />
          <Moment name="Last change" at={ticket.updatedAt} nowMs={nowMs} />
          {ticket.unread > 0 && (
            <>
              <dt>Unread</dt>
              <dd>The holder has not seen {counted(ticket.unread, "message")}.</dd>
            </>
          )}
        </dl>
      </section>
      <section class="part">
        <h2 class="side-title">Request</h2>
        <dl class="facts">
          <dt>Size</dt>
          <dd class="num">{sizeWords(ticket.size)}</dd>
          <dt>SHA-256</dt>
          <dd class="mono" title={ticket.sha256}>
            {shortHash(ticket.sha256)}
          </dd>
          {client && (
            <>
              <dt>Sent by</dt>
              <dd>
                {client.name} {client.version}
              </dd>
            </>
          )}
          <dt>Id</dt>
          <dd class="mono">{ticket.ticketId}</dd>
        </dl>
      </section>
      {account && state.statement.isOpen.value && (
        <Later
          load={async () => (await import("./statement-dialog.tsx")).StatementDialog}
          with={{
            state: state.statement,
            holderName: ticket.holderName,
            ticketNumber: ticket.number,
            now: state.readAt.value,
          }}
        />
      )}
    </aside>
  );
}

function Moment({ name, at, nowMs }: { name: string; at: string; nowMs: number }) {
  return (
    <>
      <dt>{name}</dt>
      <dd class="num">
        <time dateTime={at} title={wholeWords(at)}>
          {when(at, nowMs)}
        </time>
      </dd>
    </>
  );
}
