import type { Signal } from "@preact/signals";
import { useId } from "preact/hooks";

interface FieldProps {
  label: string;
  value: Signal<string>;
  kind: "text" | "email" | "password";
  autocomplete: "name" | "username" | "current-password" | "new-password";
  hint?: string;
}

export function Field({ label, value, kind, autocomplete, hint }: FieldProps) {
  const id = useId();
  const input = {
    class: "input",
    id,
    autocomplete,
    required: true,
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
