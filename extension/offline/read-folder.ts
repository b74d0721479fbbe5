import type { Report } from "../../shared/report.ts";
import type { FactAdapter, Source, StoreClaim } from "../adapters/adapter.ts";
import { isRouteOf, readsOf, routeOf } from "../adapters/allowed.ts";
import { joinFound, readSource } from "../adapters/read.ts";
import { reportOf } from "../capture/report.ts";
import { serverFacts } from "../capture/server-headers.ts";
import { type Declared, recognise } from "./recognise.ts";
import type { SavedPage } from "./saved-page.ts";

/**
 * Reads saved pages as one report. Pages of several stores are not mixed: the store with most pages counts, the others
 * are named in `leftOut`, as are pages of which nothing may or can be read. Null where no page is a store's admin.
 */
export function readFolder(
  pages: readonly SavedPage[],
  at: string,
  declared: readonly Declared[] = [],
): { report: Report; leftOut: { file: string; why: string }[] } | null {
  const known = pages.flatMap((saved) => {
    const seen = saved.url && recognise(saved.page, declared);
    return seen ? [{ saved, ...seen, store: storeOf(saved.url, seen.claim) }] : [];
  });
  const store = mostFrequent(known.map((one) => one.store));
  const own = known.filter((one) => one.store === store);
  const first = own.find(({ claim }) => claim.version !== null) ?? own[0];
  if (!first) return null;
  const { claim, adapter } = first;

  // A list saved without its address can only be this store's; its rows must say so themselves.
  const entry = new URL(claim.entry, first.saved.url ?? undefined);
  const placed = pages.map((saved) => (saved.url === null && saved.isFragment ? saved.at(entry) : saved));

  const leftOut: { file: string; why: string }[] = [];
  const good = placed.filter((saved) => {
    const isKnown = recognise(saved.page, declared) !== null;
    const why = whyLeftOut(saved, adapter, isKnown, (url) => storeOf(url, claim) === store);
    if (why) leftOut.push({ file: saved.file, why });
    return why === null;
  });
  const found = good.flatMap((saved) => readSource(adapter, claim, sourceOf(saved, adapter, claim, at)));
  const shown =
    good.find(({ url }) => /^common\/(?:dashboard|home)$/.test(savedRoute(url, adapter) ?? "")) ??
    good.find((one) => !one.isFragment);
  const report = reportOf(
    adapter,
    claim,
    joinFound(adapter, claim, found),
    {
      at,
      page: pageFacts(shown, adapter),
      browser: { name: null, version: null, errors: [], failedRequests: [] },
      server: serverFacts((name) => good.map(({ header }) => header(name)).find((value) => value !== null) ?? null),
    },
    [],
  );
  return { report, leftOut };
}

function whyLeftOut(
  saved: SavedPage,
  adapter: FactAdapter,
  isKnown: boolean,
  isOwn: (url: URL) => boolean,
): string | null {
  const route = savedRoute(saved.url, adapter);
  if (saved.url && !isOwn(saved.url)) return "it is not a page of this store's admin";
  if (saved.status !== null && saved.status >= 500) return `the store answered with status ${saved.status}`;
  if (saved.page.has('input[type="password"][value]:not([value=""])')) return "it holds passwords";
  if (route !== null && adapter.neverRead.some((secret) => secret.test(route)))
    return "it holds secrets or people's data";
  if (!saved.isFragment && !isKnown) return "it is not an admin page that is known";
  const state = adapter.state(saved.page);
  if (state === "signed-out") return "it is the sign-in page";
  return state === "denied" ? "the store refused to show it, or has no such page" : null;
}

/** The depth that a capture would have to go to for this page. */
function sourceOf({ page, url, isFragment }: SavedPage, adapter: FactAdapter, claim: StoreClaim, at: string): Source {
  const route = savedRoute(url, adapter);
  const depths = readsOf(adapter, claim.version, "sweep")
    .filter(({ path, ...read }) =>
      path === undefined
        ? route !== null && isRouteOf(adapter.address, read.route, route)
        : isAt(url, claim.adminPath + path),
    )
    .map(({ depth }) => depth);
  const depth = depths.includes("safe") ? "safe" : (depths[0] ?? (isFragment ? "sweep" : "page"));
  return { page, route, depth, from: route ?? "saved page", at, ms: null };
}

function isAt(url: URL | null, path: string): boolean {
  return url !== null && url.pathname + url.search === path;
}

/** The admin that a page is part of: two stores on one host have other folders. */
function storeOf(url: URL | null, { adminPath, entry }: StoreClaim): string {
  // Where no one file answers every route, pages lie in folders below.
  const isBelow = entry === "" && url?.pathname.startsWith(adminPath);
  const folder = isBelow ? adminPath : (url?.pathname.replace(/[^/]*$/, "") ?? adminPath);
  return `${url?.host ?? ""}${folder}`;
}

function savedRoute(url: URL | null, adapter: FactAdapter): string | null {
  return url && routeOf(url, adapter);
}

function pageFacts(shown: SavedPage | undefined, adapter: FactAdapter): Report["page"] {
  const direction = shown?.page.attribute("html", "dir");
  return {
    url: shown?.url ? `${shown.url.origin}${shown.url.pathname}` : null,
    route: shown ? savedRoute(shown.url, adapter) : null,
    title: shown?.page.text("head > title") ?? null,
    language: shown?.page.attribute("html", "lang") || null,
    direction: direction === "ltr" || direction === "rtl" ? direction : null,
    viewport: null,
  };
}

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
