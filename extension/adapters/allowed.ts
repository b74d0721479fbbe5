import { invariant } from "../../shared/invariant.ts";
import type { ReadDepth } from "../../shared/report.ts";
import { isWithin } from "../../shared/versions.ts";
import type { Address, FactAdapter, Read, StoreClaim } from "./adapter.ts";
import type { Page } from "./page.ts";

/** The reads of this version at this depth; where the version is not known, only those that every version has. */
export function readsOf(adapter: FactAdapter, version: string | null, depth: ReadDepth = "safe"): readonly Read[] {
  return adapter.reads
    .filter(({ from, to }) => from === null || (version !== null && isWithin(version, { from, to })))
    .flatMap(({ reads }) => reads)
    .filter((read) => isWithinDepth(read, depth));
}

/** The reads of all versions and depths, in an order that stays. */
export function readsOfAny(adapter: FactAdapter): readonly Read[] {
  return adapter.reads.flatMap(({ reads }) => reads);
}

export function isWithinDepth(read: Read, depth: ReadDepth): boolean {
  return depth === "sweep" || read.depth === "safe";
}

/** The token that the open page itself carries, in its address or in its logout link; null where it needs one and has none. */
export function tokenOf(page: Page, { address, logoutLink }: FactAdapter): Record<string, string> | null {
  if (address.tokens.length === 0) return {};
  const logout = page.attribute(logoutLink, "href");
  for (const url of [page.url, logout === null ? null : URL.parse(logout, page.url)]) {
    for (const name of address.tokens) {
      const value = url?.searchParams.get(name);
      if (value && address.token.test(value)) return { [name]: value };
    }
  }
  return null;
}

/** The route that an address of the platform's admin names; null where it names none of a route's form. */
export function routeOf(url: URL, { address }: FactAdapter): string | null {
  const route = url.searchParams.get(address.route) ?? address.path?.exec(url.pathname)?.[1] ?? null;
  return route !== null && /^[\w/.|-]{1,200}$/.test(route) ? route : null;
}

/**
 * The address of a read, built of the allow-list's own words: nothing of a link in the page is in it but the token.
 * `params` holds the token and the values of the read's own parameters.
 */
export function urlOf(
  pageUrl: URL,
  { adminPath, entry }: StoreClaim,
  adapter: FactAdapter,
  read: Read,
  params: Readonly<Record<string, string>>,
): URL {
  const { address } = adapter;
  invariant(areParamsOf(adapter, read, params), `${read.id} has no parameters of this form: ${Object.keys(params)}`);
  if (read.path !== undefined) return new URL(adminPath + read.path, pageUrl.origin);
  const kept = Object.entries(address.kept ?? {}).flatMap(([name, form]) => {
    const value = pageUrl.searchParams.get(name);
    return value !== null && form.test(value) ? [[name, value] as const] : [];
  });
  const always = [...Object.entries(address.always), ...kept].map(([name, value]) => `${name}=${value}`);
  const rest = Object.entries(params).filter(([name]) => !read.route.includes(`{${name}}`));
  const query = [...always, queryOf(address, read, params), ...rest.map(([name, value]) => `${name}=${value}`)];
  return new URL(`${adminPath}${entry}?${query.join("&")}`, pageUrl.origin);
}

function queryOf(address: Address, { route, query }: Read, params: Readonly<Record<string, string>>): string {
  return query ?? `${address.route}=${route.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "")}`;
}

/**
 * Whether this is the exact address of one of these reads, in the admin's own folder, with nothing but its named
 * parameters. Asked again right before every request.
 */
export function isAllowed(
  url: URL,
  adapter: FactAdapter,
  reads: readonly Read[],
  { origin, adminPath, entry }: { origin: string; adminPath: string; entry: string },
): boolean {
  if (url.origin !== origin || url.username || url.password || url.hash) return false;
  if (!/^https?:$/.test(url.protocol)) return false;
  const isEntry = url.pathname === adminPath + entry;
  return reads.some((read) =>
    read.path === undefined
      ? isEntry && isAddressOf(url, adapter.address, read)
      : url.pathname + url.search === adminPath + read.path,
  );
}

function isAddressOf(url: URL, address: Address, read: Read): boolean {
  const given = new Map(url.searchParams);
  if (given.size !== url.searchParams.size) return false;
  const { inRoute, route } = routeParams(address, read, given.get(address.route) ?? "");
  if (route === null) return false;
  const wanted = new URLSearchParams(queryOf(address, { ...read, route }, {}));
  for (const [name, value] of [...Object.entries(address.always), ...wanted]) {
    if (given.get(name) !== value) return false;
    given.delete(name);
  }
  for (const [name, form] of Object.entries(address.kept ?? {}))
    if (form.test(given.get(name) ?? "")) given.delete(name);
  return [...given].every(([name, value]) => !inRoute.includes(name) && fits(address, read, name, value));
}

/** The read's route as the address has it: its braces filled with values of the right form, or null. */
function routeParams(
  address: Address,
  { route, query }: Read,
  given: string,
): { route: string | null; inRoute: string[] } {
  const inRoute = bracesOf(route);
  if (query !== undefined || inRoute.length === 0) return { route, inRoute };
  return { route: isRouteOf(address, route, given) ? given : null, inRoute };
}

/** Whether a route is this one of the allow-list, with values of the right form where that has braces. */
export function isRouteOf(address: Address, listed: string, given: string): boolean {
  const names = bracesOf(listed);
  const pattern = listed.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const values = new RegExp(`^${pattern.join("(.{1,200}?)")}$`).exec(given)?.slice(1);
  return values?.every((value, at) => address.params[names[at] ?? ""]?.test(value)) ?? false;
}

function bracesOf(route: string): string[] {
  return [...route.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

/** Whether all of these are parameters that this read takes, with values of the right form. */
export function areParamsOf({ address }: FactAdapter, read: Read, params: Readonly<Record<string, string>>): boolean {
  return Object.entries(params).every(([name, value]) => fits(address, read, name, value));
}

function fits(address: Address, read: Read, name: string, value: string): boolean {
  if (address.tokens.includes(name)) return address.token.test(value);
  return read.params.includes(name) && (address.params[name]?.test(value) ?? false);
}
