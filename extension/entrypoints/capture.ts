import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import type { ReadDepth } from "../../shared/report.ts";
import { runCapture } from "../capture/run.ts";
import type { PageMessages } from "../messages.ts";
import { nativeRuntime } from "../native.ts";

/** Injected on the click into the store's page, in the extension's own world: the page sees nothing of it. */
export default defineUnlistedScript(() => {
  Reflect.set(globalThis, "deskbellCapture", (captureId: string, depth: ReadDepth) => {
    void capture(captureId, depth);
  });
});

async function capture(captureId: string, depth: ReadDepth): Promise<void> {
  const report = await runCapture({
    captureId,
    depth,
    declared: [],
    document,
    url: new URL(location.href),
    fetch: (input, init) => fetch(input, init),
    parse: (html) => new DOMParser().parseFromString(html, "text/html"),
    now: () => new Date(),
    view: {
      userAgent: navigator.userAgent,
      viewport: { width: innerWidth, height: innerHeight },
      resources: performance.getEntriesByType("resource") as PerformanceResourceTiming[], // The type that was asked for.
    },
    clicks: window,
    follow: (url, inNewTab) => (inNewTab ? window.open(url, "_blank", "noopener") : location.assign(url)),
    onProgress: (progress) => send("capture.progress", progress),
  });
  send("capture.done", { captureId, report });
}

/** Nobody listens any more where the extension was updated meanwhile: the panel is gone then too. */
function send<Name extends "capture.progress" | "capture.done">(
  name: Name,
  ...args: Parameters<PageMessages[Name]>
): void {
  nativeRuntime()
    .sendMessage({ name, args })
    .catch(() => {});
}
