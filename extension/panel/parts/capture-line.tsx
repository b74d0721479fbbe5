import { whyLittle } from "../../../shared/little-read.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { when } from "../../../shared/ui/when.ts";
import type { DraftKeeper } from "../draft-keeper.ts";
import type { Panel } from "../state.ts";

/** How reading the store goes: its steps while it runs, when it was done, or why it was not. */
export function CaptureLine({ panel, draft }: { panel: Panel; draft: DraftKeeper }) {
  const capture = draft.capture.value;
  if (capture.state === "none") {
    return <p class="meta">Nothing was read from the store. Your request can be sent without it.</p>;
  }
  if (capture.state === "failed") {
    return (
      <div class="line top">
        <span class="tone caution line">
          <Icon name="alert" look="sm" />
        </span>
        <p class="meta grow">The store could not be read. {capture.why} Your request can be sent without it.</p>
        <ReadAgain panel={panel} />
      </div>
    );
  }
  if (capture.state === "ready") {
    return (
      <div class="line">
        <span class="tone positive line">
          <Icon name="check" look="sm" />
        </span>
        <div class="grow">
          <p class="meta">Read {when(capture.at, panel.place.now())}</p>
          <LittleRead draft={draft} />
        </div>
        <ReadAgain panel={panel} />
      </div>
    );
  }
  const { progress } = capture;
  const [done, total] = progress ? [progress.done, Math.max(progress.total, 1)] : [0, 1];
  return (
    <div class="stack close">
      <div class="line">
        <i class="spin" aria-hidden="true" />
        <p class="meta grow">
          {progress ? (
            <>
              Reading {progress.doing}, <span class="num">{`${Math.min(done + 1, total)} of ${total}`}</span>
            </>
          ) : (
            "Reading the store"
          )}
        </p>
        {progress ? (
          <button
            type="button"
            class="link meta"
            onClick={() => panel.host.send("capture.stop", draft.draftId).catch(() => {})}
          >
            Stop
          </button>
        ) : null}
      </div>
      <div
        class="meter"
        role="progressbar"
        aria-label="Reading the store"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <i style={{ flex: done }} />
        <span style={{ flex: total - done }} />
      </div>
    </div>
  );
}

/** Why the report says little, where that is no fault and reading again would not help. */
export function LittleRead({ draft }: { draft: DraftKeeper }) {
  const report = draft.report.value;
  const why = report && whyLittle(report);
  return why ? <p class="meta">{why}</p> : null;
}

function ReadAgain({ panel }: { panel: Panel }) {
  if (panel.place.isOwnTab) return null;
  return (
    <button type="button" class="link meta" onClick={() => panel.readStore()}>
      Read again
    </button>
  );
}
