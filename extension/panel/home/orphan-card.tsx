import "../../../shared/owner-problems.ts";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { when } from "../../../shared/ui/when.ts";
import type { Panel } from "../state.ts";
import { openReplies } from "../ticket/reply-store.ts";
import { createWish, type WishState } from "./wish-state.ts";

/** Nobody looks after the store: its owner says who is to. It names nobody, so it is the same under every name. */
export function OrphanCard({ panel }: { panel: Panel }) {
  const wish = useMemo(
    () =>
      createWish(
        panel,
        openReplies(() => localStorage),
      ),
    [panel],
  );
  const sent = wish.sent();
  const isEditing = wish.isEditing.value || sent === null;
  const next = useFocusAfterTurn(isEditing);
  return (
    <section class="card pad stack" aria-labelledby="orphan">
      <div class="line top wide">
        <Icon name="info" look="lg" />
        <div class="grow">
          <h2 id="orphan">
            <b>Nobody looks after your store now</b>
          </h2>
          <p class="sm soft">
            The company that did has stopped, or could not be reached. You say which company takes over; it has to ask
            support for that in writing, so tell them too. What you sent so far stays yours.
          </p>
        </div>
      </div>
      {isEditing ? (
        <Form wish={wish} field={next} hasSent={sent !== null} />
      ) : (
        <div class="stack close">
          <p class="sm">
            You want{" "}
            <b dir="auto">
              <Plain text={sent.company} />
            </b>
            <span class="meta"> · sent {when(sent.at, panel.place.now(), panel.place.timeZone)}</span>
          </p>
          <div class="line">
            <button type="button" class="btn small" ref={next} onClick={wish.change}>
              Name another company
            </button>
          </div>
        </div>
      )}
    </section>
  );
}

function Form({
  wish,
  field,
  hasSent,
}: {
  wish: WishState;
  field: ReturnType<typeof useFocusAfterTurn>;
  hasSent: boolean;
}) {
  const problem = wish.problem.value;
  const submit = (event: Event) => {
    event.preventDefault();
    void wish.send();
  };
  return (
    <form class="stack close" onSubmit={submit} noValidate>
      <div class="field">
        <label for="orphan-company">The company you want</label>
        <input
          class="input"
          id="orphan-company"
          type="text"
          dir="auto"
          maxLength={200}
          autocomplete="off"
          aria-required="true"
          aria-invalid={problem !== null}
          aria-describedby={problem ? "orphan-fault" : undefined}
          ref={field}
          value={wish.company.value}
          onInput={(event) => wish.write(event.currentTarget.value)}
        />
        {problem ? (
          <p class="error" id="orphan-fault">
            <Icon name="alert" />
            {problem}
          </p>
        ) : null}
      </div>
      <div class="line wrap">
        <button type="submit" class="btn small primary" aria-disabled={wish.isSending.value}>
          {wish.isSending.value ? "Sending" : "Send"}
        </button>
        {hasSent ? (
          <button type="button" class="btn small" onClick={wish.keep}>
            Leave it as it was
          </button>
        ) : null}
      </div>
    </form>
  );
}

/** What stood under the focus goes away with each turn: it moves on to what takes its place. */
function useFocusAfterTurn(isEditing: boolean) {
  const next = useRef<never>(null);
  const before = useRef(isEditing);
  useEffect(() => {
    if (before.current !== isEditing) (next.current as HTMLElement | null)?.focus();
    before.current = isEditing;
  }, [isEditing]);
  return next;
}
