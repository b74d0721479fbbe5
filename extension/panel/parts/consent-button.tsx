import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import type { Consent } from "../consent.ts";
import type { Panel } from "../state.ts";
import type { ConsentGuard } from "../watch-consent.ts";

/** One button whose press has consequences, and why its last press did not count. */
interface Consenting {
  button: RefObject<HTMLButtonElement | null>;
  refused: Signal<Consent | null>;
  /** Acts if the press is the person's own will; opens a tab where that cannot be known here. */
  press(event: Event): Promise<void>;
  goesToTab: boolean;
}

export function useConsent({
  panel,
  guard,
  showing,
  ticketId,
  act,
}: {
  panel: Panel;
  guard: ConsentGuard;
  /** What the button would send: whenever it changes, it has to be seen anew. */
  showing: string | null;
  ticketId?: string;
  /** Is given what the button stood for when it was pressed. */
  act(shown: string): void;
}): Consenting {
  const button = useRef<HTMLButtonElement>(null);
  const refused = useSignal<Consent | null>(null);
  const goesToTab = !panel.place.isOwnTab && panel.start.value?.consentHere === false;
  const isAsking = useRef(false);
  const latest = useRef(act);
  latest.current = act;

  useEffect(() => {
    if (button.current && showing !== null) return guard.watch(button.current);
  }, [guard, showing]);

  return {
    button,
    refused,
    goesToTab,
    async press(event) {
      if (showing === null || isAsking.current) return;
      if (goesToTab) return panel.continueInTab(ticketId);
      // A double click is one press.
      isAsking.current = true;
      const consent = await guard.ask(event);
      isAsking.current = false;
      refused.value = consent === "given" || consent === "untrusted" ? null : consent;
      if (consent === "given") latest.current(showing);
      else if (consent !== "untrusted") panel.voice.say(reasons[consent]);
    },
  };
}

const reasons: Record<Exclude<Consent, "given" | "untrusted">, string> = {
  covered: "Something on this page covers this button.",
  "too-soon": "That was very quick. Look once more, then press again.",
  still: "Move the pointer a little, then press again.",
  unfocused: "This window is not in front. Click into the panel, then press again.",
};

export function ConsentNote({
  consenting: { refused },
  panel,
  ticketId,
}: {
  consenting: Consenting;
  panel: Panel;
  ticketId?: string;
}) {
  const why = refused.value;
  if (!why || why === "given" || why === "untrusted") return null;
  return (
    <Note tone="neutral" icon="info">
      <p>{reasons[why]}</p>
      {why === "covered" && !panel.place.isOwnTab ? (
        <button type="button" class="link" onClick={() => panel.continueInTab(ticketId)}>
          <Icon name="open" look="sm" />
          Continue in a tab
        </button>
      ) : null}
    </Note>
  );
}
