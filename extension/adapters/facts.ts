import type { FactAdapter, StoreClaim } from "./adapter.ts";
import { opencartFacts } from "./opencart/facts.ts";

/** One line a platform. Arrives with the click only. */
export const factAdapters: readonly FactAdapter[] = [opencartFacts];

export function adapterOf(claim: StoreClaim): FactAdapter | null {
  return factAdapters.find(({ id }) => id === claim.platform) ?? null;
}
