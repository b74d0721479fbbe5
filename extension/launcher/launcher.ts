import type { Mount } from "../adapters/adapter.ts";
import type { Glance } from "../adapters/page.ts";
import type { Arrangement, LauncherState } from "../messages.ts";
import { makeButton } from "./button.ts";
import { isPlain, type Keeping, keepInPlace } from "./keep.ts";
import { makePanelFrame, type PanelFrame } from "./panel-frame.ts";

/** A picture takes less, and the background may end while it is taken. */
const longestHiddenMs = 6_000;

export interface LauncherDeps {
  page: Glance;
  mounts: readonly Mount[];
  state: LauncherState;
  /** The panel's address, or null once this script has outlived its extension. */
  panelUrl(): string | null;
  arranged(arrangement: Arrangement): void;
  /** The page would not leave our things alone. */
  interfered(): void;
}

export interface Launcher {
  show(state: LauncherState): void;
  close(): void;
  /** Out of a picture that is being taken; back by itself if nobody says so. */
  hide(isHidden: boolean): void;
  /** Takes everything of ours out of the page, for good. */
  remove(): void;
}

/** The button, and the panel that it opens and closes. Nothing here reads the page or asks the store for anything. */
export function openLauncher({ page, mounts, state: first, panelUrl, arranged, interfered }: LauncherDeps): Launcher {
  let state = first;
  let panel: (PanelFrame & Keeping) | null = null;
  let back: ReturnType<typeof setTimeout> | undefined;

  const button = makeButton(page, mounts, first, {
    press: () => (panel ? close() : open()),
    move: (arrangement) => arrange(arrangement),
  });

  function arrange(change: Partial<Arrangement>): void {
    state = { ...state, arrangement: { ...state.arrangement, ...change } };
    arranged(state.arrangement);
  }

  function open(): void {
    const url = panelUrl();
    if (url === null) {
      remove();
      return;
    }
    const frame = makePanelFrame(url, state.arrangement.panelWidth, (panelWidth) => arrange({ panelWidth }));
    if (!isPlain(window)) {
      giveUp();
      return;
    }
    const keeping = keepInPlace(frame, giveUp);
    // A page's zoom changes nothing of the panel but how many of the screen's pixels it has.
    const sizes = new ResizeObserver(() => isPlain(window) || giveUp());
    sizes.observe(frame.host, { box: "device-pixel-content-box" });
    panel = {
      ...frame,
      hide: keeping.hide,
      stop() {
        keeping.stop();
        sizes.disconnect();
      },
    };
    button.show(state, true);
  }

  function close(): void {
    if (!panel) return;
    panel.stop();
    panel.host.remove();
    panel = null;
    button.show(state, false);
    button.focus();
  }

  function giveUp(): void {
    remove();
    interfered();
  }

  function press(event: KeyboardEvent): void {
    if (!event.isTrusted) return;
    const isShortcut = event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey && event.code === "KeyH";
    // Only what is pressed on our own things: Escape belongs to the page everywhere else.
    const isEscape = event.key === "Escape" && (event.target === panel?.host || event.target === button.host);
    if (isEscape) close();
    if (!isShortcut) return;
    event.preventDefault();
    if (panel) panel.focus();
    else open();
  }

  function remove(): void {
    window.removeEventListener("keydown", press, true);
    keptButton.stop();
    clearTimeout(back);
    panel?.stop();
    panel?.host.remove();
    panel = null;
    button.take();
  }

  button.show(state, false);
  const keptButton = keepInPlace(button, giveUp);
  window.addEventListener("keydown", press, true);

  return {
    show(next) {
      state = next;
      button.show(state, panel !== null);
    },
    close,
    hide(isHidden) {
      clearTimeout(back);
      for (const kept of [keptButton, panel]) kept?.hide(isHidden);
      if (isHidden) back = setTimeout(() => this.hide(false), longestHiddenMs);
    },
    remove,
  };
}
