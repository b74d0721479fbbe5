import { sentence } from "../../../shared/problems.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import type { AnswerState } from "./answer.ts";

export function Composer({ answer, holderName }: { answer: AnswerState; holderName: string }) {
  const { body, sending, refusal, isKept } = answer;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        answer.send();
      }}
    >
      <label class="label" for="answer">
        Answer to <bdi>{holderName}</bdi>
      </label>
      <textarea
        class="input"
        id="answer"
        rows={5}
        dir="auto"
        readOnly={sending.value}
        aria-invalid={refusal.value ? "true" : undefined}
        aria-describedby="answer-note"
        value={body.value}
        onInput={(event) => answer.write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            answer.send();
          }
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <div class="line wrap">
        <p class="hint grow" id="answer-note">
          {refusal.value ? (
            <span class="error" role="alert">
              <Icon name="alert" />
              {sentence(refusal.value)}
            </span>
          ) : (
            noteOf(body.value, isKept.value)
          )}
        </p>
        <button type="submit" class="btn primary small" aria-disabled={sending.value}>
          {sending.value ? "Sending" : "Send"}
          <kbd class="kbd">Ctrl</kbd>
          <kbd class="kbd">Enter</kbd>
        </button>
      </div>
    </form>
  );
}

function noteOf(body: string, isKept: boolean): string {
  if (!isKept) return "This browser keeps nothing: copy your text before you leave the page.";
  return body === "" ? "" : "Kept in this browser until it is sent.";
}
