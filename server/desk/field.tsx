import type { Signal } from "@preact/signals";
import { useId } from "preact/hooks";

interface FieldProps {
  label: string;
  value: Signal<string>;
  kind: "text" | "email" | "password";
  autocomplete: "name" | "username" | "current-password" | "new-password" | "one-time-code" | "off";
  hint?: string;
  /** Of a code: the keyboard that a telephone shows, and no capitals. */
  digits?: boolean;
}

export function Field({ label, value, kind, autocomplete, hint, digits = false }: FieldProps) {
  const id = useId();
  const input = {
    class: "input",
    id,
    autocomplete,
    required: true,
    ...(digits && { inputMode: "numeric" as const, autocapitalize: "none" as const, spellcheck: false }),
    ...(hint && { "aria-describedby": `${id}-hint` }),
    value: value.value,
    onInput: (event: { currentTarget: HTMLInputElement }) => {
      value.value = event.currentTarget.value;
    },
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {kind === "password" && <input type="password" {...input} />}
      {kind === "email" && <input type="email" {...input} />}
      {kind === "text" && <input type="text" {...input} />}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
