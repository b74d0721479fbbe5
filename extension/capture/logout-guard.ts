import type { ReadDepth } from "../../shared/report.ts";

/**
 * An answer that comes after a logout revives the session, and cutting the request off does not stop the store. So a
 * click on the store's logout link waits until our request in flight has ended, and nothing is asked from then on.
 */
export interface LogoutGuard {
  /** Whether the person has pressed logout. */
  isClosed(): boolean;
  /** Says what is in flight, so that a click can wait for it: a safe read is short, a sweep may take as long as a list. */
  track(request: Promise<unknown>, depth: ReadDepth): void;
  release(): void;
}

export interface LogoutGuardOptions {
  /** Where clicks are seen first: the window. */
  target: EventTarget;
  isLogout(url: URL): boolean;
  /** Follows the link the way the click meant it. */
  follow(url: URL, inNewTab: boolean): void;
  pageUrl: URL;
}

/** Longer than this a click is not held back. */
export const longestWaitMs: Record<ReadDepth, number> = { safe: 3_000, sweep: 40_000 };

export function guardLogout({ target, isLogout, follow, pageUrl }: LogoutGuardOptions): LogoutGuard {
  let closed = false;
  let inFlight: { request: Promise<unknown>; depth: ReadDepth } | null = null;

  const hold = (event: Event) => {
    const url = linkIn(event, pageUrl);
    if (!url || !isLogout(url)) return;
    closed = true;
    const waitFor = inFlight;
    if (!waitFor) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { button, ctrlKey, metaKey, shiftKey } = event as MouseEvent; // Only clicks are listened to.
    const inNewTab = button === 1 || ctrlKey || metaKey || shiftKey;
    void endOf(waitFor).then(() => follow(url, inNewTab));
  };

  target.addEventListener("click", hold, true);
  target.addEventListener("auxclick", hold, true);
  return {
    isClosed: () => closed,
    track(request, depth) {
      const tracked = { request, depth };
      inFlight = tracked;
      const forget = () => {
        if (inFlight === tracked) inFlight = null;
      };
      request.then(forget, forget);
    },
    release() {
      target.removeEventListener("click", hold, true);
      target.removeEventListener("auxclick", hold, true);
    },
  };
}

function endOf({ request, depth }: { request: Promise<unknown>; depth: ReadDepth }): Promise<unknown> {
  return Promise.race([
    request.catch(() => null),
    new Promise((resolve) => {
      setTimeout(resolve, longestWaitMs[depth]);
    }),
  ]);
}

function linkIn(event: Event, pageUrl: URL): URL | null {
  for (const node of event.composedPath()) {
    const href = isElement(node) ? Element.prototype.getAttribute.call(node, "href") : null;
    if (href) return URL.parse(href, pageUrl);
  }
  return null;
}

function isElement(node: EventTarget): node is Element {
  return node instanceof Element;
}
