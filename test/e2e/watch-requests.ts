import type { CDPSession, Page, Protocol, Target } from "puppeteer-core";
import type { TestBrowser } from "../support/browser.ts";

/** A request that the extension's code made, as the browser itself saw it. */
export interface SeenRequest {
  method: string;
  url: string;
  /** Null while it has no answer. */
  status: number | null;
  /** Which of our scripts asked, by file: `capture.js`, or `background`. */
  by: string;
}

/**
 * Writes down every request to this origin that our code makes from now on, in this page and in the background; the
 * page's own are told apart by whose script stands in the stack.
 */
export async function watchRequests(browser: TestBrowser, page: Page, origin: string): Promise<SeenRequest[]> {
  const seen: SeenRequest[] = [];
  await watch(await page.createCDPSession(), seen, ({ request, initiator }) => {
    const script = new URL(request.url).origin === origin && ownScript(initiator, browser.address(""));
    return script || null;
  });
  const watchWorker = async (target: Target) => {
    if (target.type() !== "service_worker" || !target.url().startsWith(browser.address(""))) return;
    const session = await target.createCDPSession();
    await watch(session, seen, ({ request }) => (new URL(request.url).origin === origin ? "background" : null));
  };
  // It ends when idle and comes back as another target.
  browser.browser.on("targetcreated", (target) => void watchWorker(target).catch(() => {}));
  for (const target of browser.browser.targets()) await watchWorker(target);
  return seen;
}

type Sent = Protocol.Network.RequestWillBeSentEvent;

async function watch(session: CDPSession, seen: SeenRequest[], whoAsked: (event: Sent) => string | null) {
  const byId = new Map<string, SeenRequest>();
  session.on("Network.requestWillBeSent", (event) => {
    const by = whoAsked(event);
    if (by === null) return;
    const { method, url } = event.request;
    const request: SeenRequest = { method, url, status: null, by };
    byId.set(event.requestId, request);
    seen.push(request);
  });
  session.on("Network.responseReceived", ({ requestId, response }) => {
    const request = byId.get(requestId);
    if (request) request.status = response.status;
  });
  await session.send("Network.enable");
}

function ownScript({ url, stack }: Protocol.Network.Initiator, own: string): string | null {
  for (let at = stack; at; at = at.parent) {
    const frame = at.callFrames.find((frame) => frame.url.startsWith(own));
    if (frame) return frame.url.slice(own.length);
  }
  return url?.startsWith(own) ? url.slice(own.length) : null;
}
