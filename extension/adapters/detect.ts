import { aceshop } from "./aceshop/detect.ts";
import type { Detector, StoreClaim } from "./adapter.ts";
import { arastta } from "./arastta/detect.ts";
import { csCart } from "./cs-cart/detect.ts";
import { jcart } from "./jcart/detect.ts";
import { joocart } from "./joocart/detect.ts";
import { magento } from "./magento/detect.ts";
import { mijoshop } from "./mijoshop/detect.ts";
import { multiVendor } from "./multi-vendor/detect.ts";
import { ocstore } from "./ocstore/detect.ts";
import { opencart } from "./opencart/detect.ts";
import { opencartBrasil } from "./opencart-brasil/detect.ts";
import { opencartOverclocked } from "./opencart-overclocked/detect.ts";
import type { Glance } from "./page.ts";
import { prestashop } from "./prestashop/detect.ts";
import { woocommerce } from "./woocommerce/detect.ts";

/** One line a platform. Runs on every page of an allowed site, before the click: it stays small. */
export const detectors: readonly Detector[] = [
  mijoshop,
  aceshop,
  jcart,
  joocart,
  opencartOverclocked,
  arastta,
  ocstore,
  opencartBrasil,
  opencart,
  csCart,
  multiVendor,
  woocommerce,
  prestashop,
  magento,
];

/** What this page is, or null where it is no store admin that we know. */
export function detectStore(
  page: Glance,
  known: readonly Detector[] = detectors,
): { detector: Detector; claim: StoreClaim } | null {
  for (const detector of known) {
    const claim = detector.detect(page);
    if (claim) return { detector, claim };
  }
  return null;
}
