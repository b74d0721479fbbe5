import { invariant } from "../../shared/invariant.ts";
import { isWithin } from "../../shared/versions.ts";
import type { Address, FactAdapter, Read, StoreClaim } from "./adapter.ts";
import { adapterOf, factAdapters } from "./facts.ts";
import type { Page } from "./page.ts";

/** The reads of this version, at the depth that needs no further consent; none where the version is not known. */
export function readsOf(adapter: FactAdapter, version: string | null): readonly Read[] {
  const span = version === null ? undefined : adapter.reads.find((one) => isWithin(version, one));
  return (span?.reads ?? []).filter(({ depth }) => depth === "safe");
}

/** The token that the open page itself carries, in its address or in its logout link. */
export function tokenOf(page: Page, adapter: FactAdapter): Record<string, string> | null {
  const { address, logoutRoute } = adapter;
  const logout = page.attribute(`a[href*="${address.route}=${logoutRoute}"]`, "href");
  for (const url of [page.url, logout === null ? null : URL.parse(logout, page.url)]) {
    for (const name of address.tokens) {
      const value = url?.searchParams.get(name);
      if (value && address.token.test(value)) return { [name]: value };
    }
  }
  return null;
}

/**
 * The address of a read, built of the allow-list's own words: nothing of a link in the page is in it but the token.
 * `params` holds the token and the values of the read's own parameters.
 */
export function urlOf(pageUrl: URL, claim: StoreClaim, read: Read, params: Readonly<Record<string, string>>): URL {
  const adapter = adapterOf(claim);
  invariant(adapter, "a claim names an adapter");
  const { address } = adapter;
  const query = [`${address.route}=${read.route}`];
  for (const [name, value] of Object.entries(params)) {
    invariant(fits(address, read, name, value), `${read.id} has no parameter ${name} of this form`);
    query.push(`${name}=${value}`);
  }
  return new URL(`${claim.adminPath}${address.entry}?${query.join("&")}`, pageUrl.origin);
}

/**
 * Whether this is an exact route of an allow-list with nothing but its named parameters. Asked again right before every
 * request; `within` also pins the site and the admin's folder.
 */
export function isAllowed(url: URL, within?: { origin: string; adminPath: string }): boolean {
  if (within && url.origin !== within.origin) return false;
  if (url.username || url.password || url.hash || !/^https?:$/.test(url.protocol)) return false;
  return factAdapters.some(({ address, reads }) => {
    if (within ? url.pathname !== within.adminPath + address.entry : !url.pathname.endsWith(`/${address.entry}`)) {
      return false;
    }
    const params = [...url.searchParams];
    if (new Set(params.map(([name]) => name)).size !== params.length) return false;
    const route = url.searchParams.get(address.route);
    return reads
      .flatMap((span) => span.reads)
      .some(
        (read) =>
          read.depth === "safe" &&
          read.route === route &&
          params.every(([name, value]) => name === address.route || fits(address, read, name, value)),
      );
  });
}

function fits(address: Address, read: Read, name: string, value: string): boolean {
  if (address.tokens.includes(name)) return address.token.test(value);
  return read.params.includes(name) && (address.params[name]?.test(value) ?? false);
}
