import type { Detector } from "./adapter.ts";
import { opencartDetectors } from "./detect-opencart.ts";
import { otherDetectors } from "./detect-others.ts";
import { type Found, firstClaim } from "./first-claim.ts";
import type { Glance } from "./page.ts";

/**
 * Every platform that is known. The pages of a store get the detectors of its own family alone, which run before the
 * click and stay small; whoever cannot know the family asks all.
 */
export const detectors: readonly Detector[] = [...opencartDetectors, ...otherDetectors];

/** What this page is, or null where it is no store admin that we know. */
export function detectStore(page: Glance, known: readonly Detector[] = detectors): Found | null {
  return firstClaim(page, known);
}

/** Which script knows the platform's pages. */
export type Family = "opencart" | "others" | "declared";

export function familyOf(platform: string): Family {
  if (opencartDetectors.some(({ id }) => id === platform)) return "opencart";
  return otherDetectors.some(({ id }) => id === platform) ? "others" : "declared";
}
