import type { FactAdapter, StoreClaim } from "./adapter.ts";
import { opencartFacts } from "./opencart/facts.ts";

/** One line a platform. Arrives with the click only. */
export const factAdapters: readonly FactAdapter[] = [opencartFacts];

/** The adapter that a claim names; `declared` are those of store profiles, which come from outside. */
export function adapterOf(claim: StoreClaim, declared: readonly FactAdapter[] = []): FactAdapter | null {
  return [...factAdapters, ...declared].find(({ id }) => id === claim.platform) ?? null;
}
