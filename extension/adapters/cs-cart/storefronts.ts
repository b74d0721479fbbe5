import type { Facts, Source } from "../adapter.ts";
import type { Page } from "../page.ts";

/** 4.10 on. Which of several is the default one is not known of this list. */
export function storefrontList({ page }: Source): Facts | null {
  const stores = page
    .all("tr[data-ca-storefront-id]")
    .slice(0, 500)
    .flatMap((row) => {
      const name = page.text(page.one(".storefront__name", row));
      return name ? [{ name, url: addressIn(page, page.one(".storefront__url", row)), default: false }] : [];
    });
  const [only] = stores;
  if (!only) return null;
  return { stores: stores.length === 1 ? [{ ...only, default: true }] : stores };
}

/** An address without anything that could be a secret in it; it may stand without its scheme. */
function addressIn(page: Page, cell: Element | null): string | null {
  const text = page.text(cell, 2_000);
  if (!text || /\s/.test(text)) return null;
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `${page.url.protocol}//${text}`);
  return url && /^https?:$/.test(url.protocol) ? `${url.origin}${url.pathname}` : null;
}
