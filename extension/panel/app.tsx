import { useEffect, useMemo, useRef } from "preact/hooks";
import { sentence } from "../../shared/problems.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import type { DraftKeeper } from "./draft-keeper.ts";
import { HomeScreen } from "./home/home.tsx";
import { createHome } from "./home/state.ts";
import { HomeHeader } from "./parts/header.tsx";
import { Hero } from "./parts/hero.tsx";
import { Late, Skeleton } from "./parts/late.tsx";
import type { LaterScreenName, Panel } from "./state.ts";

export function App({ panel }: { panel: Panel }) {
  const { polite, assertive } = panel.voice;
  return (
    <>
      <div
        class={`panel ${panel.place.isOwnTab ? "own" : ""}`}
        role="dialog"
        aria-labelledby="panel-title"
        data-brand=""
        style={{ "--brand": panel.start.value?.enrolment?.brand?.colour }}
      >
        <CurrentScreen panel={panel} />
      </div>
      <p class="sr voice" role="status" aria-live="polite">
        {polite}
      </p>
      <p class="sr voice" role="alert" aria-live="assertive">
        {assertive}
      </p>
    </>
  );
}

function CurrentScreen({ panel }: { panel: Panel }) {
  // Nothing of one support is left under another.
  const home = useMemo(() => createHome(panel), [panel, panel.start.value?.enrolment?.server]);
  useEffect(() => home.stop, [home]);
  const screen = panel.screen.value;
  const draft = panel.keeper.value;
  useBackToHome(screen.name);

  if (panel.fault.value) return <FaultScreen panel={panel} />;
  if (!draft || screen.name === "home") return <HomeScreen panel={panel} home={home} />;
  return <Later panel={panel} draft={draft} screen={screen} />;
}

/** Screens that nobody sees first are loaded right after the first one is painted. */
function Later({ panel, ...shown }: { panel: Panel; draft: DraftKeeper; screen: LaterScreenName }) {
  const { LaterScreen } = panel.later.value ?? {};
  useEffect(() => {
    if (!LaterScreen) void panel.loadLater();
  }, [panel, LaterScreen]);
  if (LaterScreen) return <LaterScreen panel={panel} {...shown} />;
  return (
    <>
      <HomeHeader panel={panel} />
      <main aria-busy="true">
        <Late>
          <Skeleton widths={[82, 64]} />
          <p class="sr">Loading</p>
        </Late>
      </main>
    </>
  );
}

/** Coming back home puts the focus at its head; at the first opening the focus stays where the launcher put it. */
function useBackToHome(name: string) {
  const before = useRef(name);
  useEffect(() => {
    if (name === "home" && before.current !== name) document.getElementById("panel-title")?.focus();
    before.current = name;
  }, [name]);
}

function FaultScreen({ panel }: { panel: Panel }) {
  const why = panel.fault.value;
  return (
    <>
      <HomeHeader panel={panel} />
      <main>
        <Hero tone="critical" icon="alert" title="Get Support could not start">
          {why ? <p>{sentence(why)}</p> : null}
        </Hero>
        <button
          type="button"
          class="btn primary block"
          onClick={() => panel.begin(panel.keeper.value?.draftId ?? panel.place.address.draftId)}
        >
          <Icon name="refresh" />
          Try again
        </button>
      </main>
    </>
  );
}
