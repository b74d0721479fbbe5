import type { Detector } from "./adapter.ts";
import { csCart } from "./cs-cart/detect.ts";
import { magento } from "./magento/detect.ts";
import { multiVendor } from "./multi-vendor/detect.ts";
import { prestashop } from "./prestashop/detect.ts";
import { woocommerce } from "./woocommerce/detect.ts";

/** Every platform that is no kin of OpenCart: one line a platform. */
export const otherDetectors: readonly Detector[] = [csCart, multiVendor, woocommerce, prestashop, magento];
