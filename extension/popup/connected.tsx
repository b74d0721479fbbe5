import type { Brand } from "../../shared/brand.ts";
import { groupFingerprint } from "../../shared/invitation.ts";
import { sentence } from "../../shared/problems.ts";
import { type TicketState, type TicketSummary, ticketName } from "../../shared/tickets.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { Note, type Tone } from "../../shared/ui/note.tsx";
import { Plain } from "../../shared/ui/plain.tsx";
import { until, when } from "../../shared/ui/when.ts";
import type { EnrolmentSummary, OutboxItem, SiteStatus } from "../messages.ts";
import { ForgetSite } from "./forget.tsx";
import { Header, hostOf, Problem } from "./parts.tsx";
import { Snapshots } from "./snapshots.tsx";
import type { Popup } from "./state.ts";

interface Props {
  popup: Popup;
  status: SiteStatus;
  enrolment: EnrolmentSummary;
}

export function ConnectedScreen({ popup, status, enrolment }: Props) {
  const waiting = status.outbox.filter(({ send }) => send.state !== "sent");
  return (
    <div class="screen" data-brand="" style={{ "--brand": enrolment.brand?.colour }}>
      <Header popup={popup} title={enrolment.serverName} detail={enrolment.holderName} brand={enrolment.brand} />
      <main>
        <Problem why={popup.fault.value} />
        {status.interfered ? <Interfered popup={popup} status={status} /> : null}
        {waiting.length > 0 ? (
          <section class="section">
            <h2 class="label">Waiting to be sent</h2>
            <ul class="card list">
              {waiting.map((item) => (
                <Waiting key={item.draftId} item={item} />
              ))}
            </ul>
          </section>
        ) : null}
        <section class="section">
          <h2 class="label">Tickets of this store</h2>
          <Tickets popup={popup} status={status} />
        </section>
        <section class="section">
          <h2 class="label">Connection</h2>
          <Connection status={status} enrolment={enrolment} />
        </section>
        <Snapshots popup={popup} status={status} />
        <HelpLinks links={enrolment.brand?.helpLinks ?? []} />
        <ForgetSite popup={popup} status={status} />
      </main>
      <footer class="sm soft line">
        <Icon name="bell" />
        <span>
          Press <b>{enrolment.brand?.button ?? "Get Support"}</b> in the store’s admin to write to us.
        </span>
      </footer>
    </div>
  );
}

function HelpLinks({ links }: { links: Brand["helpLinks"] }) {
  if (links.length === 0) return null;
  return (
    <section class="section">
      <h2 class="label">More help</h2>
      <ul class="card pad stack">
        {links.map(({ label, url }) => (
          <li key={url}>
            <a class="link sm" href={url} target="_blank" rel="noreferrer noopener">
              <Plain text={label} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Interfered({ popup, status: { draftId } }: Pick<Props, "popup" | "status">) {
  return (
    <Note tone="caution" icon="alert">
      <p>
        <b>This page would not leave the panel alone,</b> so it was closed. What you wrote is kept.
      </p>
      {draftId ? (
        <p>
          <button type="button" class="btn small" onClick={() => popup.openOwn({ page: "send", draftId })}>
            <Icon name="open" look="sm" />
            Continue in a tab
          </button>
        </p>
      ) : null}
    </Note>
  );
}

function Waiting({ item: { subject, send } }: { item: OutboxItem }) {
  const isRefused = send.state === "refused";
  return (
    <li class="pad stack tight">
      <p class="line">
        <b class="grow clip">
          <Plain text={subject} />
        </b>
        <span class={`badge ${isRefused ? "critical" : "caution"}`}>
          <Icon name={isRefused ? "alert" : "clock"} />
          {send.state === "queued" ? `Again ${until(send.nextTryAt, Date.now())}` : isRefused ? "Not sent" : "Sending"}
        </span>
      </p>
      {send.state === "queued" || send.state === "refused" ? <p class="sm soft">{sentence(send.refusal)}</p> : null}
    </li>
  );
}

const states: Record<TicketState, { word: string; tone: Tone }> = {
  sent: { word: "Sent", tone: "neutral" },
  answered: { word: "Answered", tone: "accent" },
  waiting: { word: "With support", tone: "neutral" },
  resolved: { word: "Resolved", tone: "positive" },
  closed: { word: "Closed", tone: "neutral" },
};

const accessWords: Partial<Record<NonNullable<TicketSummary["access"]>, string>> = {
  asked: "Support needs access",
  failing: "Correct the access",
  "handed-over": "Access",
  ready: "Access",
  "being-taken-back": "Take back access",
};

function Tickets({ popup, status }: Pick<Props, "popup" | "status">) {
  const { tickets, ticketsRefusal: why, origin } = status;
  if (why) {
    return (
      <Note tone="caution" icon="offline">
        <p role="status">{sentence(why)}</p>
      </Note>
    );
  }
  if (tickets.length === 0) return <p class="card pad sm soft">None yet.</p>;
  return (
    <ul class="card list">
      {tickets.map(({ ticketId, number, subject, state, updatedAt, unread, access }) => (
        <li class="pad ticket" key={ticketId}>
          <b class="clip">
            <Plain text={subject} />
          </b>
          <span class={`badge ${states[state].tone}`}>{states[state].word}</span>
          <span class="meta">
            {ticketName(number)} · {when(updatedAt, Date.now())}
          </span>
          {unread > 0 ? <span class="meta">{unread} unread</span> : <span />}
          {access && accessWords[access] ? (
            <button
              type="button"
              class="link sm"
              onClick={() => popup.openOwn({ page: "access", ticketId, storeOrigin: origin })}
            >
              <Icon name="open" look="sm" />
              {accessWords[access]}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Connection({ status, enrolment }: Pick<Props, "status" | "enrolment">) {
  const { server, holderName, licenseLast4, standing, fingerprint, enrolledAt } = enrolment;
  // Where the server stands would say whose it is; its key says as much of who answers.
  const isWhiteLabel = enrolment.brand?.isWhiteLabel;
  return (
    <dl class="card pad facts">
      <dt>Store</dt>
      <dd dir="ltr">{hostOf(status.origin)}</dd>
      {isWhiteLabel ? null : (
        <>
          <dt>Holder</dt>
          <dd>{holderName}</dd>
        </>
      )}
      <dt>License</dt>
      <dd>
        <span class="mono" dir="ltr">
          …{licenseLast4}
        </span>
        {standing === "key-only" ? ", by its key alone: this browser sees only what it sent" : ""}
      </dd>
      {isWhiteLabel ? null : (
        <>
          <dt>Server</dt>
          <dd dir="ltr">{hostOf(server)}</dd>
        </>
      )}
      <dt>Its key</dt>
      <dd class="mono" dir="ltr">
        {groupFingerprint(fingerprint)}
      </dd>
      <dt>Since</dt>
      <dd>{when(enrolledAt, Date.now())}</dd>
    </dl>
  );
}
