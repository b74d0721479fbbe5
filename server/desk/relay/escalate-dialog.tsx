import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type FactGroup, factsOf } from "../../../shared/facts.ts";
import { sizeWords } from "../../../shared/files.ts";
import type { Submission } from "../../../shared/submission.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Plain } from "../../../shared/ui/plain.tsx";
import { ProblemNote } from "../problem.tsx";
import type { EscalationState } from "./state.ts";

interface EscalateDialogProps {
  state: EscalationState;
  client: Submission;
  /** Whether this browser can compute a hash here. */
  isHashed: boolean;
}

/** What of a client's request goes to the vendor: each fact can stay here, and the exact text is shown. */
export function EscalateDialog({ state, client, isHashed }: EscalateDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { isOpen, choice, text, sending, refusal } = state;
  useEffect(() => {
    if (isOpen.value) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen.value]);
  if (!isOpen.value) return <dialog ref={dialog} />;
  const { subject, message, quotesClient, files } = choice.value;
  return (
    <dialog
      ref={dialog}
      class="escalate card"
      aria-labelledby="escalate-title"
      onClose={() => {
        isOpen.value = false;
      }}
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void state.send();
        }}
      >
        <header class="line">
          <h2 class="h2 grow" id="escalate-title">
            Escalate to the vendor
          </h2>
          <button
            type="button"
            class="btn quiet square small"
            aria-label="Close"
            onClick={() => dialog.current?.close()}
          >
            <Icon name="x" />
          </button>
        </header>
        <p class="sm soft">
          It goes in your name. The store’s address always goes with it, because the license belongs to it; what tells
          of people stays with you unless you choose it.
        </p>
        <div class="field">
          <label for="escalate-subject">Subject</label>
          <input
            class="input"
            id="escalate-subject"
            dir="auto"
            maxLength={200}
            value={subject}
            onInput={(event) => state.change({ subject: event.currentTarget.value })}
          />
        </div>
        <div class="field">
          <label for="escalate-message">In your own words</label>
          <textarea
            class="input"
            id="escalate-message"
            rows={4}
            dir="auto"
            maxLength={10_000}
            value={message}
            onInput={(event) => state.change({ message: event.currentTarget.value })}
          />
        </div>
        {client.message.trim() !== "" && (
          <Choice isChosen={quotesClient} onChange={(chosen) => state.change({ quotesClient: chosen })}>
            What the store owner wrote
          </Choice>
        )}
        {client.files.map(({ id, name, size }) => (
          <Choice
            key={id}
            isChosen={files.includes(id)}
            onChange={(chosen) =>
              state.change({ files: chosen ? [...files, id] : files.filter((each) => each !== id) })
            }
          >
            <bdi>
              <Plain text={name} />
            </bdi>{" "}
            <span class="meta num">{sizeWords(size)}</span>
          </Choice>
        ))}
        {(client.report ? factsOf(client.report) : []).map((group) => (
          <Group key={group.id} group={group} state={state} />
        ))}
        <details>
          <summary>Exactly this goes</summary>
          <pre class="escalate-text" dir="ltr" tabIndex={-1}>
            {text.value}
          </pre>
        </details>
        {refusal.value && <ProblemNote refusal={refusal.value} />}
        {!isHashed && <p class="error">Open this page by https: without it your browser cannot seal what is sent.</p>}
        <footer class="line wrap">
          <button type="submit" class="btn primary" aria-disabled={sending.value || !isHashed}>
            {sending.value ? "Sending" : "Send to the vendor"}
          </button>
          <button type="button" class="btn quiet" onClick={() => dialog.current?.close()}>
            Not now
          </button>
        </footer>
      </form>
    </dialog>
  );
}

function Group({ group: { title, facts }, state }: { group: FactGroup; state: EscalationState }) {
  const { leftOut } = state.choice.value;
  const paths = facts.map(({ path }) => path);
  const going = paths.filter((path) => !leftOut.includes(path));
  if (paths.length === 0) return null;
  const choose = (changed: readonly string[], goes: boolean) => {
    const others = leftOut.filter((path) => !changed.includes(path));
    state.change({ leftOut: goes ? others : [...others, ...changed] });
  };
  return (
    <details>
      <summary class="line">
        <input
          type="checkbox"
          aria-label={`All of ${title}`}
          checked={going.length === paths.length}
          indeterminate={going.length > 0 && going.length < paths.length}
          onClick={(event) => event.stopPropagation()}
          onChange={(event) => choose(paths, event.currentTarget.checked)}
        />
        <span class="grow">{title}</span>
        <span class="meta num">
          {going.length} of {paths.length} go
        </span>
      </summary>
      <div class="stack close escalate-facts">
        {facts.map(({ path, name, value }) => (
          <Choice key={path} isChosen={!leftOut.includes(path)} onChange={(goes) => choose([path], goes)}>
            <Plain text={name} />:{" "}
            <bdi class="soft">
              <Plain text={value} />
            </bdi>
          </Choice>
        ))}
      </div>
    </details>
  );
}

interface ChoiceProps {
  isChosen: boolean;
  onChange: (isChosen: boolean) => void;
  children: ComponentChildren;
}

function Choice({ isChosen, onChange, children }: ChoiceProps) {
  return (
    <label class="line top">
      <input type="checkbox" checked={isChosen} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span class="grow escalate-fact">{children}</span>
    </label>
  );
}
