import { aceshopFacts } from "./aceshop/facts.ts";
import type { FactAdapter, StoreClaim } from "./adapter.ts";
import { arasttaFacts } from "./arastta/facts.ts";
import { csCartFacts } from "./cs-cart/facts.ts";
import { jcartFacts } from "./jcart/facts.ts";
import { joocartFacts } from "./joocart/facts.ts";
import { magentoFacts } from "./magento/facts.ts";
import { mijoshopFacts } from "./mijoshop/facts.ts";
import { multiVendorFacts } from "./multi-vendor/facts.ts";
import { ocstoreFacts } from "./ocstore/facts.ts";
import { opencartFacts } from "./opencart/facts.ts";
import { opencartBrasilFacts } from "./opencart-brasil/facts.ts";
import { opencartOverclockedFacts } from "./opencart-overclocked/facts.ts";
import { prestashopFacts } from "./prestashop/facts.ts";
import { woocommerceFacts } from "./woocommerce/facts.ts";

/** One line a platform. Arrives with the click only. */
export const factAdapters: readonly FactAdapter[] = [
  mijoshopFacts,
  aceshopFacts,
  jcartFacts,
  joocartFacts,
  opencartOverclockedFacts,
  arasttaFacts,
  ocstoreFacts,
  opencartBrasilFacts,
  opencartFacts,
  csCartFacts,
  multiVendorFacts,
  woocommerceFacts,
  prestashopFacts,
  magentoFacts,
];

/** The adapter that a claim names; `declared` are those of store profiles, which come from outside. */
export function adapterOf(claim: StoreClaim, declared: readonly FactAdapter[] = []): FactAdapter | null {
  return [...factAdapters, ...declared].find(({ id }) => id === claim.platform) ?? null;
}
