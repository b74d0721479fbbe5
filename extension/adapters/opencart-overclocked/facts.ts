import type { FactAdapter, Read } from "../adapter.ts";
import { opencartFacts } from "../opencart/facts.ts";
import { lists, lists15, reads15, vqmods } from "../opencart/reads.ts";
import { configuration } from "./configuration.ts";

const configurationPage: Read = {
  id: "configuration",
  depth: "safe",
  facts: ["server", "theme"],
  route: "tool/configuration",
  params: [],
  words: "the store's configuration",
  timeoutMs: 8_000,
  limitBytes: 4 * 1024 * 1024,
  as: "document",
};

/** Grew from OpenCart 1.5, with vQmod built in. Its numbers fit no version of OpenCart, nor do its files. */
export const opencartOverclockedFacts: FactAdapter = {
  ...opencartFacts,
  id: "opencart-overclocked",
  examples: ["https://shop.example/admin/index.php?route=common/home&token=0123456789abcdef0123456789abcdef"],
  reads: [
    {
      from: "1.0",
      to: null,
      reads: [
        ...reads15,
        configurationPage,
        ...lists15,
        ...lists("modification", "theme", "fraud"),
        vqmods("modification/vqmods"),
      ],
    },
  ],
  facts: [
    ...opencartFacts.facts.filter(({ fact }) => fact !== "platform.fingerprint"),
    { fact: "server", routes: /^tool\/configuration$/, read: configuration },
  ],
  unread: {
    ...opencartFacts.unread,
    "platform.fingerprint": "its files fit no version of OpenCart",
    installer: "this platform keeps no list of them",
    theme: "shown on the page about its configuration, which was not read",
    "server.database": "shown on the page about its configuration, which was not read",
  },
};
