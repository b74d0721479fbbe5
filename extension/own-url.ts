import { browser } from "wxt/browser";

/**
 * The address of one of our own pages in a tab: `popup.html`. Made from our origin, since Chromium gives for the panel
 * the address that changes each session, and opens that one in frames alone.
 */
export function ownUrl(path: string): string {
  // Typed by hand: WXT's own types know only the files of the last build, and there is none in a fresh clone.
  const runtime = browser.runtime as unknown as { getURL(path: string): string };
  return new URL(path, runtime.getURL("/")).href;
}
