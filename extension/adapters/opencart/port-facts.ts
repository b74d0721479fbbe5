import type { FactAdapter, ReadsOf } from "../adapter.ts";
import { opencartFacts, present } from "./facts.ts";
import { portLink, versionIn } from "./family.ts";
import { stateBy } from "./page-state.ts";

/**
 * OpenCart as a component of Joomla. Its pages stand in Joomla's own, under ids with a suffix: what is told by addresses
 * and classes can be read, what is told by ids or files cannot. Known of source only, so nothing is asked for before the
 * person agreed.
 */
export function portFacts(
  id: string,
  component: string,
  footer: string | null,
  reads: readonly ReadsOf[],
  examples: readonly string[] = [],
): FactAdapter {
  const link = `[href*="option=${component}"]${portLink}`;
  return {
    ...opencartFacts,
    id,
    examples: [
      `https://shop.example/administrator/index.php?option=${component}&route=common/home&token=0123456789abcdef0123456789abcdef`,
      `https://shop.example/sub/index.php?option=${component}&view=admin&route=sale/order&token=0123456789abcdef0123456789abcdef`,
      ...examples,
    ],
    address: { ...opencartFacts.address, always: { option: component }, kept: { view: /^admin$/ }, tokens: ["token"] },
    // Joomla's own sign-out ends the session as well.
    logout: /[?&](?:route=common\/logout|task=(?:user\.)?logout)(?:&|$)/,
    logoutLink: link,
    reads,
    neverRead: [...opencartFacts.neverRead, /^common\/upgrade$/],
    state: (page) => stateBy(page, link),
    facts: [
      ...opencartFacts.facts.filter(({ fact }) => fact !== "platform.version" && fact !== "platform.fingerprint"),
      {
        fact: "platform.version",
        routes: null,
        read: ({ page }) => present("version", footer && versionIn(page.text(footer) ?? "")),
      },
      {
        fact: "platform.edition",
        routes: null,
        read: ({ page }) => present("edition", joomlaIn(page.attribute('meta[name="generator"]', "content"))),
      },
    ],
    unread: {
      ...opencartFacts.unread,
      "platform.fingerprint": "its files stand under names of its own",
      stores: "its header does not name them",
      languages: "its header does not name them",
    },
  };
}

function joomlaIn(generator: string | null): string | null {
  return generator?.startsWith("Joomla!") ? "a component of Joomla!" : null;
}
