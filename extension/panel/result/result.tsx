import type { ComponentChildren } from "preact";
import { type Refusal, sentence } from "../../../shared/problems.ts";
import { type TicketReceipt, ticketName } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import { until, when } from "../../../shared/ui/when.ts";
import { CopyButton } from "../parts/copy.tsx";
import { bytesOf, WholeHash } from "../parts/hash.tsx";
import { InnerHeader } from "../parts/header.tsx";
import { Hero } from "../parts/hero.tsx";
import type { Outcome, Panel } from "../state.ts";
import { Held } from "./held.tsx";

/** What became of the request: sent, waiting, or refused with the way on. */
export function ResultScreen({ panel }: { panel: Panel }) {
  const outcome = panel.outcome.value;
  if (!outcome) return null;
  const { send, sha256 } = outcome;
  switch (send.state) {
    case "sent":
      return send.receipt.sha256 === sha256 ? (
        <Sent panel={panel} receipt={send.receipt} />
      ) : (
        <Differs panel={panel} receipt={send.receipt} shown={sha256} />
      );
    case "queued":
      return <Queued panel={panel} nextTryAt={send.nextTryAt} why={send.refusal} sha256={sha256} />;
    case "refused":
      return <Refused panel={panel} outcome={outcome} why={send.refusal} />;
  }
}

function Screen({
  panel,
  title,
  children,
  ways,
}: {
  panel: Panel;
  title: string;
  children: ComponentChildren;
  ways: ComponentChildren;
}) {
  return (
    <>
      <InnerHeader panel={panel} title={title} />
      <main>{children}</main>
      <footer class="line">{ways}</footer>
    </>
  );
}

function AllTickets({ panel }: { panel: Panel }) {
  return (
    <button type="button" class="btn grow" onClick={() => panel.go({ name: "home" })}>
      All tickets
    </button>
  );
}

function Ways({ panel, receipt }: { panel: Panel; receipt: TicketReceipt }) {
  return (
    <>
      <AllTickets panel={panel} />
      <button
        type="button"
        class="btn primary grow"
        onClick={() => panel.go({ name: "ticket", ticketId: receipt.ticketId })}
      >
        Open {ticketName(receipt.number)}
      </button>
    </>
  );
}

function Sent({ panel, receipt }: { panel: Panel; receipt: TicketReceipt }) {
  return (
    <Screen panel={panel} title="Request sent" ways={<Ways panel={panel} receipt={receipt} />}>
      <Hero tone="positive" icon="check" title={`${ticketName(receipt.number)} is with us`}>
        <p>
          Stored {when(receipt.storedAt, panel.place.now())}. You may close this panel; the button shows when someone
          answers.
        </p>
      </Hero>
      <Held panel={panel} ticketId={receipt.ticketId} />
      <section class="card pad stack close">
        <p class="line sm">
          <span class="tone positive line">
            <Icon name="shield" />
          </span>
          <b class="grow">Stored bytes are the ones you saw</b>
          <CopyButton text={receipt.sha256} label="Copy the SHA-256" voice={panel.voice} />
        </p>
        <WholeHash sha256={receipt.sha256} />
        <p class="meta">{bytesOf(receipt.size)}, compared by SHA-256</p>
      </section>
    </Screen>
  );
}

function Differs({ panel, receipt, shown }: { panel: Panel; receipt: TicketReceipt; shown: string }) {
  return (
    <Screen panel={panel} title="Stored, but not as you saw it" ways={<Ways panel={panel} receipt={receipt} />}>
      <div role="alert">
        <Hero tone="critical" icon="alert" title="What was stored is not what you saw">
          <p>
            {ticketName(receipt.number)} exists, but its bytes differ from the ones that were shown here. Do not rely on
            it: tell support by another way and quote both numbers below.
          </p>
        </Hero>
      </div>
      <section class="card pad stack close">
        <h2 class="label">You saw</h2>
        <WholeHash sha256={shown} />
        <h2 class="label">The server stored</h2>
        <WholeHash sha256={receipt.sha256} />
      </section>
    </Screen>
  );
}

function Queued({ panel, nextTryAt, why, sha256 }: { panel: Panel; nextTryAt: string; why: Refusal; sha256: string }) {
  return (
    <Screen
      panel={panel}
      title="Waiting to be sent"
      ways={
        <button type="button" class="btn primary grow" onClick={() => panel.go({ name: "home" })}>
          All tickets
        </button>
      }
    >
      <Hero tone="caution" icon="clock" title="Kept here, sent by itself">
        <p>{sentence(why)}</p>
      </Hero>
      <Note tone="neutral" icon="refresh">
        <p>
          It is tried again {until(nextTryAt, panel.place.now())}, and after that until it arrives, even if you close
          this panel. However often it is sent, it becomes <b>one ticket</b>.
        </p>
      </Note>
      <section class="card pad stack close">
        <h2 class="label">SHA-256 of what waits</h2>
        <WholeHash sha256={sha256} />
      </section>
    </Screen>
  );
}

/** Refusals that connecting this browser (again) can mend. */
const mendedByConnecting = ["device.missing", "device.revoked", "device.key-only", "license.not-active"];

/** Refusals that another look at price and rule answers. */
const judgedAnew = ["verdict.changed", "verdict.not-filed", "request.topic-missing", "credits.insufficient"];

function Refused({ panel, outcome, why }: { panel: Panel; outcome: Outcome; why: Refusal }) {
  const id = why.code === "server.fault" ? why.values.id : undefined;
  const isFault = id !== undefined || why.code === "extension.fault";
  const isJudgedAnew = judgedAnew.includes(why.code);
  const isNewDraft = why.code === "ticket.id-taken";
  const back = (
    <button
      type="button"
      class="btn grow"
      onClick={() => (isNewDraft ? panel.newRequest() : panel.edit(outcome.draftId))}
    >
      Back to your text
    </button>
  );
  const wayOn = mendedByConnecting.includes(why.code) ? (
    <button type="button" class="btn primary grow" onClick={() => panel.openOwn({ page: "connect" })}>
      <Icon name="open" />
      Connect
    </button>
  ) : isNewDraft ? null : isJudgedAnew ? (
    <button type="button" class="btn primary grow" onClick={() => panel.edit(outcome.draftId)}>
      Look at it again
    </button>
  ) : (
    <button type="button" class="btn primary grow" onClick={() => panel.go({ name: "preview" })}>
      {isFault ? <Icon name="refresh" /> : null}
      {isFault ? "Try again" : "Look at it again"}
    </button>
  );
  return (
    <Screen
      panel={panel}
      title="Not sent"
      ways={
        <>
          {isJudgedAnew ? null : back}
          {wayOn}
        </>
      }
    >
      <Hero tone="critical" icon="alert" title="Your request was not sent">
        <p>{sentence(why)}</p>
      </Hero>
      {id !== undefined ? (
        <div class="card pad line">
          <p class="grow">
            <span class="meta">If you write to us, quote</span>
            <br />
            <b class="mono" dir="ltr">
              {id}
            </b>
          </p>
          <CopyButton text={String(id)} label="Copy this number" voice={panel.voice} />
        </div>
      ) : null}
      <Note tone="neutral" icon="file">
        <p>Your text and what you left out are kept in this browser.</p>
      </Note>
    </Screen>
  );
}
