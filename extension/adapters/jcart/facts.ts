import { portFacts } from "../opencart/port-facts.ts";
import { asked, lists15, lists20, lists21, lists22, logPage, modifications } from "../opencart/reads.ts";

const since20 = asked(modifications("extension/modification"));

/** Shows the version of the OpenCart that it holds. */
export const jcartFacts = portFacts("jcart", "com_jcart", "#footer-oc", [
  { from: null, to: null, reads: [asked(logPage("tool/error_log"))] },
  { from: "1.5.0", to: "1.5.99", reads: lists15 },
  { from: "2.0.0.0", to: "2.0.99", reads: [since20, ...lists20] },
  { from: "2.1.0.0", to: "2.1.99", reads: [since20, ...lists21] },
  { from: "2.2.0.0", to: "2.2.99", reads: [since20, ...lists22] },
]);
