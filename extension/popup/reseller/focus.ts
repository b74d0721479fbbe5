import { useEffect } from "preact/hooks";
import type { ResellerState } from "./state.ts";

/** As a screen is shown the focus goes to what led away from it; where nothing did, or it is gone, to this element. */
export function useFocusOf({ cameFrom }: ResellerState, first: string): void {
  useEffect(() => {
    if (cameFrom.value === null || !focusOn(cameFrom.value)) focusOn(first);
    cameFrom.value = null;
  }, []);
}

/** False where there is no such element. */
export function focusOn(id: string): boolean {
  const element = document.getElementById(id);
  element?.focus({ preventScroll: true });
  return element !== null;
}

/** Esc leads back, unless something within has taken it. The browser would close the popup. */
export function useEscape(back: () => void): void {
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      back();
    };
    document.addEventListener("keydown", act);
    return () => document.removeEventListener("keydown", act);
  }, []);
}
