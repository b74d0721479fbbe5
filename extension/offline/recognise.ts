import type { FactAdapter, StoreClaim } from "../adapters/adapter.ts";
import { detectStore } from "../adapters/detect.ts";
import { adapterOf } from "../adapters/facts.ts";
import type { Page } from "../adapters/page.ts";

export interface Recognised {
  claim: StoreClaim;
  adapter: FactAdapter;
}

/** What a saved page belongs to; null where it is no store's admin. */
export function recognise(page: Page): Recognised | null {
  const claim = detectStore(page)?.claim;
  const adapter = claim && adapterOf(claim);
  return claim && adapter ? { claim, adapter } : null;
}
