import type { Report } from "../../shared/report.ts";
import type { FactAdapter } from "../adapters/adapter.ts";
import { routeOf } from "../adapters/allowed.ts";
import type { Page } from "../adapters/page.ts";

/** One request of the page, as the browser timed it. */
export interface ResourceView {
  name: string;
  /** 0 where none came, or where another site's is not told. */
  responseStatus?: number;
  duration: number;
}

/** What the browser says of itself: the parts of `navigator` and `performance` that are looked at. */
export interface BrowserView {
  userAgent: string;
  viewport: { width: number; height: number } | null;
  /** Requests of the open page so far. */
  resources: readonly ResourceView[];
}

export function pageFacts(page: Page, adapter: FactAdapter | null, view: BrowserView): Report["page"] {
  const direction = page.attribute("html", "dir");
  const route = adapter && routeOf(page.url, adapter);
  // Such a page may be called after the person that it shows.
  const isSecret = route !== null && adapter?.neverRead.some((secret) => secret.test(route));
  return {
    url: `${page.url.origin}${page.url.pathname}`,
    route,
    title: isSecret ? null : page.text("head > title"),
    language: page.attribute("html", "lang") || null,
    direction: direction === "ltr" || direction === "rtl" ? direction : null,
    viewport: view.viewport,
  };
}

const browsers: readonly (readonly [string, RegExp])[] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\/(\d{1,5})/],
  ["Opera", /\bOPR\/(\d{1,5})/],
  ["Firefox", /\bFirefox\/(\d{1,5})/],
  ["Chromium", /\bChrom(?:e|ium)\/(\d{1,5})/],
  ["Safari", /\bVersion\/(\d{1,5})[\d.]{0,20} .*\bSafari\//],
];

export function browserFacts({ userAgent, resources }: BrowserView, origin: string): Report["browser"] {
  const known = browsers.map(([name, pattern]) => ({ name, version: pattern.exec(userAgent)?.[1] ?? null }));
  const browser = known.find(({ version }) => version !== null) ?? { name: null, version: null };
  return { ...browser, errors: [], failedRequests: failedRequestsOf(resources, origin) };
}

/** Path, status and time of what was refused; no query, no bodies. */
export function failedRequestsOf(
  resources: readonly ResourceView[],
  origin: string,
): Report["browser"]["failedRequests"] {
  return resources
    .filter(({ responseStatus = 0 }) => responseStatus >= 400)
    .slice(0, 100)
    .flatMap(({ name, responseStatus = null, duration }) => {
      const url = URL.parse(name);
      if (!url) return [];
      const path = url.origin === origin ? url.pathname : `${url.origin}${url.pathname}`;
      return [{ path, status: responseStatus, ms: Math.round(duration) }];
    });
}
