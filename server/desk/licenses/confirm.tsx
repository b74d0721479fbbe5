import type { LicenseState } from "./license-state.ts";

interface ConfirmProps {
  state: LicenseState;
  /** What follows. */
  says: string;
  words: string;
  isDanger?: boolean;
  onAct: () => void;
}

/** What follows, before it happens. */
export function Confirm({ state, says, words, isDanger = false, onAct }: ConfirmProps) {
  return (
    <div class="stack">
      <p>{says}</p>
      <Buttons state={state} words={words} isDanger={isDanger} onAct={onAct} />
    </div>
  );
}

interface ButtonsProps extends Omit<ConfirmProps, "says" | "onAct"> {
  /** Without it the button sends its form. */
  onAct?: () => void;
  isReady?: boolean;
}

export function Buttons({ state, words, isDanger = false, onAct, isReady = true }: ButtonsProps) {
  return (
    <div class="line wrap">
      <button
        type={onAct ? "button" : "submit"}
        class={`btn small ${isDanger ? "danger" : "primary"}`}
        aria-disabled={state.busy.value || !isReady}
        onClick={onAct}
      >
        {words}
      </button>
      <button
        type="button"
        class="btn small quiet"
        onClick={() => {
          state.open.value = null;
        }}
      >
        Back
      </button>
    </div>
  );
}
