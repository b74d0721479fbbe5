import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import type { Depth, ReadDepth, Report } from "../../shared/report.ts";
import { declaredStore } from "../adapters/declared/declared-store.ts";
import { type Armed, arm } from "../capture/armed.ts";
import { type Answer, notThrough } from "../capture/fetch-read.ts";
import { type CaptureOptions, type Elsewhere, type PageRead, runCapture } from "../capture/run.ts";
import type { PageMessages } from "../messages.ts";
import { nativeRuntime } from "../native.ts";

declare global {
  /** What fails in this page since it was first read; it outlives a second injection of this script. */
  var deskbellArmed: Armed | undefined;
  /** Addresses that we asked for ourselves. */
  var deskbellAsked: Set<string> | undefined;
  /** Whether this page lets us ask for anything. */
  var deskbellElsewhere: Elsewhere | undefined;
}

/** Injected on the click into the store's page, in the extension's own world: the page sees nothing of it. */
export default defineUnlistedScript(() => {
  const asked = kept("deskbellAsked") ?? new Set();
  globalThis.deskbellAsked = asked;
  globalThis.deskbellCapture = (captureId: string, depth: ReadDepth) => void capture(captureId, depth, asked);
  globalThis.deskbellStop = () => {
    stopped = true;
  };
  globalThis.deskbellReadPage = () => read("page", asked, { captureId: "", onProgress: () => {} });
  globalThis.deskbellObserved = () => kept("deskbellArmed")?.observed() ?? null;
  globalThis.deskbellArm = (channel: string) => {
    if (kept("deskbellArmed")) return false;
    globalThis.deskbellArmed = arm({
      target: document,
      channel,
      origin: location.origin,
      watch: (seen) =>
        new PerformanceObserver((list) => seen(resourcesIn(list))).observe({ type: "resource", buffered: true }),
      isOwn: (url) => asked.has(url),
    });
    return true;
  };
});

/**
 * What an earlier injection left in this window. A page's elements stand there by their ids and names too, in our world
 * as in its own, but never as the window's own properties.
 */
function kept<Name extends "deskbellAsked" | "deskbellArmed" | "deskbellElsewhere">(
  name: Name,
): (typeof globalThis)[Name] {
  return Object.hasOwn(globalThis, name) ? globalThis[name] : undefined;
}

async function capture(captureId: string, depth: ReadDepth, asked: Set<string>): Promise<void> {
  stopped = false;
  const onProgress: CaptureOptions["onProgress"] = (progress) => send("capture.progress", progress);
  send("capture.done", { captureId, report: await read(depth, asked, { captureId, onProgress }) });
}

let stopped = false;

function read(
  depth: Depth,
  asked: Set<string>,
  told: Pick<CaptureOptions, "captureId" | "onProgress">,
): Promise<Report> {
  return runCapture({
    ...told,
    depth,
    declared: (globalThis.deskbellProfiles ?? []).map(declaredStore),
    document,
    url: new URL(location.href),
    fetch: (input, init) => {
      asked.add(String(input));
      return fetch(input, init);
    },
    ...(import.meta.env.BROWSER === "firefox" && { elsewhere: elsewhere() }),
    parse: (html) => new DOMParser().parseFromString(html, "text/html"),
    now: () => new Date(),
    clock: () => performance.now(),
    view: {
      userAgent: navigator.userAgent,
      viewport: { width: innerWidth, height: innerHeight },
      resources: resourcesIn(performance),
    },
    clicks: window,
    isStopped: () => stopped,
    follow: (url, inNewTab) => (inNewTab ? window.open(url, "_blank", "noopener") : location.assign(url)),
  });
}

/** Firefox alone holds us to the page's own rules. */
function elsewhere(): Elsewhere {
  globalThis.deskbellElsewhere = kept("deskbellElsewhere") ?? { isNeeded: false, wasForbidden, read: askBackground };
  return globalThis.deskbellElsewhere;
}

/** The browser tells of it at once, right after the request has failed. */
const toldMs = 500;

const forbidden = new Set<string>();
if (import.meta.env.BROWSER === "firefox") {
  document.addEventListener("securitypolicyviolation", ({ isTrusted, blockedURI }) => {
    if (isTrusted) forbidden.add(blockedURI);
  });
}

async function wasForbidden({ href }: URL): Promise<boolean> {
  for (const end = performance.now() + toldMs; !forbidden.has(href) && performance.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return forbidden.has(href);
}

async function askBackground(ask: PageRead): Promise<Answer> {
  // The background answers every message so, and this one with an answer or a refusal.
  const reply = (await nativeRuntime()
    .sendMessage({ name: "capture.read", args: [ask] })
    .catch(() => null)) as { ok: true; value: Answer } | { ok: false } | null;
  return reply?.ok ? reply.value : notThrough;
}

function resourcesIn(list: Pick<Performance, "getEntriesByType">): PerformanceResourceTiming[] {
  return list.getEntriesByType("resource") as PerformanceResourceTiming[]; // The type that was asked for.
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
