import type { Mount } from "../adapters/adapter.ts";
import type { Glance } from "../adapters/page.ts";
import type { Arrangement, LauncherState } from "../messages.ts";
import { lookOf, make, makeHost, makeIcon, rootElement } from "./dom.ts";
import type { Kept } from "./keep.ts";
import { buttonCss } from "./style.ts";

const bell = "M3 10.5a5 5 0 0 1 10 0zM8 5.5V3.75M6.5 3.25h3M2 13h12";
const cross = "m4 4 8 8M12 4l-8 8";
const clock = "M1.75 8a6.25 6.25 0 1 0 12.5 0 6.25 6.25 0 1 0-12.5 0M8 4.5V8l2.5 1.5";

export interface Button extends Kept {
  show(state: LauncherState, isOpen: boolean): void;
  focus(): void;
  /** Takes it out of the page, with what it was wrapped in. */
  take(): void;
}

/** How far a pointer may slip while pressing before it is a drag. */
const slipPx = 5;

/** The one button in the page: among the admin's own controls where that is known, floating in a corner otherwise. */
export function makeButton(
  page: Glance,
  mounts: readonly Mount[],
  first: LauncherState,
  act: { press(): void; move(arrangement: Arrangement): void },
): Button {
  const { host, root } = makeHost(buttonCss);
  const button = make("button", { type: "button", "aria-haspopup": "dialog", "aria-keyshortcuts": "Alt+Shift+H" });
  button.title = "Open support (Alt+Shift+H)";
  root.append(button);

  const mount = mounts.find(({ anchor }) => page.has(anchor)) ?? null;
  const wrapper = mount?.wrap ? make(mount.wrap.tag as "div", { class: mount.wrap.className }) : host;
  if (wrapper !== host) wrapper.append(host);
  const anchor = mount && page.one(mount.anchor);
  const standing = anchor && inBar(anchor);
  let placed = first.arrangement;
  let isDragged = false;

  button.classList.toggle("float", !mount);
  button.addEventListener("click", (event) => {
    if (!event.isTrusted || isDragged) return;
    act.press();
  });
  if (!mount) {
    letDrag(button, {
      start: () => placed,
      move(arrangement) {
        placed = arrangement;
        host.setAttribute("style", floating(placed));
      },
      end(hasMoved) {
        if (hasMoved) act.move(placed);
        // The click that ends a drag comes after this and is none.
        isDragged = hasMoved;
        setTimeout(() => {
          isDragged = false;
        });
      },
    });
  }

  return {
    host,
    attributes: () => ({ style: standing ?? floating(placed) }),
    isPut: () => host.isConnected && (wrapper === host || host.parentNode === wrapper),
    put() {
      if (wrapper !== host && host.parentNode !== wrapper) wrapper.replaceChildren(host);
      const now = mount && page.one(mount.anchor);
      if (now && mount) now[mount.position](wrapper);
      else if (!wrapper.isConnected) rootElement().append(wrapper);
    },
    show({ label, unread, waiting, arrangement }, isOpen) {
      placed = { ...arrangement };
      const words = make("span");
      words.textContent = label;
      button.replaceChildren(makeIcon(isOpen ? cross : bell), words);
      button.setAttribute("aria-expanded", String(isOpen));
      button.setAttribute("aria-label", [label, ...notices(unread, waiting)].join(", "));
      if (isOpen) return;
      if (unread > 0) button.append(mark("count", unread > 99 ? "99+" : String(unread)));
      else if (waiting > 0) button.append(mark("wait", makeIcon(clock)));
    },
    focus: () => button.focus(),
    take: () => wrapper.remove(),
  };
}

function notices(unread: number, waiting: number): string[] {
  return [
    ...(unread > 0 ? [`${unread} unread ${unread === 1 ? "answer" : "answers"}`] : []),
    ...(waiting > 0 ? [`${waiting} ${waiting === 1 ? "request" : "requests"} waiting to be sent`] : []),
  ];
}

function mark(name: string, content: string | Node): HTMLElement {
  const element = make("i", { class: name, "aria-hidden": "true" });
  element.append(content);
  return element;
}

/** As high as the bar it stands in, so that it is centred whatever makes that bar high; a wrapped bar is not measured. */
function inBar(anchor: Element): string {
  const { height } = anchor.getBoundingClientRect();
  return lookOf({
    display: "flex",
    position: "relative",
    "align-items": "center",
    height: `${height >= 30 && height <= 90 ? Math.round(height) : 46}px`,
    margin: "0 10px",
  });
}

function floating({ side, bottom }: Arrangement): string {
  return lookOf({
    display: "block",
    position: "fixed",
    [side]: "24px",
    bottom: `${bottom}px`,
    "z-index": "2147483646",
  });
}

interface Drag {
  start(): Arrangement;
  move(arrangement: Arrangement): void;
  end(hasMoved: boolean): void;
}

/** Along the lower corners: the side is the nearer one, the height is free. */
function letDrag(button: HTMLElement, drag: Drag): void {
  button.addEventListener("pointerdown", (down) => {
    if (!down.isTrusted || down.button !== 0) return;
    const from = drag.start();
    let hasMoved = false;
    const move = (event: PointerEvent) => {
      if (!event.isTrusted) return;
      hasMoved ||= Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > slipPx;
      if (!hasMoved) return;
      const highest = Math.max(0, innerHeight - 60);
      const bottom = Math.round(Math.min(highest, Math.max(0, from.bottom + down.clientY - event.clientY)));
      drag.move({ ...from, bottom, side: event.clientX < innerWidth / 2 ? "left" : "right" });
    };
    const up = () => {
      button.removeEventListener("pointermove", move);
      button.removeEventListener("pointerup", up);
      button.removeEventListener("pointercancel", up);
      drag.end(hasMoved);
    };
    button.setPointerCapture(down.pointerId);
    button.addEventListener("pointermove", move);
    button.addEventListener("pointerup", up);
    button.addEventListener("pointercancel", up);
  });
}
