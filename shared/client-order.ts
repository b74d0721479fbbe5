import type { ClientLicense } from "./client-snapshot.ts";

/** Clients in the order that they are listed in: put so when they are read, so that no popup waits for it. */

/** What cannot wait stands first, then by name. */
export function inOrder(licenses: readonly ClientLicense[], resellerName: string): ClientLicense[] {
  const names = new Intl.Collator("en");
  return licenses
    .map((license) => ({ license, rank: rankOf(license), title: titleOf(license, resellerName) }))
    .sort((a, b) => a.rank - b.rank || names.compare(a.title, b.title))
    .map(({ license }) => license);
}

function rankOf({ life, unreachableAt }: ClientLicense): number {
  if (life === "contacting-reseller" || unreachableAt !== null) return 0;
  return life === "transfer-pending" ? 1 : 2;
}

/** Where the reseller holds the license itself its name would stand in every row: then the store's does. */
export function titleOf({ holderName, stores, last4 }: ClientLicense, resellerName: string): string {
  if (holderName !== resellerName) return holderName;
  return stores[0] === undefined ? `License …${last4}` : hostOf(stores[0]);
}

export function hostOf(origin: string): string {
  return origin.replace(/^https?:\/\//, "");
}
