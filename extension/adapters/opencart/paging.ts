import type { Ask, Read } from "../adapter.ts";
import type { Page } from "../page.ts";

/** Further pages of the list: as many as its own paging names, ten at most. */
export function nextPages(read: Read, page: Page): Ask[] {
  const pages = page.all(".pagination a").flatMap((link) => {
    const number = Number(URL.parse(page.attribute(link, "href") ?? "", page.url)?.searchParams.get("page"));
    return Number.isInteger(number) && number > 1 ? [number] : [];
  });
  const last = Math.min(Math.max(1, ...pages.slice(0, 100)), 10);
  return Array.from({ length: last - 1 }, (_, at) => ({ read, params: { page: String(at + 2) } }));
}
