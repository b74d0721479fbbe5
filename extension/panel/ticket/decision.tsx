import { useEffect, useMemo } from "preact/hooks";
import type { Offer, TicketCharge } from "../../../shared/charges.ts";
import { creditCount } from "../../../shared/credit-words.ts";
import { sentence } from "../../../shared/problems.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { ConsentNote, useConsent } from "../parts/consent-button.tsx";
import { clockOf, nearDayOf } from "../parts/times.ts";
import type { Panel } from "../state.ts";
import { knownTerms } from "../support.ts";
import { ClauseQuote } from "../verdict/card.tsx";
import { guardConsent } from "../watch-consent.ts";
import type { TicketView } from "./state.ts";

/** An offer at the end of the thread: open to decide, or what became of it. */
export function Decision({ panel, view, charge }: { panel: Panel; view: TicketView; charge: TicketCharge }) {
  const { offer } = charge;
  if (!offer) return null;
  if (isOpen(offer, panel.place.now())) return <OpenOffer panel={panel} view={view} charge={charge} offer={offer} />;
  return <Decided offer={offer} />;
}

export function isOpen({ state, expiresAt }: Offer, nowMs: number): boolean {
  return state === "open" && Date.parse(expiresAt) > nowMs;
}

function Decided({ offer: { state, credits } }: { offer: Offer }) {
  const price = creditCount(credits);
  if (state === "agreed") {
    return (
      <Note tone="positive" icon="check-circle">
        <p>
          <b>You accepted {price}.</b> They are held and settled with the answer; nothing more is taken without asking
          you.
        </p>
      </Note>
    );
  }
  return (
    <Note tone="neutral" icon={state === "declined" ? "minus" : "clock"}>
      <p>
        <b>{state === "declined" ? `You declined ${price}.` : `The offer of ${price} has ended unanswered.`}</b> What
        was held for this ticket is released. Write below if you want to go on after all.
      </p>
    </Note>
  );
}

function OpenOffer({
  panel,
  view,
  charge,
  offer,
}: {
  panel: Panel;
  view: TicketView;
  charge: TicketCharge;
  offer: Offer;
}) {
  const { credits, extra, categoryName, reason, expiresAt } = offer;
  const { timeZone } = panel.place;
  const available = knownTerms(panel.support)?.balance?.available ?? null;
  const short = available === null ? 0 : Math.max(0, extra - available);
  const problem = view.decideProblem.value;
  const clause = charge.clauses[0];
  return (
    <section class="verdict caution" aria-labelledby="decision">
      <header>
        <Icon name="credits" />
        <h2 id="decision">Shall we go on?</h2>
        <span class="cost">{creditCount(credits)}</span>
      </header>
      <div class="pad">
        <p>
          This was assessed as{" "}
          <b>
            <Plain text={categoryName} />
          </b>
          .{" "}
          {charge.agreed > 0
            ? `You agreed to ${charge.agreed} in advance, so we ask.`
            : "Nothing starts before you accept."}
        </p>
        {reason ? (
          <p class="words" dir="auto">
            <Plain text={reason} />
          </p>
        ) : null}
        <div class="sum">
          <span>Already held</span>
          <span>{charge.held}</span>
          <span>More, if you accept</span>
          <span>{extra}</span>
          <span class="total">For this ticket</span>
          <span class="total">{credits}</span>
        </div>
        {available === null ? null : (
          <p class="line wrap num">
            <span>You have {available}</span>
            <span class="end">
              {short > 0 ? <b>{creditCount(short)} missing</b> : <b>{available - extra} left</b>}
              {short > 0 ? null : " after this"}
            </span>
          </p>
        )}
        {clause ? <ClauseQuote clause={clause} /> : null}
        {short > 0 ? <p>Get more credits first, then accept. Declining is possible at any time.</p> : null}
        {problem ? (
          <p class="error">
            <Icon name="alert" />
            {sentence(problem)}
          </p>
        ) : null}
        <Answers panel={panel} view={view} offer={offer} mayAccept={short === 0} />
        <p class="hint">
          If you decline, {charge.held > 0 ? `the ${charge.held} held are released` : "nothing is taken"} and we stop
          here. The offer stands until {nearDayOf(expiresAt, panel.place.now(), timeZone)},{" "}
          {clockOf(expiresAt, timeZone)} your time; then it ends by itself, as if declined.
        </p>
      </div>
    </section>
  );
}

function Answers({
  panel,
  view,
  offer,
  mayAccept,
}: {
  panel: Panel;
  view: TicketView;
  offer: Offer;
  mayAccept: boolean;
}) {
  const { ticketId } = view;
  const isBusy = view.isDeciding.value;
  const { isOwnTab } = panel.place;
  // Each button is watched by itself: one that is covered is not excused by another that is seen.
  const guards = useMemo(
    () => ({ accept: guardConsent(window, isOwnTab), decline: guardConsent(window, isOwnTab) }),
    [isOwnTab],
  );
  useEffect(
    () => () => {
      guards.accept.stop();
      guards.decline.stop();
    },
    [guards],
  );
  const showing = isBusy ? null : `${offer.id} ${offer.credits}`;
  const decline = useConsent({
    panel,
    guard: guards.decline,
    showing,
    ticketId,
    act: () => void view.decide(offer.id, false),
  });
  const accept = useConsent({
    panel,
    guard: guards.accept,
    showing: mayAccept ? showing : null,
    ticketId,
    act: () => void view.decide(offer.id, true),
  });
  const inTab = accept.goesToTab ? "Open in a tab to " : "";
  return (
    <div class="stack close">
      <ConsentNote consenting={accept} panel={panel} ticketId={ticketId} />
      <ConsentNote consenting={decline} panel={panel} ticketId={ticketId} />
      <div class="line pair">
        <button type="button" class="btn grow" ref={decline.button} aria-disabled={isBusy} onClick={decline.press}>
          <Icon name="x" />
          {inTab ? `${inTab}decline` : "Decline"}
        </button>
        <button
          type="button"
          class="btn grow"
          ref={accept.button}
          aria-disabled={isBusy || !mayAccept}
          onClick={accept.press}
        >
          <Icon name="check" />
          {inTab ? `${inTab}accept` : `Accept ${creditCount(offer.credits)}`}
        </button>
      </div>
    </div>
  );
}
