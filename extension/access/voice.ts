import { type Signal, signal } from "@preact/signals";

/**
 * What a screen reader is told: one polite region and one assertive. The panel has its own: whatever two pages share is a
 * file of its own in both, and the panel is counted by the byte.
 */
export interface Voice {
  polite: Signal<string>;
  assertive: Signal<string>;
  say(words: string): void;
  warn(words: string): void;
}

export function createVoice(): Voice {
  const polite = signal("");
  const assertive = signal("");
  // The same words twice in a row are no change to a live region: an unseen space makes them one.
  const put = (region: Signal<string>, words: string) => {
    region.value = region.value === words ? `${words}\u00a0` : words;
  };
  return { polite, assertive, say: (words) => put(polite, words), warn: (words) => put(assertive, words) };
}
