import "../../shared/ui/tokens.css";
import "../../shared/ui/ui.css";
import "./access.css";
import { signal } from "@preact/signals";
import { render } from "preact";
import { App, Framed } from "./app.tsx";
import type { AccessHost } from "./host.ts";
import { createAccess } from "./state.ts";

/**
 * Shows the access tab until the returned function is called: `?store=<origin>&ticket=<ticketId>`. In a frame it shows
 * nothing but that it is one, and asks nobody for anything.
 */
export function mountAccess(root: Element, host: AccessHost): () => void {
  if (window.top !== window) {
    render(<Framed />, root);
    return () => render(null, root);
  }
  const leaving = new AbortController();
  const { signal: aborted } = leaving;
  const query = new URLSearchParams(location.search);
  const isOnline = signal(navigator.onLine);
  const isShown = signal(document.visibilityState === "visible");
  const access = createAccess(host, {
    storeOrigin: query.get("store") ?? "",
    ticketId: query.get("ticket") ?? "",
    now: Date.now,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    isOnline,
    isShown,
  });
  const keepUp = () => {
    isOnline.value = navigator.onLine;
    isShown.value = document.visibilityState === "visible";
  };
  for (const name of ["online", "offline", "focus"]) window.addEventListener(name, keepUp, { signal: aborted });
  document.addEventListener("visibilitychange", keepUp, { signal: aborted });
  render(<App access={access} />, root);
  void access.open();
  return () => {
    leaving.abort();
    access.stop();
    render(null, root);
  };
}
