import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { groupFingerprint } from "../../shared/invitation.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { OwnIcon } from "./icons.tsx";
import type { Outcome } from "./words.ts";
import { trailWords } from "./words.ts";

interface FieldProps {
  label: string;
  value: string;
  fault?: string | undefined;
  hint?: ComponentChildren;
  onInput(value: string): void;
  onBlur?(): void;
  inputMode?: "numeric" | "url" | "email";
  isMono?: boolean;
  children?: ComponentChildren;
}

/** A line to type in, with its hint and its fault said at the field. */
export function Field({ label, value, fault, hint, onInput, onBlur, inputMode, isMono }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        class={`input ${isMono ? "mono" : ""}`}
        id={id}
        type="text"
        value={value}
        inputMode={inputMode}
        dir={isMono || inputMode ? "ltr" : "auto"}
        {...keptNowhere}
        aria-invalid={fault !== undefined}
        aria-describedby={describedBy(id, fault, hint)}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={onBlur}
      />
      <Fault id={`${id}-fault`} fault={fault} />
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

/** A password, hidden until the person wants to see it. */
export function SecretField({ label, value, fault, hint, onInput, children }: FieldProps) {
  const id = useId();
  const isShown = useSignal(false);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="input affix" data-invalid={fault !== undefined}>
        <input
          id={id}
          {...(isShown.value ? shown : hidden)}
          value={value}
          dir="ltr"
          {...keptNowhere}
          aria-invalid={fault !== undefined}
          aria-describedby={describedBy(id, fault, hint)}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        <button
          type="button"
          class="btn quiet square small inset"
          aria-label={`Show: ${label}`}
          aria-pressed={isShown.value}
          onClick={() => {
            isShown.value = !isShown.value;
          }}
        >
          <OwnIcon name={isShown.value ? "eye-off" : "eye"} />
        </button>
      </div>
      <Fault id={`${id}-fault`} fault={fault} />
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {children}
    </div>
  );
}

export function TextField({ label, value, fault, hint, onInput, isMono }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        class={`input ${isMono ? "mono" : ""}`}
        id={id}
        rows={isMono ? 5 : 2}
        dir={isMono ? "ltr" : "auto"}
        value={value}
        {...keptNowhere}
        aria-invalid={fault !== undefined}
        aria-describedby={describedBy(id, fault, hint)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <Fault id={`${id}-fault`} fault={fault} />
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

const shown = { type: "text" } as const;
const hidden = { type: "password" } as const;

/** Neither remembered for the next visit or a crash, nor sent to be spelled, nor offered to a password manager. */
const keptNowhere = {
  autocomplete: "off",
  autocapitalize: "off",
  spellcheck: false,
} as const;

function describedBy(id: string, fault: string | undefined, hint: ComponentChildren): string | undefined {
  const ids = [...(fault ? [`${id}-fault`] : []), ...(hint ? [`${id}-hint`] : [])];
  return ids.length > 0 ? ids.join(" ") : undefined;
}

function Fault({ id, fault }: { id: string; fault: string | undefined }) {
  if (!fault) return null;
  return (
    <p class="error" id={id}>
      <Icon name="alert" />
      {fault}
    </p>
  );
}

/** Five bars; the words are for those who do not see them. */
export function Trail({ trail }: { trail: Outcome["trail"] }) {
  return (
    <div class="trail" role="img" aria-label={trailWords(trail)}>
      {trail.map((step, at) => (
        <i key={at} class={step} />
      ))}
    </div>
  );
}

/** A fingerprint in groups, as the popup shows it. */
export function Print({ fingerprint, label }: { fingerprint: string; label: string }) {
  const groups = /^[0-9a-f]{64}$/.test(fingerprint) ? groupFingerprint(fingerprint) : fingerprint;
  return (
    <p class="print" dir="ltr">
      <span class="sr">{label}: </span>
      {groups}
    </p>
  );
}

/** Where the focus goes once what had it is gone: a heading that takes it. */
export function focusHeading(id: string): void {
  document.getElementById(id)?.focus();
}

/** A form that was opened for a correction is ready to be typed in, at its first empty field. */
export function useFirstEmpty<Element extends HTMLElement>(isOpened: boolean) {
  const form = useRef<Element>(null);
  useEffect(() => {
    if (!isOpened) return;
    const fields = [...(form.current?.querySelectorAll<HTMLInputElement>("input:not([type=file])") ?? [])];
    fields.find(({ value }) => value === "")?.focus();
  }, [isOpened]);
  return form;
}

/** Puts the focus on what has just appeared, so that a reader hears it and the keyboard is there. */
export function useFocus<Element extends HTMLElement>() {
  const target = useRef<Element>(null);
  useEffect(() => target.current?.focus(), []);
  return target;
}
