import { byLink } from "../by-link.ts";

/** The bar of 1.6 to 9 and the link in it that signs out. Read in the templates of 1.6, 8.x and 9.x. */
export const prestashop = byLink("PrestaShop", "#header_logout", ".header-right");
