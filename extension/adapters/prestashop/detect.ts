import { byLink } from "../by-link.ts";

/** The bar of 1.6 to 9 and the link in it that signs out. Some hosts take the version out of the bar. */
export const prestashop = byLink({
  id: "prestashop",
  label: "PrestaShop",
  link: "#header_infos #header_logout",
  // 1.6 and 1.7 sign out through the folder's script; 9 can do without its name.
  folder: /^(.*?\/)(?:index\.php|logout|login)/,
  version: "#shop_version, #header_shopname small",
  entry: "index.php",
  mounts: [
    ["#header_infos .header-right", "div"],
    ["#header_employee_box", "li"],
  ],
});
