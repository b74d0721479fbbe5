import { sentence } from "../../../shared/problems.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Note } from "../../../shared/ui/note.tsx";
import { isFiled } from "../../../shared/verdict.ts";
import type { DraftKeeper } from "../draft-keeper.ts";
import { Late, Skeleton } from "../parts/late.tsx";
import type { Panel } from "../state.ts";
import { knownTerms } from "../support.ts";
import { Agreement } from "../verdict/agreement.tsx";
import { AnswerBy } from "../verdict/answer-by.tsx";
import { VerdictCard } from "../verdict/card.tsx";
import { AskFields } from "./ask-fields.tsx";
import type { Request } from "./state.ts";

/** The answer before the asking: topic, verdict, agreement, answer time. Nothing of it where the license has no rules. */
export function Rules({ panel, draft, request }: { panel: Panel; draft: DraftKeeper; request: Request }) {
  const answer = panel.support.terms.value;
  const terms = knownTerms(panel.support);
  if (!panel.start.value?.enrolment) return null;
  if (answer && !answer.ok) {
    return (
      <Note tone="neutral" icon="info">
        <p>Price and answer time cannot be said now. {sentence(answer.refusal)} You can write all the same.</p>
        <button type="button" class="link" onClick={panel.support.load}>
          Try again
        </button>
      </Note>
    );
  }
  if (!terms) return null;
  const { view, problem, isJudging } = request.judging;
  const shown = view.value;
  const ask = draft.ask.value;
  const isPriced = shown && isFiled(shown.verdict.verdict) && shown.verdict.confirmation !== "not-needed";
  return (
    <>
      <AskFields terms={terms} draft={draft} request={request} />
      {shown ? (
        <VerdictCard view={shown} isJudging={isJudging.value} place={panel.place} />
      ) : isJudging.value ? (
        <Late>
          <Skeleton widths={[46, 82, 64]} />
        </Late>
      ) : null}
      {problem.value ? (
        <p class="error">
          <Icon name="alert" />
          {sentence(problem.value)}
        </p>
      ) : null}
      {shown && ask && isPriced ? (
        <Agreement
          key={ask.topic}
          price={shown.verdict.credits}
          available={shown.balance?.available ?? null}
          upTo={ask.agreesUpTo}
          change={(agreesUpTo) => request.change({ agreesUpTo })}
        />
      ) : null}
      {shown && terms.hours && isFiled(shown.verdict.verdict) ? (
        <AnswerBy due={shown.due} hours={terms.hours} place={panel.place} />
      ) : null}
    </>
  );
}
