import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../../shared/ui/icon.tsx";
import type { ResellerState } from "./state.ts";

/** Of a screen that leads back to the list, also by Esc. */
export function InnerHeader({ state, title, detail }: { state: ResellerState; title: string; detail: string }) {
  const backButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    backButton.current?.focus({ preventScroll: true });
    const back = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      // The browser would close the popup.
      event.preventDefault();
      state.back();
    };
    document.addEventListener("keydown", back);
    return () => document.removeEventListener("keydown", back);
  }, [state]);
  return (
    <header class="inner">
      <button
        ref={backButton}
        type="button"
        class="btn quiet square"
        aria-label="Back to all clients"
        onClick={() => state.back()}
      >
        <Icon name="back" look="flip" />
      </button>
      <div class="grow">
        <h1 class="h3 clip">{title}</h1>
        <p class="meta clip">{detail}</p>
      </div>
    </header>
  );
}
