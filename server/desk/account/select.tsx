import type { Signal } from "@preact/signals";
import { useId } from "preact/hooks";

interface SelectProps {
  label: string;
  value: Signal<string>;
  options: readonly { value: string; words: string }[];
}

export function Select({ label, value, options }: SelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        class="input"
        id={id}
        value={value.value}
        onChange={(event) => {
          value.value = event.currentTarget.value;
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
    </div>
  );
}
