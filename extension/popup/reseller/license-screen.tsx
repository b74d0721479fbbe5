import { creditCount } from "../../../shared/credit-words.ts";
import type { OpenTicket } from "../../../shared/license-list.ts";
import { sentence } from "../../../shared/problems.ts";
import { ticketName } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import type { KeptClients } from "../../messages.ts";
import { ageOf } from "./age.ts";
import type { ClientRow } from "./clients.ts";
import { InnerHeader } from "./inner-header.tsx";
import type { ResellerState } from "./state.ts";
import { badgeOf, planWords, ticketCount, ticketWords, unreadWords, within } from "./words.ts";

interface Props {
  state: ResellerState;
  kept: KeptClients;
  row: ClientRow;
}

export function LicenseScreen({ state, kept, row }: Props) {
  const { license, title, where } = row;
  const badge = badgeOf(license, state.role.host.now());
  return (
    <div class="screen">
      <InnerHeader state={state} title={title} detail={where === title ? license.product : where} />
      <main>
        <p class="line wrap">
          <span class={`badge ${badge.tone}`}>
            <Icon name={badge.icon} />
            {badge.words}
          </span>
          {state.here.value.some((one) => one === row) ? <span class="badge accent">This site</span> : null}
        </p>
        <Warnings state={state} kept={kept} row={row} />
        <Tickets state={state} kept={kept} row={row} />
        <Facts state={state} row={row} />
        <CodeForClient state={state} row={row} />
      </main>
      <footer class="line">
        <a class="btn grow" href={deskOf(kept, row)} target="_blank" rel="noreferrer">
          <Icon name="open" />
          Open at the desk
        </a>
      </footer>
    </div>
  );
}

function deskOf({ server }: KeptClients, { license }: ClientRow): string {
  return `${server}/desk/licenses/${license.licenseId}`;
}

/** What waits for the reseller. They decide at the desk, where the terms stand in full. */
function Warnings({ state, kept, row }: Props) {
  const { orphanAt, unreachableAt, life } = row.license;
  const nowMs = state.role.host.now();
  const decide = (words: string) => (
    <a class="link sm" href={deskOf(kept, row)} target="_blank" rel="noreferrer">
      {words}
    </a>
  );
  return (
    <>
      {unreachableAt !== null ? (
        <Note tone="critical" icon="clock">
          <p>
            <b>The store’s owner reported {when(unreachableAt, nowMs)} that they cannot reach you.</b>{" "}
            {orphanAt === null
              ? "Answer before the vendor has to look for you."
              : `Unless you answer, you lose this license ${within(orphanAt, nowMs)}.`}
          </p>
          {decide("Answer at the desk")}
        </Note>
      ) : null}
      {life === "transfer-pending" ? (
        <Note tone="caution" icon="refresh">
          <p>
            <b>A transfer of this license is asked for.</b> Both sides say what it costs before either agrees.
          </p>
          {decide("See the terms")}
        </Note>
      ) : null}
    </>
  );
}

/** What waits at the desk, where it is answered and escalated; each opens its own page there. */
function Tickets({ state, kept: { server }, row: { license } }: Props) {
  const { licenseId, openTickets } = license;
  const read = state.tickets.value;
  const answer = read?.licenseId === licenseId ? read.answer : null;
  const listed = answer?.ok ? answer.value : [];
  const others = answer?.ok ? openTickets - listed.length : 0;
  if (openTickets === 0 && listed.length === 0) return null;
  return (
    <section class="section" aria-labelledby="open-tickets" aria-busy={answer === null}>
      <h2 class="label" id="open-tickets">
        Open tickets
      </h2>
      {answer === null ? <p class="soft sm">Reading the tickets …</p> : null}
      {answer && !answer.ok ? (
        <Note tone="caution" icon="offline">
          <p role="status">
            {unreadWords(answer.refusal, state.role.host.isOnline())} {ticketCount(openTickets)} when last read.
          </p>
        </Note>
      ) : null}
      {listed.length > 0 ? (
        <ul class="card list">
          {listed.map((ticket) => (
            <li key={ticket.ticketId}>
              <TicketLink server={server} ticket={ticket} />
            </li>
          ))}
        </ul>
      ) : null}
      {others > 0 ? (
        <p class="meta">
          {others} {listed.length > 0 ? "more " : ""}with the vendor.
        </p>
      ) : null}
    </section>
  );
}

function TicketLink({ server, ticket: { ticketId, number, subject, state } }: { server: string; ticket: OpenTicket }) {
  const { tone, words } = ticketWords[state];
  return (
    <a class="pad ticket-link" href={`${server}/desk/t/${ticketId}`} target="_blank" rel="noreferrer">
      <b class="clip" dir="auto">
        <Plain text={subject} />
      </b>
      <span class={`badge ${tone}`}>{words}</span>
      <span class="meta num">{ticketName(number)}</span>
      <span class="meta">
        <Icon name="open" look="sm" />
        <span class="sr">Open at the desk</span>
      </span>
    </a>
  );
}

function Facts({ state, row: { license } }: { state: ResellerState; row: ClientRow }) {
  const { holderName, stores, product, kind, last4, openTickets, credits } = license;
  return (
    <dl class="card pad facts">
      <dt>Holder</dt>
      <dd>{holderName}</dd>
      <dt>{stores.length > 1 ? "Stores" : "Store"}</dt>
      <dd dir="ltr">{stores.length > 0 ? stores.map((store) => <p key={store}>{store}</p>) : "none connected yet"}</dd>
      <dt>License</dt>
      <dd>
        {product}, {kind}, <span class="mono">…{last4}</span>
      </dd>
      <dt>Plan</dt>
      <dd>{planWords(license)}</dd>
      {openTickets === 0 ? (
        <>
          <dt>Open tickets</dt>
          <dd>none</dd>
        </>
      ) : null}
      {credits === null ? null : (
        <>
          <dt>Credits</dt>
          <dd>
            {creditCount(credits)} available{" "}
            <button
              type="button"
              class="link sm"
              id="license-statement"
              onClick={() => state.readStatement("license-statement")}
            >
              Statement
            </button>
          </dd>
        </>
      )}
    </dl>
  );
}

function CodeForClient({ state, row: { license } }: { state: ResellerState; row: ClientRow }) {
  const { code, fault, busy } = state;
  const made = code.value?.licenseId === license.licenseId ? code.value : null;
  const why = fault.value;
  return (
    <section class="section">
      <button
        type="button"
        class="btn primary block"
        aria-disabled={busy.value !== null}
        onClick={() => state.makeCode(license.licenseId)}
      >
        <Icon name="copy" />
        {busy.value === "making" ? "Making a code …" : "Copy a one-time code for this client"}
      </button>
      <div role="status">
        {made ? (
          <Note tone="positive" icon="check">
            <p>
              <b>{made.isCopied ? "Copied." : "Made. Copy it from here."}</b> It connects one browser of your client’s,
              until {when(made.expiresAt, state.role.host.now())}. You can take it back at the desk.
            </p>
            <textarea
              class="input mono made"
              dir="ltr"
              rows={3}
              readOnly
              aria-label="One-time code"
              onFocus={({ currentTarget }) => currentTarget.select()}
            >
              {made.invitation}
            </textarea>
          </Note>
        ) : null}
      </div>
      <p class={why ? "error" : "sr"} role="alert">
        {why ? sentence(why) : null}
      </p>
      <p class="hint">As of {ageOf(state.role.kept.value?.asOf ?? "", state.role.host.now())}.</p>
    </section>
  );
}
