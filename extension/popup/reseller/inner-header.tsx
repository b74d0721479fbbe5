import { Icon } from "../../../shared/ui/icon.tsx";
import { useEscape, useFocusOf } from "./focus.ts";
import type { ResellerState } from "./state.ts";

/** Of a screen that leads back to the one before it, also by Esc. */
export function InnerHeader({ state, title, detail }: { state: ResellerState; title: string; detail: string }) {
  useFocusOf(state, "back");
  useEscape(state.back);
  return (
    <header class="inner">
      <button type="button" class="btn quiet square" id="back" aria-label="Back" onClick={() => state.back()}>
        <Icon name="back" look="flip" />
      </button>
      <div class="grow">
        <h1 class="h3 clip">{title}</h1>
        <p class="meta clip">{detail}</p>
      </div>
    </header>
  );
}
