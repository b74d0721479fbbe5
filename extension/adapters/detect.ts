import type { Detector, StoreClaim } from "./adapter.ts";
import { csCart } from "./cs-cart/detect.ts";
import { multiVendor } from "./multi-vendor/detect.ts";
import { opencart } from "./opencart/detect.ts";
import type { Page } from "./page.ts";

/** One line a platform. Runs on every page of an allowed site, before the click: it stays small. */
export const detectors: readonly Detector[] = [opencart, csCart, multiVendor];

/** What this page is, or null where it is no store admin that we know. */
export function detectStore(
  page: Page,
  known: readonly Detector[] = detectors,
): { detector: Detector; claim: StoreClaim } | null {
  for (const detector of known) {
    const claim = detector.detect(page);
    if (claim) return { detector, claim };
  }
  return null;
}
