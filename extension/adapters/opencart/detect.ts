import { aceshop } from "../aceshop/detect.ts";
import type { Detector } from "../adapter.ts";
import { arastta } from "../arastta/detect.ts";
import { jcart } from "../jcart/detect.ts";
import { joocart } from "../joocart/detect.ts";
import { mijoshop } from "../mijoshop/detect.ts";
import { ocstore } from "../ocstore/detect.ts";
import { opencartBrasil } from "../opencart-brasil/detect.ts";
import { opencartOverclocked } from "../opencart-overclocked/detect.ts";
import { member } from "./family.ts";

/** What grew from it and is not it: thought of before their parent is. */
const kin = [mijoshop, aceshop, jcart, joocart, opencartOverclocked, arastta, ocstore, opencartBrasil];

const any = member("OpenCart", "#header");

export const opencart: Detector = {
  ...any,
  detect(page) {
    const claim = kin.some((one) => one.detect(page)) ? null : any.detect(page);
    // A footer without the maker's link is an unknown port's, or an admin theme's: then it is not known whose it is.
    return claim && { ...claim, native: page.has('#footer a[href*="opencart.com"]') || null };
  },
};
