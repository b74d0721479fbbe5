import { browser } from "wxt/browser";

declare global {
  /** Put there by capture.ts, in our own world of the store's page. */
  var deskbellCapture: ((captureId: string) => unknown) | undefined;
}

/** Brings the capture into the store's page and starts it; the page answers by messages. */
export async function runCapture(tabId: number, captureId: string): Promise<void> {
  const target = { tabId, frameIds: [0] };
  await browser.scripting.executeScript({ target, files: ["/capture.js"] });
  await browser.scripting.executeScript({
    target,
    // Not waited for: it takes as long as the store takes.
    func: (id: string) => void globalThis.deskbellCapture?.(id),
    args: [captureId],
  });
}

/** What the page in this tab is, where the person just pressed our icon there; null where nothing may run. */
export async function detectIn(tabId: number): Promise<unknown> {
  const [frame] = await browser.scripting.executeScript({ target: { tabId, frameIds: [0] }, files: ["/detect.js"] });
  return frame?.result ?? null;
}

/** Browsers round this up to half a minute. */
export async function wakeIn(name: string, ms: number): Promise<void> {
  await browser.alarms.create(name, { when: Date.now() + ms });
}

export async function cancelWake(name: string): Promise<void> {
  await browser.alarms.clear(name);
}
