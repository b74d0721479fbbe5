import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { Refusal } from "../../../shared/problems.ts";
import type { VerdictView } from "../../messages.ts";
import type { DraftKeeper } from "../draft-keeper.ts";
import { answerOf, type Panel } from "../state.ts";
import { knownTerms } from "../support.ts";
import { spokenWords } from "./look.ts";

export interface Judging {
  /** The verdict over what is asked for now, or the last one while the next is worked out. */
  view: ReadonlySignal<VerdictView | null>;
  /** Why there is none. */
  problem: ReadonlySignal<Refusal | null>;
  isJudging: ReadonlySignal<boolean>;
  stop(): void;
}

/** Keeps the verdict in step with what is asked for, what was captured and where the license stands. */
export function createJudging({ host, support, voice }: Panel, draft: DraftKeeper): Judging {
  const view = signal<VerdictView | null>(null);
  const problem = signal<Refusal | null>(null);
  const isJudging = signal(false);
  let run = 0;
  let said = "";

  async function judge() {
    run += 1;
    const mine = run;
    const ask = draft.ask.value;
    if (!ask || !knownTerms(support)) {
      view.value = null;
      problem.value = null;
      isJudging.value = false;
      return;
    }
    isJudging.value = true;
    // The background judges the draft that it keeps: what is left out of it counts.
    await draft.flush();
    const answer = await answerOf(host.send("request.verdict", { draftId: draft.draftId, ask }));
    if (mine !== run) return;
    isJudging.value = false;
    view.value = answer.ok ? answer.value : null;
    problem.value = answer.ok ? null : answer.refusal;
    const words = answer.ok ? spokenWords(answer.value) : "";
    if (words && words !== said) voice.say(words);
    said = words;
  }

  const stopWatching = effect(() => {
    draft.ask.value;
    draft.report.value;
    draft.leftOut.value;
    support.turn.value;
    knownTerms(support);
    untracked(() => void judge());
  });

  return {
    view,
    problem,
    isJudging,
    stop() {
      run += 1;
      stopWatching();
    },
  };
}
