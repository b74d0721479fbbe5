import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import type { BrandFields, FieldName } from "./fields.ts";
import type { BrandState } from "./state.ts";

/** Fields that are one line of text. */
export type TextName = Exclude<FieldName, "logo" | "helpLinks">;

interface TextFieldProps {
  state: BrandState;
  name: TextName;
  label: string;
  hint?: string;
  /** What stands there while the field is empty. */
  inherited: string;
  /** Whose that is: "the account's name". */
  source: string;
  /** Beside the input. */
  children?: ComponentChildren;
}

/** One line that is the reseller's own, or taken over where it is empty. */
export function TextField({ state, name, label, hint, inherited, source, children }: TextFieldProps) {
  const id = useId();
  const value = state.fields.value[name];
  const problem = state.problems.value[name];
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="line">
        <input
          class="input"
          id={id}
          name={name}
          type="text"
          autocomplete="off"
          placeholder={inherited}
          value={value}
          aria-invalid={problem ? "true" : undefined}
          aria-describedby={`${id}-from ${id}-problem`}
          onInput={(event) => state.set(partOf(name, event.currentTarget.value))}
          onChange={() => state.leave(name)}
        />
        {children}
      </div>
      <div class="brand-from" id={`${id}-from`}>
        {hint && <p class="hint">{hint}</p>}
        <From
          isOwn={value.trim() !== ""}
          taken={
            <>
              Taken over from {source}: <bdi>{inherited}</bdi>
            </>
          }
          back={
            <>
              Take over from {source}: <bdi>{inherited}</bdi>
            </>
          }
          onBack={() => state.set(partOf(name, ""))}
        />
      </div>
      <FieldProblem id={`${id}-problem`} problem={problem} />
    </div>
  );
}

function partOf(name: TextName, value: string): Partial<BrandFields> {
  return { [name]: value };
}

interface FromProps {
  isOwn: boolean;
  /** What stands there instead, in a sentence. */
  taken: ComponentChildren;
  back: ComponentChildren;
  onBack: () => void;
}

/** Whose a value is, and the way back to what is taken over. */
export function From({ isOwn, taken, back, onBack }: FromProps) {
  if (!isOwn) return <p class="hint">{taken}</p>;
  return (
    <button type="button" class="link brand-back" onClick={onBack}>
      <Icon name="undo" />
      <span>{back}</span>
    </button>
  );
}

/** Beside the field it is about; read out as it comes. */
export function FieldProblem({ id, problem }: { id: string; problem: string | undefined }) {
  return (
    <p class="error" id={id} role="alert" hidden={!problem}>
      {problem && <Icon name="alert" />}
      {problem}
    </p>
  );
}
