import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import type { PanelMessages } from "../../messages.ts";
import type { DraftKeeper } from "../draft-keeper.ts";
import { ConsentNote, useConsent } from "../parts/consent-button.tsx";
import type { Panel } from "../state.ts";
import type { ConsentGuard } from "../watch-consent.ts";

type Sweep = NonNullable<ReturnType<PanelMessages["capture.sweep"]>>;

/** More could be read, by pages that change the store: what exactly happens then is said first, and nothing is done unasked. */
export function SweepOffer({ panel, draft, guard }: { panel: Panel; draft: DraftKeeper; guard: ConsentGuard }) {
  const offer = useSignal<Sweep | null>(null);
  const isOpen = useSignal(false);
  const capturedAt = draft.report.value?.capturedAt;
  useEffect(() => {
    let isOld = false;
    const ask = capturedAt ? panel.host.send("capture.sweep", draft.draftId).catch(() => null) : null;
    void Promise.resolve(ask).then((sweep) => {
      if (!isOld) offer.value = sweep;
    });
    return () => {
      isOld = true;
    };
  }, [panel, draft, capturedAt, offer]);

  const sweep = offer.value;
  if (!sweep || panel.place.isOwnTab || draft.capture.value.state === "reading") return null;
  if (isOpen.value)
    return <Terms panel={panel} draft={draft} guard={guard} sweep={sweep} close={() => (isOpen.value = false)} />;
  return (
    <button type="button" class="btn block" onClick={() => (isOpen.value = true)}>
      <Icon name="search" />
      Read more of this store
    </button>
  );
}

function Terms({
  panel,
  draft,
  guard,
  sweep,
  close,
}: {
  panel: Panel;
  draft: DraftKeeper;
  guard: ConsentGuard;
  sweep: Sweep;
  close(): void;
}) {
  const consenting = useConsent({
    panel,
    guard,
    showing: draft.draftId,
    act: () => {
      close();
      panel.voice.say("Reading more of the store.");
      panel.readStore("sweep");
    },
  });
  const section = useRef<HTMLElement>(null);
  // What is to be agreed to is read first: all of it stands in view, with its two answers.
  useEffect(() => section.current?.scrollIntoView({ block: "end" }), []);
  return (
    <section class="card pad stack close" aria-labelledby="sweep" ref={section}>
      <h2 class="label" id="sweep">
        Before more is read
      </h2>
      <Note tone="caution" icon="alert">
        {sweep.says.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Note>
      <ConsentNote consenting={consenting} panel={panel} />
      <div class="line wrap">
        <button type="button" class="btn primary" ref={consenting.button} onClick={consenting.press}>
          {sweep.agree}
        </button>
        <button type="button" class="btn" onClick={close}>
          Not now
        </button>
      </div>
    </section>
  );
}
