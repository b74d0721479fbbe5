/**
 * Releases in order, service packs among them, as far as the vendor's changelog lists them one by one. A release that is
 * not here is none that an upgrade's price can be computed for: an engineer names it.
 */
const csCartReleases = [
  ...["4.0.1", "4.0.2", "4.0.3"],
  ...["4.1.1", "4.1.2", "4.1.3", "4.1.4", "4.1.5"],
  ...["4.2.1", "4.2.2", "4.2.3", "4.2.4"],
  ...["4.3.1", "4.3.2", "4.3.3", "4.3.4", "4.3.5", "4.3.6", "4.3.7", "4.3.8", "4.3.9", "4.3.10"],
  ...["4.4.1", "4.4.2", "4.4.2.SP1", "4.4.2.SP2", "4.4.3"],
  ...["4.5.1", "4.5.1.SP1", "4.5.2", "4.5.2.SP1", "4.5.2.SP2"],
] as const;

/** The releases of a product, by its id in a programme; both products of the vendor are released together. */
export function releasesOf(product: string): readonly string[] {
  return /^(cs-cart|multi-vendor)(-|$)/.test(product) ? csCartReleases : [];
}
