import { useEffect, useMemo, useRef } from "preact/hooks";
import { creditCount } from "../../../shared/credit-words.ts";
import { sentence } from "../../../shared/problems.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import type { DraftKeeper } from "../draft-keeper.ts";
import { OfflineStrip } from "../home/home.tsx";
import { CaptureLine, LittleRead } from "../parts/capture-line.tsx";
import { ConsentNote, useConsent } from "../parts/consent-button.tsx";
import { ShortHash, WholeHash } from "../parts/hash.tsx";
import { InnerHeader } from "../parts/header.tsx";
import { Keys } from "../parts/keys.tsx";
import type { Panel } from "../state.ts";
import { holdOf } from "../verdict/look.ts";
import type { ConsentGuard } from "../watch-consent.ts";
import { Asked } from "./asked.tsx";
import { Bytes } from "./bytes.tsx";
import { Compare } from "./compare.tsx";
import { Facts } from "./facts.tsx";
import { Masks } from "./masks.tsx";
import { Redactions } from "./redactions.tsx";
import { createPreview, type Preview } from "./state.ts";
import { SweepOffer } from "./sweep-offer.tsx";

export function PreviewScreen({ panel, draft, guard }: { panel: Panel; draft: DraftKeeper; guard: ConsentGuard }) {
  const preview = useMemo(() => createPreview(panel, draft), [panel, draft]);
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => preview.stop, [preview]);
  useEffect(() => {
    // What the person tried again while the panel stood open is part of what is sent.
    panel.host.send("capture.observe", draft.draftId).catch(() => {});
  }, [panel, draft]);
  return (
    <>
      <InnerHeader
        panel={panel}
        title="Exactly this will be sent"
        back={{ label: "Back to your text", go: () => panel.go({ name: "request" }) }}
      />
      <OfflineStrip panel={panel} />
      <main class="tight">
        {draft.capture.value.state === "ready" ? null : (
          <div class="card pad">
            <CaptureLine panel={panel} draft={draft} />
          </div>
        )}
        <Asked panel={panel} draft={draft} view={preview.verdict.value} />
        <Compare panel={panel} draft={draft} />
        <Tally preview={preview} />
        <Views preview={preview} />
        <div id="view" role="tabpanel" aria-labelledby={`view-${preview.view.value}`} class="stack tight" ref={shown}>
          {preview.view.value === "facts" ? (
            <Facts panel={panel} preview={preview} draft={draft} />
          ) : (
            <BytesView preview={preview} draft={draft} />
          )}
        </div>
        <Masks panel={panel} draft={draft} within={shown} />
        <LittleRead draft={draft} />
        <SweepOffer panel={panel} draft={draft} guard={guard} />
        <p class="meta line top">
          <Icon name="shield" look="sm" />
          <span>Never sent: passwords, cookies, form contents, customers, orders, page source.</span>
        </p>
      </main>
      <SendBar panel={panel} preview={preview} guard={guard} />
    </>
  );
}

function Tally({ preview }: { preview: Preview }) {
  const { facts, redacted, leftOut } = preview.tally.value;
  const size = preview.prepared.value?.size;
  const numbers = [
    [String(facts), "facts"],
    [String(redacted), "redacted"],
    [String(leftOut), "left out"],
    [size === undefined ? "…" : size.toLocaleString("en-GB"), "bytes"],
  ];
  return (
    <dl class="card tally">
      {numbers.map(([number, word]) => (
        <div key={word}>
          <dt class="meta">{word}</dt>
          <dd>{number}</dd>
        </div>
      ))}
    </dl>
  );
}

const views = { facts: "Facts", bytes: "Exact bytes" } as const;

function Views({ preview: { view } }: { preview: Preview }) {
  const list = useRef<HTMLDivElement>(null);
  return (
    <div
      class="seg"
      role="tablist"
      aria-label="How to look at it"
      ref={list}
      onKeyDown={({ key }) => {
        if (key !== "ArrowLeft" && key !== "ArrowRight") return;
        view.value = view.value === "facts" ? "bytes" : "facts";
        list.current?.querySelector<HTMLElement>(`#view-${view.value}`)?.focus();
      }}
    >
      {(["facts", "bytes"] as const).map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`view-${name}`}
          aria-selected={view.value === name}
          aria-controls="view"
          tabIndex={view.value === name ? 0 : -1}
          onClick={() => {
            view.value = name;
          }}
        >
          {views[name]}
        </button>
      ))}
    </div>
  );
}

function BytesView({ preview, draft }: { preview: Preview; draft: DraftKeeper }) {
  const prepared = preview.prepared.value;
  return (
    <>
      {prepared ? <Bytes text={prepared.text} /> : <div class="card bytes" aria-busy="true" />}
      <Redactions report={draft.report.value} />
      {prepared ? (
        <section class="card pad stack close" aria-labelledby="whole-hash">
          <h2 class="label" id="whole-hash">
            SHA-256 of these bytes
          </h2>
          <WholeHash sha256={prepared.sha256} />
          <p class="hint">The server answers with the SHA-256 of what it stored; the two are compared here.</p>
        </section>
      ) : null}
    </>
  );
}

/** Refusals that are mended where the request is written. */
const wantsText = ["request.topic-missing", "verdict.not-filed", "draft.subject-missing"];

function SendBar({ panel, preview, guard }: { panel: Panel; preview: Preview; guard: ConsentGuard }) {
  const prepared = preview.prepared.value;
  const problem = preview.problem.value;
  const isSending = preview.isSending.value;
  const hold = preview.verdict.value ? holdOf(preview.verdict.value.verdict) : 0;
  const isConnected = Boolean(panel.start.value?.enrolment);
  const showing = prepared && isConnected && !isSending ? prepared.sha256 : null;
  const consenting = useConsent({
    panel,
    guard,
    showing,
    act: preview.send,
  });
  const press = useRef(consenting.press);
  press.current = consenting.press;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void press.current(event);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  return (
    <footer class="stack close">
      {problem ? (
        <Note tone="critical" icon="alert">
          <p role="alert">{sentence(problem)}</p>
          {wantsText.includes(problem.code) ? (
            <button type="button" class="link" onClick={() => panel.go({ name: "request" })}>
              Back to your text
            </button>
          ) : (
            <button type="button" class="link" onClick={preview.prepare}>
              Try again
            </button>
          )}
        </Note>
      ) : null}
      <ConsentNote consenting={consenting} panel={panel} />
      {prepared ? (
        <ShortHash sha256={prepared.sha256} size={prepared.size} voice={panel.voice} />
      ) : (
        <div class="hash">{problem ? "Not ready to be sent" : "Working out what will be sent"}</div>
      )}
      {isConnected ? (
        <button
          type="button"
          class="btn primary block"
          aria-keyshortcuts="Control+Enter"
          aria-disabled={showing === null}
          aria-busy={isSending}
          ref={consenting.button}
          onClick={consenting.press}
        >
          <Icon name={consenting.goesToTab ? "open" : "send"} look="flip" />
          {isSending
            ? "Sending"
            : consenting.goesToTab
              ? "Open in a tab to send"
              : hold > 0
                ? `Send, hold ${creditCount(hold)}`
                : "Send"}
          {isSending ? null : <Keys keys={["Ctrl", "Enter"]} />}
        </button>
      ) : (
        <>
          <p class="hint">This browser is not connected to support yet. Your request is kept until it is.</p>
          <button type="button" class="btn primary block" onClick={() => panel.openOwn({ page: "connect" })}>
            <Icon name="open" />
            Connect this browser
          </button>
        </>
      )}
    </footer>
  );
}
