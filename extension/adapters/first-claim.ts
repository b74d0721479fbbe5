import type { Detector, StoreClaim } from "./adapter.ts";
import type { Glance } from "./page.ts";

export interface Found {
  detector: Detector;
  claim: StoreClaim;
}

/** What the first of these that knows the page says it is; null where none does. */
export function firstClaim(page: Glance, known: readonly Detector[]): Found | null {
  for (const detector of known) {
    const claim = detector.detect(page);
    if (claim) return { detector, claim };
  }
  return null;
}
