import { portFacts } from "../opencart/port-facts.ts";
import { asked, lists15, logPage } from "../opencart/reads.ts";

/** Shows the version of the OpenCart that it holds. */
export const joocartFacts = portFacts("joocart", "com_opencart", "#footer_ext", [
  { from: null, to: null, reads: [asked(logPage("tool/error_log")), ...lists15] },
]);
