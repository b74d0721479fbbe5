import type { Facts, Source } from "../adapter.ts";
import type { Page } from "../page.ts";
import { actionReader } from "./actions.ts";

/** The list of stores: the default one is edited on a page of its own. */
export function storeList({ page }: Source): Facts | null {
  const actionsIn = actionReader(page);
  const stores = page.all("#content table tbody tr").flatMap((row) => {
    const edit = actionsIn(row).find(({ route, params }) => route === "setting/setting" || params.has("store_id"));
    const [, nameCell = null, urlCell = null] = page.all("td", row);
    const mark = nameCell && page.text(page.one("b", nameCell));
    const name = page.text(nameCell);
    if (!edit || !name) return [];
    const bare = mark && name.endsWith(mark) ? name.slice(0, -mark.length).trim() : name;
    return [{ name: bare, url: webAddress(page.text(urlCell, 2_000)), default: edit.route === "setting/setting" }];
  });
  return stores.length > 0 ? { stores } : null;
}

/** The header's menu names the stores first, the default one on top; a line or a second heading ends them. */
export function headerStores({ page }: Source): Facts | null {
  const stores: NonNullable<Facts["stores"]> = [];
  let headings = 0;
  for (const element of page.all(menuParts)) {
    if (page.attribute(element, "target") === "_blank") {
      const name = page.text(element);
      const url = webAddress(page.attribute(element, "href"));
      if (headings === 1 && name && !isMakers(url)) stores.push({ name, url, default: stores.length === 0 });
    } else if (isHeading(page, element)) {
      headings += 1;
    } else if (stores.length > 0) {
      break;
    }
  }
  return stores.length > 0 ? { stores } : null;
}

const menuParts = ["a[target=_blank]", ".dropdown-header", ".divider", ".dropdown-divider"]
  .map((part) => `#header .dropdown-menu ${part}`)
  .join(", ");

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
