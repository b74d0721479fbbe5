import type { FactAdapter } from "../adapter.ts";
import { opencartFacts, present } from "../opencart/facts.ts";
import { reads3 } from "../opencart/reads.ts";

/** OpenCart 3.x with a number of its own beside its parent's. Its log puts the day first. */
export const opencartBrasilFacts: FactAdapter = {
  ...opencartFacts,
  id: "opencart-brasil",
  examples: ["https://shop.example/admin/index.php?route=common/dashboard&user_token=0123456789abcdef0123456789abcdef"],
  reads: reads3,
  facts: [
    ...opencartFacts.facts,
    {
      fact: "platform.edition",
      routes: null,
      read: ({ page }) => present("edition", /\((Bra[sz]il [\d.]{1,20})\)/.exec(page.text("#footer") ?? "")?.[1]),
    },
  ],
};
