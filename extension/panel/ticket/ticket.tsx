import { useEffect, useMemo, useRef } from "preact/hooks";
import { sentence } from "../../../shared/problems.ts";
import { type TicketThread, ticketName } from "../../../shared/tickets.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import { Steps } from "../../../shared/ui/steps.tsx";
import { Thread } from "../../../shared/ui/thread.tsx";
import { when } from "../../../shared/ui/when.ts";
import { OfflineStrip } from "../home/home.tsx";
import { hostOf, InnerHeader } from "../parts/header.tsx";
import { Late, Skeleton } from "../parts/late.tsx";
import type { Panel } from "../state.ts";
import type { ConsentGuard } from "../watch-consent.ts";
import { AccessCard } from "./access-card.tsx";
import { ChargeLine } from "./charge-line.tsx";
import { Composer } from "./composer.tsx";
import { Decision, isOpen } from "./decision.tsx";
import { openReplies } from "./reply-store.ts";
import { createTicket, type TicketView } from "./state.ts";

export function TicketScreen({ panel, ticketId, guard }: { panel: Panel; ticketId: string; guard: ConsentGuard }) {
  const view = useMemo(
    () =>
      createTicket(
        panel,
        ticketId,
        openReplies(() => localStorage),
      ),
    [panel, ticketId],
  );
  useEffect(() => view.stop, [view]);
  const thread = view.thread.value;
  const offer = thread?.charge?.offer;
  const isAsked = Boolean(offer && isOpen(offer, panel.place.now()));
  return (
    <>
      <InnerHeader
        panel={panel}
        title={thread?.subject ?? "Ticket"}
        detail={thread ? `${ticketName(thread.number)} · ${hostOf(thread.storeOrigin)}` : "\u00a0"}
        back={{ label: "Back to all tickets", go: () => panel.go({ name: "home" }) }}
      />
      {thread ? (
        <div class="progress">
          <Steps state={thread.state} isAsked={isAsked} />
          {thread.charge ? <ChargeLine charge={thread.charge} place={panel.place} /> : null}
        </div>
      ) : null}
      <OfflineStrip panel={panel} />
      {thread ? <Opened panel={panel} view={view} thread={thread} /> : <NotOpened view={view} />}
      {thread ? <Foot panel={panel} view={view} thread={thread} ticketId={ticketId} guard={guard} /> : null}
    </>
  );
}

function NotOpened({ view }: { view: TicketView }) {
  const problem = view.problem.value;
  return (
    <main aria-busy={!problem}>
      {problem ? (
        <Note tone="critical" icon="alert">
          <p>{sentence(problem)}</p>
          <button type="button" class="link" onClick={view.load}>
            Try again
          </button>
        </Note>
      ) : (
        <Late>
          <Skeleton widths={[82, 64]} />
          <Skeleton widths={[90, 76, 40]} />
          <p class="sr">Loading the ticket</p>
        </Late>
      )}
    </main>
  );
}

function Opened({ panel, view, thread }: { panel: Panel; view: TicketView; thread: TicketThread }) {
  const access = view.access.value;
  const main = useStickToEnd(
    `${thread.messages.length} ${thread.charge?.offer?.state} ${access?.asked.length} ${access?.held.length}`,
  );
  const nowMs = panel.place.now();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <main ref={main} tabIndex={0} aria-label="Messages">
      <Thread messages={thread.messages} mine="holder" nowMs={nowMs} />
      {thread.charge ? <Decision panel={panel} view={view} charge={thread.charge} /> : null}
      <AccessCard panel={panel} ticketId={thread.ticketId} summary={view.access.value} />
      {thread.state === "resolved" ? (
        <Note tone="positive" icon="check-circle">
          <p>
            <b>Resolved.</b> Still wrong? Write below and it opens again.
          </p>
        </Note>
      ) : null}
      {view.problem.value ? (
        <Note tone="caution" icon="offline">
          <p>
            As it was {when(new Date(view.readAt.value).toISOString(), nowMs)}. {sentence(view.problem.value)}
          </p>
          <button type="button" class="link" onClick={view.load}>
            Try now
          </button>
        </Note>
      ) : null}
      <details class="meta sent-bytes">
        <summary>What was sent with it</summary>
        <p class="mono" dir="ltr">
          SHA-256 {thread.sha256}
        </p>
      </details>
    </main>
  );
}

function Foot({
  panel,
  view,
  thread,
  ticketId,
  guard,
}: {
  panel: Panel;
  view: TicketView;
  thread: TicketThread;
  ticketId: string;
  guard: ConsentGuard;
}) {
  if (thread.state !== "closed") return <Composer panel={panel} view={view} ticketId={ticketId} guard={guard} />;
  return (
    <footer class="stack close">
      <p class="sm soft line top">
        <Icon name="lock" />
        <span>This ticket is closed, so nothing can be added. Its messages stay here to read.</span>
      </p>
      <button type="button" class="btn primary block" onClick={panel.newRequest}>
        <Icon name="plus" />
        New request
      </button>
    </footer>
  );
}

/** Opens at the newest message; stays there as others come, unless the reader has scrolled away. */
function useStickToEnd(end: string) {
  const main = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const element = main.current;
    if (!element) return;
    const look = () => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 48;
    };
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, []);
  // Each further message moves the end.
  useEffect(() => {
    if (main.current && isAtEnd.current) main.current.scrollTop = main.current.scrollHeight;
  }, [end]);
  return main;
}
