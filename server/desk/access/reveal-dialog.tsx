import { useEffect, useRef } from "preact/hooks";
import { leastReasonLength, mostReasonLength, shownSeconds, type TicketAccess } from "../../../shared/credentials.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { ProblemNote } from "../problem.tsx";
import { counted } from "../words.ts";
import type { RevealState } from "./reveal.ts";
import { Revealed } from "./revealed.tsx";
import { SignInAnewForm } from "./sign-in-anew-form.tsx";
import type { AccessState } from "./state.ts";
import { loginWords } from "./words.ts";

/** Why, then who once more where the server asks, then the login for a minute. */
export function RevealDialog({ state }: { state: AccessState }) {
  const { reveal, signInAnew } = state;
  const dialog = useRef<HTMLDialogElement>(null);
  const step = reveal.step.value;
  const credential = reveal.credential.value;
  const isOpen = step !== "closed";
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  useEffect(() => {
    dialog.current?.querySelector<HTMLElement>("[data-first]")?.focus();
  }, [step, signInAnew.step.value]);
  const close = () => {
    reveal.close();
    signInAnew.reset();
  };
  return (
    <dialog ref={dialog} class="reveal card" aria-labelledby="reveal-title" onClose={close}>
      {isOpen && credential && (
        <>
          <header class="line">
            <h2 class="h2 grow" id="reveal-title">
              Reveal {loginWords[credential.kind]}
            </h2>
            <button type="button" class="btn quiet square small" aria-label="Close" onClick={close}>
              <Icon name="x" />
            </button>
          </header>
          <p class="sr" role="status">
            {reveal.announcement.value}
          </p>
          {step === "reason" && <Reason reveal={reveal} access={state.access.value} onCancel={close} />}
          {step === "sign-in" && <SignInAnewForm state={signInAnew} reason={reveal.reason.value} />}
          {step === "shown" && <Revealed reveal={reveal} onDone={close} />}
          {step === "over" && <Over reveal={reveal} onClose={close} />}
        </>
      )}
    </dialog>
  );
}

interface ReasonProps {
  reveal: RevealState;
  /** Null where it was not read. */
  access: TicketAccess | null;
  onCancel: () => void;
}

function Reason({ reveal, access, onCancel }: ReasonProps) {
  const left = access?.revealsLeft ?? null;
  const { reason, isTooShort, busy, refusal } = reveal;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void reveal.reveal();
      }}
    >
      <div class="field">
        <label for="reveal-reason">Why do you need it?</label>
        <textarea
          class="input"
          id="reveal-reason"
          data-first
          rows={2}
          dir="auto"
          maxLength={mostReasonLength}
          aria-describedby="reveal-reason-hint"
          aria-invalid={isTooShort.value ? "true" : undefined}
          value={reason.value}
          onInput={(event) => {
            reason.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            void reveal.reveal();
          }}
        />
        <p class="hint" id="reveal-reason-hint">
          {isTooShort.value && (
            <span class="error" role="alert">
              <Icon name="alert" />
              Write at least {leastReasonLength} characters.
            </span>
          )}
          {/* A reseller's client knows nobody of the vendor by name. */}
          {access?.isShared
            ? "The reseller’s client reads this reason."
            : "The holder reads your name and this reason."}
        </p>
      </div>
      {refusal.value && <ProblemNote refusal={refusal.value} />}
      <div class="line wrap">
        <button type="submit" class="btn primary small" aria-disabled={busy.value}>
          <Icon name="eye" />
          {busy.value ? "Asking the server" : `Reveal for ${shownSeconds} seconds`}
        </button>
        <button type="button" class="btn quiet small" onClick={onCancel}>
          Cancel
        </button>
        {left !== null && <span class="meta num end">{leftThisHour(left)}</span>}
      </div>
    </form>
  );
}

function leftThisHour(left: number): string {
  return left === 0 ? "None is left this hour." : `${counted(left, "reveal")} left this hour`;
}

const endings = {
  cleared: "The clipboard is empty again.",
  other: "The clipboard holds something else by now, so it was left alone.",
  unknown: "What you copied may still be in the clipboard: this browser does not let us look.",
  nothing: null,
} as const;

function Over({ reveal, onClose }: { reveal: RevealState; onClose: () => void }) {
  const clearing = reveal.clearing.value;
  return (
    <div class="stack">
      <p>The login is hidden again. To see it once more, say again what for.</p>
      {clearing && endings[clearing] && <p role="status">{endings[clearing]}</p>}
      <div class="line wrap">
        <button type="button" class="btn small" data-first onClick={onClose}>
          Close
        </button>
        {clearing === "unknown" && (
          <button type="button" class="btn small quiet" onClick={reveal.clearClipboard}>
            Clear the clipboard
          </button>
        )}
      </div>
    </div>
  );
}
