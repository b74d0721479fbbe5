import type { FactAdapter, StoreClaim } from "../adapters/adapter.ts";
import { detectStore } from "../adapters/detect.ts";
import { adapterOf } from "../adapters/facts.ts";
import { adminPathOf, logoutLink, shownVersion } from "../adapters/opencart/detect.ts";
import { opencartFacts } from "../adapters/opencart/facts.ts";
import { kinOf } from "../adapters/opencart/kin.ts";
import type { Page } from "../adapters/page.ts";

export interface Recognised {
  claim: StoreClaim;
  adapter: FactAdapter;
  edition: string | null;
}

/**
 * What a saved page belongs to. Forks of OpenCart are not supported in a browser yet, but their pages are built the same
 * and nothing is asked of the store here: they are read under their own name, as not native.
 */
export function recognise(page: Page): Recognised | null {
  const seen = detectStore(page);
  const adapter = seen && adapterOf(seen.claim);
  if (seen && adapter) return { claim: seen.claim, adapter, edition: null };
  const kin = kinOf(page);
  const adminPath = adminPathOf(page);
  if (!kin || adminPath === null) return null;
  const signedIn = page.has(logoutLink);
  const { id, label, footer } = kin;
  const own = footer?.exec(page.text("#footer") ?? "")?.[1];
  return {
    claim: { platform: id, label, native: false, version: shownVersion(page), adminPath, signedIn, offerHelp: false },
    adapter: opencartFacts,
    edition: own ?? null,
  };
}
