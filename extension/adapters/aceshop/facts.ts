import { portFacts } from "../opencart/port-facts.ts";
import { asked, lists15, logPage } from "../opencart/reads.ts";

/** Holds an OpenCart 1.5; where it shows its version is not known. */
export const aceshopFacts = portFacts("aceshop", "com_aceshop", "#menu-logo .version", [
  { from: null, to: null, reads: [asked(logPage("tool/error_log")), ...lists15] },
]);
