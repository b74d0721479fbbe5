import { member, portLink } from "../opencart/family.ts";

// MijoShop's ancestor, of which no page was seen: that it shows its version in the same place is a guess.
export const aceshop = member("AceShop", portLink, "#menu-logo .version", "com_aceshop");
