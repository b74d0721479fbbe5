import { programmeById } from "../../shared/programmes/all.ts";
import type { Programme } from "../../shared/programmes/schema.ts";
import type { Standing } from "../../shared/standing.ts";

/** One of the programmes that ship. */
export function programmeNamed(id: string): Programme {
  const found = programmeById(id);
  if (!found) throw new Error(`no programme ${id}`);
  return found;
}

/** Shortly before the moment that panels are shown at in tests. */
const at = "2026-11-22T14:25:00.000Z";

/** A first license under credits: 70 of them, 15 held, nine releases, an upgrade subscription. */
export function aStanding(change: Partial<Standing> = {}): Standing {
  return {
    programme: programmeNamed("cs-cart-customer-care"),
    license: { product: "cs-cart", kind: "first", purchasedAt: "2025-06-01", upgradeSubscription: true },
    filer: "license-holder",
    balance: { available: 70, held: 15 },
    used: { requests: 0, modifications: 0, serverChanges: 0 },
    releases: ["4.3.1", "4.3.2", "4.3.3", "4.3.4", "4.3.5", "4.3.6", "4.3.7", "4.3.8", "4.3.9"],
    at,
    ...change,
  };
}
