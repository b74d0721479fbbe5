import type { Sweep } from "../sweeps.ts";

/** Read in the source of 2.x to 9.x: the page has asked other servers in each of them. */
export function woocommerceSweep(): Sweep {
  return {
    says: [
      "The store's own System Status page is opened once, and of it versions, plugins, theme and replaced templates are read.",
      "To show it, the store itself asks paypal.com, woocommerce.com and wordpress.org whether it can reach them and what is newest.",
      "It keeps their answers for an hour to a day, and makes a test file in its log folder where there is none. Orders, customers and settings are not touched.",
    ],
    agree: "Open the System Status",
    longestMs: 60_000,
  };
}
