import { byLink } from "../by-link.ts";

/**
 * WordPress with WooCommerce's own entry in its menu: its storefront, with the admin's bar or without, has no menu. Pages
 * stand under many scripts, those of plugins under `admin.php`. Read in the source of 9.x.
 */
export const woocommerce = byLink(
  "WooCommerce",
  "#toplevel_page_woocommerce>a",
  ".ab-top-secondary",
  "li",
  "admin.php",
);
