import type { Page } from "../page.ts";

/** Addresses of the store's own admin that a row holds, as route and parameters. */
export interface Action {
  route: string;
  params: URLSearchParams;
}

/**
 * Reads the actions in a row. Only those under the page's own address and token count: what a remote promotion put into
 * the page knows neither.
 */
export function actionReader(page: Page): (row: Element) => Action[] {
  const path = page.url.pathname.replace(/[^/]*$/, "index.php");
  const tokens = ["user_token", "token"].flatMap((name) => {
    const value = page.url.searchParams.get(name);
    return value === null ? [] : [{ name, value }];
  });
  const [token] = tokens;
  const isOwn = ({ host, pathname, searchParams }: URL) =>
    pathname === path && (token ? searchParams.get(token.name) === token.value : host === page.url.host);
  return (row) =>
    page
      .all("[href], [onclick], [value], [formaction]", row)
      .slice(0, mostElements)
      .flatMap((element) =>
        holders.flatMap((name) => {
          const url = addressIn(page, page.attribute(element, name));
          const route = url?.searchParams.get("route");
          return url && route && isOwn(url) ? [{ route, params: url.searchParams }] : [];
        }),
      );
}

/** A row has a few buttons, and a dialog with a form at most. */
const mostElements = 200;
const holders = ["href", "onclick", "value", "formaction"];

// 2.0 to 2.2 keep the address within a line of script.
function addressIn(page: Page, value: string | null): URL | null {
  if (!value || value.length > 4_000 || !value.includes("route=")) return null;
  const address = /(?:https?:\/\/|index\.php\?|\/)[^\s'"<>]{1,2000}/.exec(value)?.[0];
  return address === undefined ? null : URL.parse(address, page.url);
}

/** The last part of a route and what stands before it, whichever sign this version puts between them. */
export function methodOf(route: string): { base: string; method: string } {
  const at = Math.max(route.lastIndexOf("/"), route.lastIndexOf("."), route.lastIndexOf("|"));
  return { base: route.slice(0, at), method: route.slice(at + 1) };
}
