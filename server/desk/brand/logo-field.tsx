import { useId } from "preact/hooks";
import { logoLimit } from "../../../shared/brand.ts";
import { Logo } from "../../../shared/ui/logo.tsx";
import type { BrandState } from "./state.ts";
import { FieldProblem, From } from "./text-field.tsx";

export function LogoField({ state }: { state: BrandState }) {
  const id = useId();
  const { logo } = state.fields.value;
  const problem = state.problems.value.logo;
  return (
    <div class="field">
      <label for={id}>Logo</label>
      <div class="line">
        <span class="mark" aria-hidden="true">
          <Logo brand={{ logo: logo || null }} />
        </span>
        <input
          class="input"
          id={id}
          type="file"
          accept="image/png"
          aria-invalid={problem ? "true" : undefined}
          aria-describedby={`${id}-from ${id}-problem`}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) state.chooseLogo(file);
            // The same file can be chosen again.
            event.currentTarget.value = "";
          }}
        />
      </div>
      <div class="brand-from" id={`${id}-from`}>
        <p class="hint">A PNG, {logoLimit / 1000} kB at most. It is shown 24 pixels wide, and in no mail.</p>
        <From
          isOwn={logo !== ""}
          taken="No logo: the bell stands there."
          back="Put the bell back"
          onBack={() => state.set({ logo: "" })}
        />
      </div>
      <FieldProblem id={`${id}-problem`} problem={problem} />
    </div>
  );
}
