import type { JSDOM } from "jsdom";
import { openPage, type Page } from "../adapters/page.ts";

/** A saved admin page: what its own first line says of the request, where it says it, and the page itself. */
export interface SavedPage {
  file: string;
  page: Page;
  /** Null where nothing says which address it came from. */
  url: URL | null;
  status: number | null;
  header(name: string): string | null;
  /** Part of a page, as a list's script fetches it. */
  isFragment: boolean;
  /** The same page as if it came from this address. */
  at(url: URL): SavedPage;
}

/** `GET <url> | HTTP 200 OK | Name: value | …` in a comment; browsers write `saved from url=(0012)<url>`. */
const requestLine = /^\s*<!--\s*GET\s+(\S{1,4000})\s*(\|[^\n]{0,20000}?)?-->/;
const savedFrom = /<!--\s*saved from url=\(\d{1,5}\)(\S{1,4000})\s*-->/;

export function openSavedPage(file: string, html: string, dom: JSDOM): SavedPage {
  const head = html.slice(0, 30_000);
  const [, requested, said = ""] = requestLine.exec(head) ?? [];
  const parts = said.split("|").map((part) => part.trim());
  const headers = new Map(
    parts.flatMap((part) => {
      const [, name, value] = /^([\w-]{1,80}):\s*(.*)$/.exec(part) ?? [];
      return name && value !== undefined ? [[name.toLowerCase(), value] as const] : [];
    }),
  );
  const status = Number(/^HTTP (\d{3})\b/.exec(parts.find((part) => part.startsWith("HTTP ")) ?? "")?.[1]);
  const document = new dom.window.DOMParser().parseFromString(html, "text/html");
  const blank = openPage(document, new URL("http://unknown.invalid/"), dom.window);
  const base = blank.attribute("base[href]", "href");
  const address = requested ?? savedFrom.exec(head)?.[1] ?? null;
  const url = (address && URL.parse(address)) || (base && addressByCrumbs(blank, base)) || null;
  const saved: SavedPage = {
    file,
    page: url ? openPage(document, url, dom.window) : blank,
    url,
    status: Number.isNaN(status) ? null : status,
    header: (name) => headers.get(name.toLowerCase()) ?? null,
    isFragment: !blank.has("head > title") && base === null,
    at: (other) => ({ ...saved, url: other, page: openPage(document, other, dom.window) }),
  };
  return saved;
}

/** A page saved without its address: its last breadcrumb leads to itself. */
function addressByCrumbs(page: Page, base: string): URL | null {
  const crumb = page.all(".breadcrumb a[href]").at(-1);
  return (crumb && URL.parse(page.attribute(crumb, "href") ?? "", base)) || URL.parse(base);
}
