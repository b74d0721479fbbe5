import { topicWords } from "../../../shared/words.ts";
import type { VerdictView } from "../../messages.ts";
import type { DraftKeeper } from "../draft-keeper.ts";
import type { Panel } from "../state.ts";
import { knownTerms } from "../support.ts";
import { holdOf, lookOf } from "../verdict/look.ts";
import { dueWords } from "../verdict/trace.ts";

/** What is asked for and under which terms, once more before it is sent. */
export function Asked({ panel, draft, view }: { panel: Panel; draft: DraftKeeper; view: VerdictView | null }) {
  const ask = draft.ask.value;
  if (!ask || !view || !knownTerms(panel.support)) return null;
  const { verdict, due } = view;
  const { word, cost } = lookOf(view);
  const { place } = panel;
  return (
    <dl class="card pad facts" aria-label="What is asked for">
      <dt>About</dt>
      <dd>
        {topicWords[ask.topic]}
        {ask.upgrade ? `, ${ask.upgrade.from} to ${ask.upgrade.to}` : ""}
      </dd>
      <dt>Price</dt>
      <dd class="num">{[cost, word].filter(Boolean).join(" · ")}</dd>
      {verdict.confirmation === "not-needed" ? null : (
        <>
          <dt>Agreement</dt>
          <dd>{ask.agreesUpTo === null ? "ask me first" : `up to ${ask.agreesUpTo} without asking me`}</dd>
        </>
      )}
      {verdict.confirmation === "required" && holdOf(verdict) === 0 ? (
        <>
          <dt>Held now</dt>
          <dd>nothing, until you accept a price</dd>
        </>
      ) : null}
      <dt>Answer</dt>
      <dd>{dueWords(due, place.now(), place.timeZone) ?? "no time is promised"}</dd>
    </dl>
  );
}
