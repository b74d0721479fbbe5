import { browser } from "wxt/browser";

/** The address of one of our own files: `popup.html`. */
export function ownUrl(path: string): string {
  // Typed by hand: WXT's own types know only the files of the last build, and there is none in a fresh clone.
  const runtime = browser.runtime as unknown as { getURL(path: string): string };
  return runtime.getURL(`/${path}`);
}
