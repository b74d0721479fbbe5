import type { Mount } from "../adapters/adapter.ts";
import type { Page } from "../adapters/page.ts";
import type { Arrangement, LauncherState } from "../messages.ts";
import { makeButton } from "./button.ts";
import { isPlain, keepInPlace } from "./keep.ts";
import { makePanelFrame, type PanelFrame } from "./panel-frame.ts";

export interface LauncherDeps {
  page: Page;
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
  /** Takes everything of ours out of the page, for good. */
  remove(): void;
}

/** The button, and the panel that it opens and closes. Nothing here reads the page or asks the store for anything. */
export function openLauncher({ page, mounts, state: first, panelUrl, arranged, interfered }: LauncherDeps): Launcher {
  let state = first;
  let panel: (PanelFrame & { stop(): void }) | null = null;

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
    const stopKeeping = keepInPlace(frame, giveUp);
    // A page's zoom changes nothing of the panel but how many of the screen's pixels it has.
    const sizes = new ResizeObserver(() => isPlain(window) || giveUp());
    sizes.observe(frame.host, { box: "device-pixel-content-box" });
    panel = {
      ...frame,
      stop() {
        stopKeeping();
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
    stopButton();
    panel?.stop();
    panel?.host.remove();
    panel = null;
    button.take();
  }

  button.show(state, false);
  const stopButton = keepInPlace(button, giveUp);
  window.addEventListener("keydown", press, true);

  return {
    show(next) {
      state = next;
      button.show(state, panel !== null);
    },
    close,
    remove,
  };
}
