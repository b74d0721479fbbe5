import type { FactAdapter, Read } from "../adapter.ts";
import { opencartFacts } from "../opencart/facts.ts";
import { asked, languages, lists, logPage, stores } from "../opencart/reads.ts";
import { extensionTable } from "./list.ts";
import { systemInfo } from "./server.ts";

const systemPage: Read = {
  id: "system",
  depth: "sweep",
  facts: ["server"],
  route: "tool/system_info",
  params: [],
  words: "the page about the system",
  timeoutMs: 10_000,
  limitBytes: 4 * 1024 * 1024,
  as: "document",
};

/**
 * Grew from OpenCart 2.0; known of its source only. Its one list of all that is installed registers whatever lies on
 * disk when it is opened, so it is read where it stands open and never asked for.
 */
export const arasttaFacts: FactAdapter = {
  ...opencartFacts,
  id: "arastta",
  examples: ["https://shop.example/admin/index.php?route=common/dashboard&token=0123456789abcdef0123456789abcdef"],
  reads: [
    {
      from: "1.0",
      to: null,
      reads: [
        stores,
        languages,
        systemPage,
        asked(logPage("tool/error_log")),
        ...lists("module", "shipping", "payment", "total", "feed"),
      ],
    },
  ],
  neverRead: [...opencartFacts.neverRead, /^extension\/marketplace$/, /^common\/update$/],
  facts: [
    { fact: "modules", routes: /^extension\/extension$/, read: extensionTable },
    ...opencartFacts.facts.filter(({ fact }) => fact !== "platform.fingerprint"),
    { fact: "server", routes: /^tool\/system_info$/, read: systemInfo },
  ],
  unread: {
    ...opencartFacts.unread,
    "platform.fingerprint": "its files fit no version of OpenCart",
    "server.database": "shown on the page about the system, which was not read",
    "server.os": "shown on the page about the system, which was not read",
  },
};
