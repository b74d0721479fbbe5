import { originOf } from "./origins.ts";

/**
 * Who is speaking, decided by what the browser says of the sender and never by the message. A panel in a store's page
 * has our origin too: only the frame tells it from a page of our own.
 */
export type Caller = PageCaller | PanelCaller | OwnCaller;

export interface PageCaller {
  kind: "page";
  tabId: number;
  origin: string;
}

export interface PanelCaller {
  kind: "panel";
  tabId: number;
  frameId: number;
  /** Of the tab that the frame stands in. */
  origin: string;
}

export interface OwnCaller {
  kind: "own";
  url: URL;
}

/** The part of `runtime.MessageSender` that is looked at. A popup has neither tab nor frame. */
export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  origin?: string | undefined;
  frameId?: number | undefined;
  tab?: { id?: number | undefined; url?: string | undefined } | undefined;
}

export interface Ourselves {
  id: string;
  /** Without a slash at its end. */
  origin: string;
}

export function callerOf(sender: Sender, ourselves: Ourselves, enabled: ReadonlySet<string>): Caller | null {
  const url = URL.parse(sender.url ?? "");
  if (sender.id !== ourselves.id || !url) return null;
  const { frameId, tab } = sender;
  // A frame's address may carry a name that changes each session; where the browser states the origin, that counts.
  const isOurs = [sender.origin, originOf(url)].includes(ourselves.origin);
  if (isOurs && (frameId ?? 0) === 0) return { kind: "own", url };
  if (tab?.id === undefined || frameId === undefined) return null;
  const origin = originOf(URL.parse(isOurs ? (tab.url ?? "") : url.href));
  if (origin === null || !enabled.has(origin)) return null;
  if (isOurs) return { kind: "panel", tabId: tab.id, frameId, origin };
  return frameId === 0 ? { kind: "page", tabId: tab.id, origin } : null;
}
