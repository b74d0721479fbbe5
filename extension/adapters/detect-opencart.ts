import { aceshop } from "./aceshop/detect.ts";
import type { Detector } from "./adapter.ts";
import { arastta } from "./arastta/detect.ts";
import { jcart } from "./jcart/detect.ts";
import { joocart } from "./joocart/detect.ts";
import { mijoshop } from "./mijoshop/detect.ts";
import { ocstore } from "./ocstore/detect.ts";
import { opencart } from "./opencart/detect.ts";
import { opencartBrasil } from "./opencart-brasil/detect.ts";
import { opencartOverclocked } from "./opencart-overclocked/detect.ts";

/** OpenCart, after its ports and forks: one line a platform. */
export const opencartDetectors: readonly Detector[] = [
  mijoshop,
  aceshop,
  jcart,
  joocart,
  opencartOverclocked,
  arastta,
  ocstore,
  opencartBrasil,
  opencart,
];
