import type { ComponentChildren } from "preact";
import { sentence } from "../../../shared/problems.ts";
import { ticketName } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { until } from "../../../shared/ui/when.ts";
import type { OutboxItem } from "../../messages.ts";
import type { Panel } from "../state.ts";
import type { Home } from "./state.ts";

/** Requests that the server does not have yet, and any whose stored bytes are not the ones that were shown. */
export function Outbox({ panel, home }: { panel: Panel; home: Home }) {
  const items = panel.outbox.value.filter(
    ({ send, sha256 }) => send.state !== "sent" || send.receipt.sha256 !== sha256,
  );
  if (items.length === 0) return null;
  return (
    <section class="section" aria-labelledby="outbox">
      <h2 class="label" id="outbox">
        Waiting to be sent
      </h2>
      {items.map((item) => (
        <div class="card" key={item.draftId}>
          {home.discarding.value.includes(item.draftId) ? (
            <div class="pad line">
              <span class="grow sm soft">Request thrown away.</span>
              <button type="button" class="btn small" onClick={() => home.undo(item.draftId)}>
                <Icon name="undo" look="flip" />
                Undo
              </button>
            </div>
          ) : (
            <Item item={item} panel={panel} home={home} />
          )}
        </div>
      ))}
    </section>
  );
}

function Item({ item, panel, home }: { item: OutboxItem; panel: Panel; home: Home }) {
  const { send, draftId, sha256, subject } = item;
  const discard = (
    <button type="button" class="btn small danger" onClick={() => home.discard(draftId)}>
      Discard
    </button>
  );
  switch (send.state) {
    case "sending":
      return (
        <Parts subject={subject} badge={<span class="badge accent">Sending</span>}>
          <p class="sm soft">On its way. However often it is sent, it becomes one ticket.</p>
        </Parts>
      );
    case "queued":
      return (
        <Parts
          subject={subject}
          badge={
            <span class="badge caution">
              <Icon name="clock" />
              Again {until(send.nextTryAt, panel.place.now())}
            </span>
          }
          actions={
            <>
              <button type="button" class="btn small" onClick={() => home.tryNow(draftId, sha256)}>
                <Icon name="refresh" />
                Try now
              </button>
              {discard}
            </>
          }
        >
          <p class="sm soft">{sentence(send.refusal)} You may close this panel.</p>
        </Parts>
      );
    case "refused":
      return (
        <Parts
          subject={subject}
          badge={
            <span class="badge critical">
              <Icon name="alert" />
              Not sent
            </span>
          }
          actions={
            <>
              <button type="button" class="btn small" onClick={() => panel.edit(draftId)}>
                Edit
              </button>
              {discard}
            </>
          }
        >
          <p class="sm soft">{sentence(send.refusal)}</p>
        </Parts>
      );
    case "sent":
      return (
        <Parts
          subject={subject}
          badge={
            <span class="badge critical">
              <Icon name="alert" />
              Other bytes stored
            </span>
          }
        >
          <p class="sm soft">
            What was stored for {ticketName(send.receipt.number)} is not what you saw. Tell support before you rely on
            it.
          </p>
        </Parts>
      );
  }
}

function Parts({
  subject,
  badge,
  actions,
  children,
}: {
  subject: string;
  badge: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <>
      <div class="pad stack close">
        <p class="line">
          <b class="grow clip" dir="auto">
            <Plain text={subject} />
          </b>
          {badge}
        </p>
        {children}
      </div>
      {actions ? <div class="pad rule line wrap">{actions}</div> : null}
    </>
  );
}
