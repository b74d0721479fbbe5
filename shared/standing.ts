import type { Ask } from "./ask.ts";
import type { Brand } from "./brand.ts";
import type { SupportedLicense } from "./entitlement.ts";
import type { Filer, Programme } from "./programmes/schema.ts";
import type { Report } from "./report.ts";
import type { Situation } from "./verdict.ts";

/** Where a license stands with its programme: all that a verdict rests on besides the request itself. */
export interface Standing {
  /** The version that the license was bought under. */
  programme: Programme;
  license: SupportedLicense & { upgradeSubscription: boolean | null };
  filer: Filer;
  /** The account's credits; null for a browser that may not see them. */
  balance: { available: number; held: number } | null;
  /** What was filed and used in the quota month of `at`. */
  used: Situation["used"];
  /** Releases of the product in order, service packs among them. */
  releases: readonly string[];
  /** Whose support this browser's person is told it is. */
  brand?: Brand;
  /** Only while nobody looks after the store, for its owner's browsers. */
  orphan?: Orphan;
  /** When this was so, ISO 8601 in UTC. */
  at: string;
}

/** A store that nobody looks after any more. */
export interface Orphan {
  /** The company that its owner wishes for, as they wrote it, and since when (ISO 8601, UTC); null while none is named. */
  wish: { company: string; at: string } | null;
}

/** Browser and server make the same situation of the same things, so that their verdicts are the same. */
export function situationOf(standing: Standing, ask: Ask, report: Report | null, at: Temporal.Instant): Situation {
  const { license, filer, balance, used, releases } = standing;
  return {
    at,
    filer,
    license,
    topic: ask.topic,
    balance: balance?.available ?? null,
    agreesUpTo: ask.agreesUpTo,
    used,
    store: report && { platform: report.platform.id, version: report.platform.version },
    moduleMadeFor: ask.moduleMadeFor,
    upgrade: ask.upgrade && { ...ask.upgrade, releases },
    upgradeSubscription: license.upgradeSubscription,
  };
}
