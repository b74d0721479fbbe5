import type { FactAdapter } from "../adapter.ts";
import { csCartFacts } from "../cs-cart/facts.ts";

/** The same admin as CS-Cart's, with its pages, reads and rules. */
export const multiVendorFacts: FactAdapter = {
  ...csCartFacts,
  id: "multi-vendor",
  examples: [
    "https://shop.example/admin.php?dispatch=addons.manage",
    "https://shop.example/vendor.php",
    "https://shop.example/market/partners.php?dispatch=products.manage",
  ],
};
