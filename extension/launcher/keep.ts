import { rootElement } from "./dom.ts";

export interface Kept {
  host: HTMLElement;
  /** The attributes that the host has, and no others. */
  attributes(): Readonly<Record<string, string>>;
  /** Whether it stands where it was put. */
  isPut(): boolean;
  put(): void;
}

export interface Keeping {
  stop(): void;
  hide(isHidden: boolean): void;
}

/** So many repairs within so long are no accident: then the page has its will. */
export const mostRepairs = 12;
const withinMs = 10_000;

/**
 * Keeps an element in the page as it was put there. A page that renders itself anew gets it back; one that fights for
 * it is left alone, with a call of `giveUp`.
 */
export function keepInPlace(kept: Kept, giveUp: () => void, now: () => number = Date.now): Keeping {
  const { host } = kept;
  let isHidden = false;
  let repairs: number[] = [];
  const observer = new MutationObserver(mend);

  function attributes(): Readonly<Record<string, string>> {
    const wanted = kept.attributes();
    // Unseen, and for the rest as it was: what has the focus keeps it.
    return isHidden ? { ...wanted, style: `${wanted.style ?? ""};opacity:0!important` } : wanted;
  }

  function mend(): void {
    const isDressed = hasOnly(host, attributes());
    if (isDressed && kept.isPut()) return;
    const at = now();
    repairs = [...repairs.filter((time) => at - time < withinMs), at];
    if (repairs.length > mostRepairs) {
      stop();
      giveUp();
      return;
    }
    if (!isDressed) dress(host, attributes());
    if (!kept.isPut()) kept.put();
    // What was done here itself is no interference.
    observer.takeRecords();
    watch();
  }

  function watch(): void {
    observer.observe(host, { attributes: true });
    // Everything above it may be replaced; what is looked at then is only whether it is still there.
    observer.observe(document, { childList: true, subtree: true });
  }

  function stop(): void {
    observer.disconnect();
    host.removeEventListener("toggle", mend);
  }

  dress(host, attributes());
  kept.put();
  // A popover can be hidden without any change of its attributes.
  host.addEventListener("toggle", mend);
  watch();
  return {
    stop,
    hide(hidden) {
      isHidden = hidden;
      dress(host, attributes());
    },
  };
}

function hasOnly(host: HTMLElement, wanted: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(wanted);
  return host.attributes.length === names.length && names.every((name) => host.getAttribute(name) === wanted[name]);
}

function dress(host: HTMLElement, wanted: Readonly<Record<string, string>>): void {
  for (const name of host.getAttributeNames()) if (!(name in wanted)) host.removeAttribute(name);
  for (const [name, value] of Object.entries(wanted))
    if (host.getAttribute(name) !== value) host.setAttribute(name, value);
}

/** A page that shows itself smaller shows the panel smaller too, until nobody can read what they agree to. */
const leastZoom = 0.75;

/** Whether the page as a whole is shown plainly: one that fades or filters itself could hide what lies over the panel. */
export function isPlain(view: Window): boolean {
  return [rootElement(), rootElement().querySelector(":scope > body")].every((element) => {
    if (!element) return true;
    const { opacity, filter, visibility, zoom } = view.getComputedStyle(element);
    const isFaint = Number(opacity || 1) <= 0.95 || (filter && filter !== "none") || visibility === "hidden";
    return !isFaint && Number(zoom || 1) >= leastZoom;
  });
}
