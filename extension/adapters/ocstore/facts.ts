import type { FactAdapter } from "../adapter.ts";
import { opencartFacts } from "../opencart/facts.ts";
import { reads3, slowMs } from "../opencart/reads.ts";
import { dashboardServer } from "./server.ts";

/** ocStore 3: all of OpenCart 3.x, and a box on its dashboard that names PHP and the database. */
export const ocstoreFacts: FactAdapter = {
  ...opencartFacts,
  id: "ocstore",
  examples: [
    "https://shop.example/admin/index.php?route=common/dashboard&user_token=0123456789abcdef0123456789abcdef",
    "https://shop.example/sub/office-7/index.php?route=sale/order&user_token=0123456789abcdef0123456789abcdef",
  ],
  reads: [
    ...reads3,
    {
      from: "3.0.0.0",
      to: "3.99",
      reads: [
        {
          // Where rates are kept up to date, opening it fetches them.
          id: "dashboard",
          depth: "sweep",
          facts: ["server"],
          route: "common/dashboard",
          params: [],
          words: "the dashboard",
          timeoutMs: slowMs,
          limitBytes: 4 * 1024 * 1024,
          as: "document",
        },
      ],
    },
  ],
  facts: [...opencartFacts.facts, { fact: "server", routes: /^common\/dashboard$/, read: dashboardServer }],
  unread: { ...opencartFacts.unread, "server.database": "shown on the dashboard, which was not open" },
};
