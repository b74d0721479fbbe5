import { type Refusal, sentence } from "../../shared/problems.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { Note } from "../../shared/ui/note.tsx";

/** A refusal beside what it is about. */
export function ProblemNote({ refusal, onRetry }: { refusal: Refusal; onRetry?: () => void }) {
  return (
    <Note tone="critical" icon="alert">
      <p role="alert">{sentence(refusal)}</p>
      {onRetry && <Retry onRetry={onRetry} />}
    </Note>
  );
}

/** A refusal in place of a whole screen. */
export function ProblemScreen({ title, refusal, onRetry }: { title: string; refusal: Refusal; onRetry?: () => void }) {
  return (
    <section class="blank" role="alert">
      <span class="blank-mark critical tone">
        <Icon name="alert" look="lg" />
      </span>
      <h2 class="h2">{title}</h2>
      <p class="soft">{sentence(refusal)}</p>
      {onRetry && <Retry onRetry={onRetry} />}
    </section>
  );
}

function Retry({ onRetry }: { onRetry: () => void }) {
  return (
    <button type="button" class="btn small" onClick={onRetry}>
      <Icon name="refresh" />
      Try again
    </button>
  );
}
