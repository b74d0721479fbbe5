import { portFacts } from "../opencart/port-facts.ts";
import { asked, lists15, lists20, logPage, modifications } from "../opencart/reads.ts";

/** Versions are MijoShop's own: up to 2.x it holds an OpenCart 1.5, in 3.x a 2.0.1.1. */
export const mijoshopFacts = portFacts("mijoshop", "com_mijoshop", "#menu-logo .version", [
  { from: null, to: null, reads: [asked(logPage("tool/error_log"))] },
  { from: "1.0", to: "2.99", reads: lists15 },
  { from: "3.0", to: null, reads: [asked(modifications("extension/modification")), ...lists20] },
]);
