import { csCartSweep } from "./cs-cart/sweep.ts";
import { brasilSweep, ocstoreSweep, opencartSweep, overclockedSweep, unseenSweep } from "./opencart/sweep.ts";
import { woocommerceSweep } from "./woocommerce/sweep.ts";

/**
 * What a person agrees to before anything is read that changes the store, or may. Without the adapters themselves: the
 * panel shows it before any of them is needed.
 */
export interface Sweep {
  /** Sentences: what is read, what the store does meanwhile, what may change or be lost in it. */
  says: readonly string[];
  /** What the person presses to agree: `Open the lists`. */
  agree: string;
  /** As long as one of its requests can take at most. */
  longestMs: number;
}

/** What there is to sweep on each platform that has something, by its version; null where this version has nothing. */
const sweeps: Readonly<Record<string, (version: string) => Sweep | null>> = {
  opencart: opencartSweep,
  ocstore: ocstoreSweep,
  "opencart-brasil": brasilSweep,
  "opencart-overclocked": overclockedSweep,
  arastta: unseenSweep,
  mijoshop: unseenSweep,
  aceshop: unseenSweep,
  jcart: unseenSweep,
  joocart: unseenSweep,
  "cs-cart": csCartSweep,
  "multi-vendor": csCartSweep,
  woocommerce: woocommerceSweep,
};

/** Those that have reads which hold whatever the version is: their pages may not show it. */
const versionless: readonly string[] = ["mijoshop", "aceshop", "jcart", "joocart"];

export function sweepOf(platform: string, version: string | null): Sweep | null {
  if (!Object.hasOwn(sweeps, platform) || (version === null && !versionless.includes(platform))) return null;
  return sweeps[platform]?.(version ?? "") ?? null;
}
