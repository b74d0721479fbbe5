import { useEffect } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { HomeHeader } from "../parts/header.tsx";
import { Keys } from "../parts/keys.tsx";
import { Late, Skeleton } from "../parts/late.tsx";
import type { Panel } from "../state.ts";
import { Outbox } from "./outbox.tsx";
import type { Home } from "./state.ts";
import { StoreCard } from "./store-card.tsx";
import { Tickets } from "./tickets.tsx";

export function HomeScreen({ panel, home }: { panel: Panel; home: Home }) {
  const start = panel.start.value;
  const isConnected = Boolean(start?.enrolment);
  // It comes with the screens that are loaded after the first paint.
  const { SupportCards } = panel.later.value ?? {};
  useEffect(() => {
    if (isConnected) void home.load();
  }, [home, isConnected]);

  return (
    <>
      <HomeHeader panel={panel} />
      <OfflineStrip panel={panel} />
      <main aria-busy={!start}>
        {start ? (
          <>
            <StoreCard panel={panel} />
            {isConnected && SupportCards ? <SupportCards panel={panel} home={home} /> : null}
            {isConnected ? null : <Connect panel={panel} />}
            <Unfinished panel={panel} />
            <Outbox panel={panel} home={home} />
            {isConnected ? <Tickets panel={panel} home={home} /> : null}
          </>
        ) : (
          <Late>
            <Skeleton widths={[38, 64]} />
            <Skeleton widths={[72, 54]} />
            <p class="sr">Loading</p>
          </Late>
        )}
      </main>
      <footer>
        <button
          type="button"
          class={`btn block ${isConnected || !start ? "primary" : ""}`}
          aria-keyshortcuts="N"
          aria-disabled={!start}
          onClick={() => start && panel.newRequest()}
        >
          <Icon name="plus" />
          New request
          <Keys keys={["N"]} />
        </button>
      </footer>
    </>
  );
}

export function OfflineStrip({ panel }: { panel: Panel }) {
  if (panel.place.isOnline.value) return null;
  return (
    <p class="strip caution">
      <Icon name="offline" />
      <span>
        <b>You are offline.</b> Nothing you write is lost.
      </span>
    </p>
  );
}

function Connect({ panel }: { panel: Panel }) {
  return (
    <section class="card pad stack" aria-labelledby="connect">
      <div class="line top wide">
        <Icon name="lock" look="lg" />
        <div class="grow">
          <h2 id="connect">
            <b>Not connected to support yet</b>
          </h2>
          <p class="sm soft">
            Whoever looks after you gave you a link or a license key. You put it in once, in a tab of its own that your
            store’s pages cannot read.
          </p>
        </div>
      </div>
      <button type="button" class="btn primary block" onClick={() => panel.openOwn({ page: "connect" })}>
        <Icon name="open" />
        Connect this browser
      </button>
    </section>
  );
}

/** A request that was begun and is not sent: it must be easier to find than to start over. */
function Unfinished({ panel }: { panel: Panel }) {
  const draft = panel.keeper.value;
  const text = draft ? draft.subject.value.trim() || draft.message.value.trim() : "";
  const isInOutbox = panel.outbox.value.some(({ draftId }) => draftId === draft?.draftId);
  if (!text || isInOutbox) return null;
  return (
    <section class="section" aria-labelledby="unfinished">
      <h2 class="label" id="unfinished">
        Not sent yet
      </h2>
      <div class="card pad line">
        <span class="grow clip" dir="auto">
          <Plain text={text} />
        </span>
        <button type="button" class="btn small" onClick={() => panel.go({ name: "request" })}>
          Go on writing
        </button>
      </div>
    </section>
  );
}
