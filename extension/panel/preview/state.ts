import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from "@preact/signals";
import { countFacts, type FactGroup, factsOf } from "../../../shared/facts.ts";
import { withMasks } from "../../../shared/masking.ts";
import { orThrow, type Refusal, refusal } from "../../../shared/problems.ts";
import type { Prepared, VerdictView } from "../../messages.ts";
import type { DraftKeeper } from "../draft-keeper.ts";
import { type Panel, refusalOf } from "../state.ts";
import { knownTerms } from "../support.ts";

type GroupTick = "true" | "false" | "mixed";

export interface Preview {
  groups: ReadonlySignal<readonly FactGroup[]>;
  tally: ReadonlySignal<{ facts: number; redacted: number; leftOut: number }>;
  view: Signal<"facts" | "bytes">;
  /** What may be sent; null from the moment anything of it changes until it is prepared anew. */
  prepared: ReadonlySignal<Prepared | null>;
  /** Why it could not be prepared. */
  problem: ReadonlySignal<Refusal | null>;
  isSending: ReadonlySignal<boolean>;
  /** The verdict that what is prepared expects; null where there are no rules to judge by. */
  verdict: ReadonlySignal<VerdictView | null>;
  isLeftOut(path: string): boolean;
  tickOf(group: FactGroup): GroupTick;
  toggle(paths: readonly string[], isSent: boolean): void;
  prepare(): Promise<void>;
  /** Sends what is shown, if it is still what would be sent. */
  send(sha256: string): Promise<void>;
  stop(): void;
}

export function createPreview(panel: Panel, draft: DraftKeeper): Preview {
  const { host } = panel;
  const prepared = signal<Prepared | null>(null);
  const problem = signal<Refusal | null>(null);
  const isSending = signal(false);
  const verdict = signal<VerdictView | null>(null);
  const groups = computed(() => {
    const report = draft.report.value;
    return report ? factsOf(withMasks(report, draft.masks.value)) : [];
  });
  const leftOut = computed(() => new Set(draft.leftOut.value));
  let run = 0;

  async function prepare(isAgain = false): Promise<void> {
    run += 1;
    const mine = run;
    prepared.value = null;
    problem.value = null;
    try {
      const isSaved = await draft.flush();
      if (mine !== run) return;
      const shown = await judge();
      if (mine !== run) return;
      verdict.value = shown;
      const text = isSaved ? await host.send("draft.prepare", draft.draftId) : null;
      if (mine !== run) return;
      prepared.value = text;
      if (!text) problem.value = refusal("extension.fault");
    } catch (error) {
      if (mine !== run) return;
      const why = refusalOf(error);
      // What the verdict rests on was just read anew, as after a request that was sent: the new one is asked for.
      if (why.code === "verdict.changed" && !isAgain) return prepare(true);
      problem.value = why;
    }
  }

  /** What is sent expects the verdict that was shown last, so it is shown here, right before. */
  async function judge(): Promise<VerdictView | null> {
    const { support, start } = panel;
    if (!start.value?.enrolment) return null;
    if (!support.terms.value) await support.load();
    const ask = draft.ask.value;
    if (!ask || !knownTerms(support)) return null;
    return orThrow(await host.send("request.verdict", { draftId: draft.draftId, ask }));
  }

  const stopWatching = effect(() => {
    // Whatever is part of the text makes the prepared one stale at once.
    draft.report.value;
    draft.leftOut.value;
    draft.masks.value;
    draft.subject.value;
    draft.message.value;
    draft.ask.value;
    panel.support.turn.value;
    draft.files.value;
    void untracked(() => prepare());
  });

  return {
    groups,
    tally: computed(() => {
      const all = groups.value.flatMap(({ facts }) => facts);
      const out = all.filter(({ path }) => leftOut.value.has(path)).length;
      const redactions = Object.values(draft.report.value?.redactions ?? {});
      return {
        facts: countFacts(groups.value) - out,
        redacted: redactions.reduce((sum, count) => sum + count, 0),
        leftOut: out,
      };
    }),
    view: signal("facts"),
    prepared,
    problem,
    isSending,
    verdict,
    isLeftOut: (path) => leftOut.value.has(path),
    tickOf({ facts }) {
      const out = facts.filter(({ path }) => leftOut.value.has(path)).length;
      if (out === 0) return "true";
      return out === facts.length ? "false" : "mixed";
    },
    toggle(paths, isSent) {
      const next = new Set(leftOut.value);
      for (const path of paths) {
        if (isSent) next.delete(path);
        else next.add(path);
      }
      draft.edit({ leftOut: [...next] });
    },
    prepare: () => prepare(),
    async send(sha256) {
      if (isSending.value || prepared.value?.sha256 !== sha256) return;
      isSending.value = true;
      const { draftId } = draft;
      const subject = draft.subject.value;
      try {
        panel.finish({ draftId, subject, sha256, send: await host.send("ticket.send", { draftId, sha256 }) });
      } catch (error) {
        panel.finish({ draftId, subject, sha256, send: { state: "refused", refusal: refusalOf(error) } });
      }
      isSending.value = false;
    },
    stop() {
      run += 1;
      stopWatching();
    },
  };
}
