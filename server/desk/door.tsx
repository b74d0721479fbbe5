import type { ComponentChildren } from "preact";
import type { Refusal } from "../../shared/problems.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { ProblemNote } from "./problem.tsx";

interface DoorProps {
  title: string;
  lead: string;
  button: string;
  busy: boolean;
  refusal: Refusal | null;
  onSubmit: () => void;
  children: ComponentChildren;
  /** Other ways, below the one button. */
  below?: ComponentChildren;
}

/** The one-form screens in front of the desk: sign-in and setup. */
export function Door({ title, lead, button, busy, refusal, onSubmit, children, below }: DoorProps) {
  return (
    <main class="door" tabIndex={-1}>
      <form
        class="card door-card"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <header class="stack">
          <span class="mark">
            <Icon name="bell" look="lg" />
          </span>
          <div>
            <h1 class="h1">{title}</h1>
            <p class="soft">{lead}</p>
          </div>
        </header>
        {children}
        {refusal && <ProblemNote refusal={refusal} />}
        <button type="submit" class="btn primary block" aria-disabled={busy}>
          {button}
        </button>
        {below}
      </form>
    </main>
  );
}
