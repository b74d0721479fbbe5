import "../../shared/ui/tokens.css";
import "../../shared/ui/ui.css";
import "./panel.css";
import { signal } from "@preact/signals";
import { render } from "preact";
import { App } from "./app.tsx";
import type { PanelHost } from "./host.ts";
import { createPanel, type Panel } from "./state.ts";

/**
 * Shows the panel in an element of a page of our own until the returned function is called. In a tab the page's address
 * says what it goes on with: `?draft=<draftId>`, and `&ticket=<ticketId>` where it is a ticket's thread. Styles come
 * with it.
 */
export function mountPanel(root: Element, host: PanelHost): () => void {
  const leaving = new AbortController();
  const { signal: aborted } = leaving;
  const isOwnTab = window.top === window;
  const query = new URLSearchParams(isOwnTab ? location.search : "");
  const address = { draftId: query.get("draft"), ticketId: query.get("ticket") };
  const isOnline = signal(navigator.onLine);
  const isShown = signal(document.visibilityState === "visible");

  const panel = createPanel(host, {
    now: Date.now,
    isOwnTab,
    address,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    isOnline,
    isShown,
  });

  const keepUp = () => {
    isOnline.value = navigator.onLine;
    isShown.value = document.visibilityState === "visible";
    if (isShown.value) void panel.later.value?.lookAgain(panel);
    else panel.keeper.value?.leave();
  };
  for (const name of ["online", "offline", "focus"]) window.addEventListener(name, keepUp, { signal: aborted });
  document.addEventListener("visibilitychange", keepUp, { signal: aborted });
  window.addEventListener("pagehide", () => panel.keeper.value?.leave(), { signal: aborted });
  document.addEventListener("focusout", () => panel.keeper.value?.flush(), { signal: aborted });
  window.addEventListener("keydown", (event) => onKey(panel, event), { signal: aborted });

  render(<App panel={panel} />, root);
  void open(panel).then(panel.loadLater);

  return () => {
    leaving.abort();
    panel.stop();
    render(null, root);
  };
}

async function open(panel: Panel) {
  const { draftId, ticketId } = panel.place.address;
  await panel.begin(draftId);
  const draft = panel.keeper.value;
  if (ticketId) panel.go({ name: "ticket", ticketId });
  else if (draftId && draft?.subject.value.trim() && draft.message.value.trim()) panel.go({ name: "preview" });
}

function onKey(panel: Panel, event: KeyboardEvent) {
  if (event.isComposing || event.defaultPrevented) return;
  const isOurs = !panel.place.isOwnTab && isOpening(event);
  if (isOurs) event.preventDefault();
  if (isOurs || event.key === "Escape") panel.close();
  if (event.key.toLowerCase() !== "n" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
  if (panel.screen.value.name === "home" && panel.keeper.value) {
    event.preventDefault();
    void panel.newRequest();
  }
}

/** The keys that opened the panel, which do not reach the page from here; on a Mac they write another letter. */
function isOpening({ altKey, shiftKey, ctrlKey, metaKey, key }: KeyboardEvent): boolean {
  return altKey && shiftKey && !ctrlKey && !metaKey && key.toLowerCase() === "h";
}

function isTyping({ target }: Event): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
