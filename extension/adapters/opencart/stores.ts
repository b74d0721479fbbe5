import type { Facts, Source } from "../adapter.ts";
import type { Page } from "../page.ts";
import { actionReader } from "./actions.ts";

/** The list of stores: the default one is edited on a page of its own. OverClocked has a column more. */
export function storeList({ page }: Source): Facts | null {
  const actionsIn = actionReader(page);
  const stores = page.all("table tbody tr").flatMap((row) => {
    const edit = actionsIn(row).find(({ route, params }) => route === "setting/setting" || params.has("store_id"));
    const [, nameCell = null, ...others] = page.all("td", row);
    const name = nameCell && withoutMark(page, nameCell);
    if (!edit || !name) return [];
    const urls = others.map((cell) => webAddress(page.text(cell, 2_000)));
    return [{ name, url: urls.find((url) => url !== null) ?? null, default: edit.route === "setting/setting" }];
  });
  return stores.length > 0 ? { stores } : null;
}

/** What stands in a cell before a mark in bold, such as that of the default store. */
function withoutMark(page: Page, cell: Element): string | null {
  const [mark, name] = [page.text(page.one("b", cell)), page.text(cell)];
  return mark && name?.endsWith(mark) && name !== mark ? name.slice(0, -mark.length).trim() : name;
}

/** More than any header has, so that a page made of them ends. */
const [mostMenus, mostParts] = [50, 400];

/**
 * One menu of the header names the stores, after a heading and the default one on top; a line or a second heading ends
 * them. In 1.5 the menu itself is a link to the default one, whose name is not shown.
 */
export function headerStores({ page }: Source): Facts | null {
  for (const menu of page.all("#header .dropdown-menu").slice(0, mostMenus)) {
    const stores = storesIn(page, menu);
    if (stores.length > 0) return { stores };
  }
  const others = page.all("#store ul a[target=_blank]").flatMap((link) => storeOf(page, link, false));
  const [main = null] = page.all("#store > a[target=_blank]").flatMap((link) => storeOf(page, link, true));
  return main ? { stores: [{ ...main, name: new URL(main.url ?? "").host }, ...others] } : null;
}

type Stores = NonNullable<Facts["stores"]>;

function storesIn(page: Page, menu: Element): Stores {
  const stores: Stores = [];
  let headings = 0;
  for (const element of page
    .all("a[target=_blank], .dropdown-header, .divider, .dropdown-divider", menu)
    .slice(0, mostParts)) {
    if (page.attribute(element, "target") === "_blank") {
      if (headings === 1) stores.push(...storeOf(page, element, stores.length === 0));
    } else if (stores.length > 0) {
      break;
    } else if (isHeading(page, element)) {
      headings += 1;
    }
  }
  return stores;
}

function storeOf(page: Page, link: Element, isDefault: boolean): Stores {
  const name = page.text(link);
  const url = webAddress(page.attribute(link, "href"));
  return name && !isMakers(url) ? [{ name, url, default: isDefault }] : [];
}

function isHeading(page: Page, element: Element): boolean {
  return /(?:^|\s)dropdown-header(?:\s|$)/.test(page.attribute(element, "class") ?? "");
}

function isMakers(url: string | null): boolean {
  return url !== null && /(?:^|\.)opencart\.com$/.test(new URL(url).hostname);
}

/** An address without anything that could be a secret in it; null where it is none. */
function webAddress(text: string | null): string | null {
  const url = text ? URL.parse(text) : null;
  return url && /^https?:$/.test(url.protocol) ? `${url.origin}${url.pathname}` : null;
}
