import { colourOf } from "./colour.ts";
import { usableColour } from "./fields.ts";
import type { BrandState } from "./state.ts";
import { TextField } from "./text-field.tsx";

/** Six digits or the browser's own colours; one that nobody could read gets the nearest that can be read. */
export function ColourField({ state, inherited }: { state: BrandState; inherited: string }) {
  const typed = state.fields.value.colour;
  const usable = usableColour(typed);
  return (
    <div class="stack tight">
      <TextField
        state={state}
        name="colour"
        label="Colour"
        source="the support programme; where that has none"
        inherited={inherited}
      >
        <input
          type="color"
          class="brand-colour"
          aria-label="Choose the colour"
          value={colourOf(typed) ?? inherited}
          onInput={(event) => state.set({ colour: event.currentTarget.value })}
          onChange={() => state.leave("colour")}
        />
      </TextField>
      {usable && state.problems.value.colour && (
        <button type="button" class="btn small" onClick={() => state.set({ colour: usable })}>
          <span class="brand-dot" style={{ background: usable }} />
          Use {usable}, the same colour but darker
        </button>
      )}
    </div>
  );
}
