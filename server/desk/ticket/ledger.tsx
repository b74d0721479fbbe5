import type { TicketCharge } from "../../../shared/charges.ts";
import { sentence } from "../../../shared/problems.ts";
import type { DeskTicket } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import { wholeWords } from "../times.ts";
import { changeWords } from "./entry-words.tsx";
import type { StatementState } from "./holder-statement.ts";

interface LedgerProps {
  statement: StatementState;
  ticket: DeskTicket;
  charge: TicketCharge;
  account: NonNullable<DeskTicket["account"]>;
  nowMs: number;
}

/** What was held and settled for this ticket, and what an open offer would do. */
export function Ledger({ statement, ticket, charge, account, nowMs }: LedgerProps) {
  const read = statement.statement.value;
  const refusal = statement.refusal.value;
  const lines = read?.lines.filter(({ ticketNumber }) => ticketNumber === ticket.number) ?? [];
  return (
    <section class="part" aria-labelledby="ledger-title">
      <h2 class="side-title">
        <span id="ledger-title">Ledger</span>
        <button
          type="button"
          class="link meta num"
          aria-haspopup="dialog"
          onClick={() => {
            statement.isOpen.value = true;
          }}
        >
          {account.available} available, {account.held} held
        </button>
      </h2>
      {read === null && refusal === null && <i class="skeleton late" />}
      {refusal && (
        <p class="error" role="alert">
          <Icon name="alert" />
          <span>
            {sentence(refusal)}{" "}
            <button type="button" class="link meta" onClick={statement.read}>
              Try again
            </button>
          </span>
        </p>
      )}
      {read && lines.length === 0 && <p class="soft">Nothing was held for this ticket.</p>}
      {lines.length > 0 && (
        <ul class="ledger num">
          {lines.map(({ id, at, says, change }) => (
            <li key={id}>
              <time class="meta" dateTime={at} title={wholeWords(at)}>
                {when(at, nowMs)}
              </time>
              <span>
                <Plain text={says} />
              </span>
              <b>{changeWords(change)}</b>
            </li>
          ))}
        </ul>
      )}
      {charge.offer?.state === "open" && <WhatIf charge={charge} offer={charge.offer} />}
      <dl class="ledger-sums num">
        <Sum name="Held" credits={charge.held} />
        <Sum name="Settled" credits={charge.settled} />
        <Sum name="Agreed up to" credits={charge.agreed} />
      </dl>
    </section>
  );
}

function WhatIf({ charge, offer }: { charge: TicketCharge; offer: NonNullable<TicketCharge["offer"]> }) {
  return (
    <ul class="ledger maybe num">
      <li>
        <span class="meta">if agreed</span>
        <span>{offer.extra > 0 ? `hold ${offer.extra} more` : "hold nothing more"}</span>
        <span>{changeWords(-offer.extra)}</span>
      </li>
      <li>
        <span class="meta">if not</span>
        <span>{charge.held > 0 ? `release ${charge.held}` : "nothing to release"}</span>
        <span>{changeWords(charge.held)}</span>
      </li>
    </ul>
  );
}

function Sum({ name, credits }: { name: string; credits: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{credits}</dd>
    </div>
  );
}
