import { backOffice } from "../cs-cart/detect.ts";

/** CS-Cart's marketplace: the same admin, of another edition. Before 4.12.2.SP2 no page but a vendor's says so. */
export const multiVendor = backOffice("Multi-Vendor", true);
