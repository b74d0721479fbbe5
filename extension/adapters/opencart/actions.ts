import type { Page } from "../page.ts";

/** Addresses of the store's own admin that a row holds, as route and parameters. */
export interface Action {
  route: string;
  params: URLSearchParams;
}

/**
 * The actions in a row. Only those under the page's own address and token count: what a remote promotion put into the
 * page knows neither.
 */
export function actionsIn(page: Page, row: Element): Action[] {
  const actions: Action[] = [];
  for (const element of page.all("[href], [onclick], [value], [formaction]", row)) {
    for (const name of ["href", "onclick", "value", "formaction"]) {
      const url = addressIn(page, page.attribute(element, name));
      const route = url?.searchParams.get("route");
      if (url && route && isOwn(page, url)) actions.push({ route, params: url.searchParams });
    }
  }
  return actions;
}

// 2.0 to 2.2 keep the address within a line of script.
function addressIn(page: Page, value: string | null): URL | null {
  if (!value || value.length > 4_000 || !value.includes("route=")) return null;
  const address = /(?:https?:\/\/|index\.php\?|\/)[^\s'"<>]{1,2000}/.exec(value)?.[0];
  return address === undefined ? null : URL.parse(address, page.url);
}

function isOwn(page: Page, url: URL): boolean {
  if (url.pathname !== page.url.pathname.replace(/[^/]*$/, "index.php")) return false;
  for (const name of ["user_token", "token"]) {
    const token = page.url.searchParams.get(name);
    if (token !== null) return token === url.searchParams.get(name);
  }
  return url.host === page.url.host;
}

/** The last part of a route and what stands before it, whichever sign this version puts between them. */
export function methodOf(route: string): { base: string; method: string } {
  const at = Math.max(route.lastIndexOf("/"), route.lastIndexOf("."), route.lastIndexOf("|"));
  return { base: route.slice(0, at), method: route.slice(at + 1) };
}
