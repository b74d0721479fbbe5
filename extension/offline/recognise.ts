import type { Detector, FactAdapter, StoreClaim } from "../adapters/adapter.ts";
import { detectors, detectStore } from "../adapters/detect.ts";
import { adapterOf } from "../adapters/facts.ts";
import type { Page } from "../adapters/page.ts";

export interface Recognised {
  claim: StoreClaim;
  adapter: FactAdapter;
}

/** A store that a profile describes. */
export interface Declared {
  detector: Detector;
  facts: FactAdapter;
}

/** What a saved page belongs to; null where it is no store's admin. */
export function recognise(page: Page, declared: readonly Declared[] = []): Recognised | null {
  const claim = detectStore(page, [...declared.map(({ detector }) => detector), ...detectors])?.claim;
  const facts = declared.map((one) => one.facts);
  const adapter = claim && adapterOf(claim, facts);
  return claim && adapter ? { claim, adapter } : null;
}
