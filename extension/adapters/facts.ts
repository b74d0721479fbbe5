import type { FactAdapter, StoreClaim } from "./adapter.ts";
import { csCartFacts } from "./cs-cart/facts.ts";
import { multiVendorFacts } from "./multi-vendor/facts.ts";
import { opencartFacts } from "./opencart/facts.ts";

/** One line a platform. Arrives with the click only. */
export const factAdapters: readonly FactAdapter[] = [opencartFacts, csCartFacts, multiVendorFacts];

/** The adapter that a claim names; `declared` are those of store profiles, which come from outside. */
export function adapterOf(claim: StoreClaim, declared: readonly FactAdapter[] = []): FactAdapter | null {
  return [...factAdapters, ...declared].find(({ id }) => id === claim.platform) ?? null;
}
