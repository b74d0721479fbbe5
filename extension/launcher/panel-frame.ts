import { lookOf, make, makeHost, rootElement } from "./dom.ts";
import type { Kept } from "./keep.ts";
import { panelCss } from "./style.ts";

const narrowestPx = 320;
const widestPx = 720;
const stepPx = 16;

export interface PanelFrame extends Kept {
  focus(): void;
}

/**
 * The panel's place: at the window's right edge and above everything, where the browser knows a top layer. The page can
 * neither see into the frame nor hear what is typed there. The handle is the launcher's own.
 */
export function makePanelFrame(url: string, firstWidth: number, resized: (width: number) => void): PanelFrame {
  const { host, root } = makeHost(panelCss);
  const frame = make("iframe", { src: url, title: "Support", allow: "clipboard-write" });
  const handle = make("div", {
    role: "separator",
    tabindex: "0",
    "aria-orientation": "vertical",
    "aria-label": "Width of the support panel",
    "aria-valuemin": String(narrowestPx),
    "aria-valuemax": String(widestPx),
  });
  root.append(handle, frame);
  let width = firstWidth;

  const widthTo = (wanted: number) => {
    width = Math.round(Math.min(widestPx, Math.max(narrowestPx, wanted)));
    handle.setAttribute("aria-valuenow", String(width));
    host.setAttribute("style", docked(width));
  };
  handle.setAttribute("aria-valuenow", String(width));

  handle.addEventListener("pointerdown", (down) => {
    if (!down.isTrusted || down.button !== 0) return;
    const move = (event: PointerEvent) => event.isTrusted && widthTo(innerWidth - event.clientX);
    const up = () => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", up);
      handle.removeEventListener("pointercancel", up);
      resized(width);
    };
    // Without capture the frame would swallow the pointer.
    handle.setPointerCapture(down.pointerId);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", up);
    handle.addEventListener("pointercancel", up);
  });
  handle.addEventListener("keydown", (event) => {
    const wanted = { ArrowLeft: width + stepPx, ArrowRight: width - stepPx, Home: narrowestPx, End: widestPx }[
      event.key
    ];
    if (!event.isTrusted || wanted === undefined) return;
    event.preventDefault();
    widthTo(wanted);
    resized(width);
  });
  frame.addEventListener("load", () => frame.focus());

  return {
    host,
    attributes: () => ({ popover: "manual", style: docked(width) }),
    isPut: () => host.parentNode === rootElement() && (!canPopOver(host) || host.matches(":popover-open")),
    put() {
      if (host.parentNode !== rootElement()) rootElement().append(host);
      if (canPopOver(host) && !host.matches(":popover-open")) host.showPopover();
    },
    focus: () => frame.focus(),
  };
}

function docked(width: number): string {
  return lookOf({
    display: "block",
    position: "fixed",
    inset: "0 0 0 auto",
    width: `${width}px`,
    "max-width": "100vw",
    height: "100dvh",
    "z-index": "2147483647",
  });
}

function canPopOver(host: HTMLElement): boolean {
  return "showPopover" in host;
}
