import { byLink } from "../by-link.ts";

/** WordPress with WooCommerce's own entry in the menu; the storefront's admin bar has no menu. Seen in the source of 9.x. */
export const woocommerce = byLink({
  id: "woocommerce",
  label: "WooCommerce",
  link: "body.wp-admin #toplevel_page_woocommerce > a",
  folder: /^(.*\/)/,
  // Loaded on every page of the admin, with the version in its address.
  version: "link[id^=woocommerce_admin_menu_styles]",
  entry: "admin.php",
  mounts: [["#wp-admin-bar-top-secondary", "li"]],
});
