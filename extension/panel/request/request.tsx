import { useEffect, useMemo, useRef } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import { when } from "../../../shared/ui/when.ts";
import { isFiled } from "../../../shared/verdict.ts";
import type { DraftKeeper } from "../draft-keeper.ts";
import { OfflineStrip } from "../home/home.tsx";
import { CaptureLine } from "../parts/capture-line.tsx";
import { InnerHeader } from "../parts/header.tsx";
import { Keys } from "../parts/keys.tsx";
import type { Panel } from "../state.ts";
import { knownTerms } from "../support.ts";
import { FieldFault, faultOf } from "./field-fault.tsx";
import { AddFiles } from "./files.tsx";
import { LanguageHint, languageList } from "./language-hint.tsx";
import { Rules } from "./rules.tsx";
import { createRequest, type Request, subjectLimit } from "./state.ts";

export function RequestScreen({ panel, draft }: { panel: Panel; draft: DraftKeeper }) {
  const request = useMemo(() => createRequest(panel, draft), [panel, draft]);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => request.stop, [request]);
  useEffect(() => {
    // Once, at the opening: a verdict that arrives later takes nobody's focus.
    const first =
      form.current?.querySelector<HTMLElement>("#topic") ?? form.current?.querySelector<HTMLElement>("#subject");
    first?.focus();
  }, []);

  const terms = knownTerms(panel.support);
  const verdict = request.judging.view.value?.verdict;
  const isBlocked = verdict !== undefined && !isFiled(verdict.verdict);

  const review = (event: Event) => {
    event.preventDefault();
    const field = request.review();
    if (field) form.current?.querySelector<HTMLElement>(`#${field}`)?.focus();
  };

  return (
    <form
      class="screen"
      ref={form}
      noValidate
      onSubmit={review}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) review(event);
      }}
    >
      <InnerHeader
        panel={panel}
        title="New request"
        takesFocus={false}
        back={{ label: "Back", go: () => panel.go({ name: "home" }) }}
        aside={<Kept draft={draft} />}
      />
      <OfflineStrip panel={panel} />
      <main>
        <Resumed panel={panel} request={request} draft={draft} />
        <Rules panel={panel} draft={draft} request={request} />
        <div class="field">
          <label for="subject">What is it about?</label>
          <input
            class="input"
            id="subject"
            dir="auto"
            autocomplete="off"
            value={draft.subject}
            {...faultOf("subject", request)}
            onInput={(event) => request.write("subject", event.currentTarget.value)}
          />
          <FieldFault field="subject" request={request} />
          {draft.subject.value.length > subjectLimit - 30 && !request.errors.value.subject ? (
            <p class="hint num">{`${draft.subject.value.length} of ${subjectLimit} characters`}</p>
          ) : null}
        </div>
        <div class="field">
          <label for="message">What happens, and what should?</label>
          <textarea
            class="input"
            id="message"
            dir="auto"
            rows={8}
            value={draft.message}
            {...faultOf("message", request)}
            onInput={(event) => request.write("message", event.currentTarget.value)}
          />
          <FieldFault field="message" request={request} />
          {terms?.languages ? <p class="hint">Support answers in {languageList(terms.languages)}.</p> : null}
          <p class="hint">Do not write passwords here. Support asks for access in a safe place if it is needed.</p>
        </div>
        {terms?.languages ? <LanguageHint panel={panel} draft={draft} languages={terms.languages} /> : null}
        <AddFiles panel={panel} draft={draft} />
        <section class="card pad stack close" aria-labelledby="reading">
          <h2 class="label line" id="reading">
            <Icon name="store" />
            From your store
          </h2>
          <CaptureLine panel={panel} draft={draft} />
        </section>
      </main>
      <footer>
        {isBlocked ? (
          <div class="stack close">
            <p class="hint">This cannot be sent as it is. Your text is kept.</p>
            <button
              type="button"
              class="btn block"
              onClick={() => form.current?.querySelector<HTMLElement>("#topic")?.focus()}
            >
              Choose another topic
            </button>
          </div>
        ) : (
          <button type="submit" class="btn primary block" aria-keyshortcuts="Control+Enter">
            Review what will be sent
            <Keys keys={["Ctrl", "Enter"]} />
          </button>
        )}
      </footer>
    </form>
  );
}

function Kept({ draft }: { draft: DraftKeeper }) {
  if (!draft.subject.value && !draft.message.value) return null;
  switch (draft.keeping.value) {
    case "saved":
      return (
        <span class="meta line kept">
          <Icon name="check" look="sm" />
          Saved
        </span>
      );
    case "failed":
      return (
        <span class="meta line kept tone critical" role="alert">
          <Icon name="alert" look="sm" />
          Not saved, trying again
        </span>
      );
    default:
      return <span class="meta kept">Saving</span>;
  }
}

function Resumed({ panel, request, draft }: { panel: Panel; request: Request; draft: DraftKeeper }) {
  if (request.discarded.value) {
    return (
      <Note tone="neutral" icon="undo">
        <div class="line wrap">
          <span class="grow">Your earlier text is thrown away.</span>
          <button type="button" class="link" onClick={request.undo}>
            Undo
          </button>
        </div>
      </Note>
    );
  }
  const writtenAt = panel.resumedAt.value;
  if (!writtenAt || (!draft.subject.value && !draft.message.value)) return null;
  return (
    <Note tone="accent" icon="file">
      <div class="line wrap">
        <span class="grow">Your text from {when(writtenAt, panel.place.now())} is here.</span>
        <button type="button" class="link" onClick={request.discard}>
          Discard
        </button>
      </div>
    </Note>
  );
}
