import type { Facts, Source } from "../adapter.ts";
import type { Page } from "../page.ts";

type Addon = NonNullable<Facts["modules"]>[number];

/** A page may hold more rows than any store has add-ons: what comes after is not read. */
const mostRows = 6_000;
const idForm = /^[a-z][\w-]{0,99}$/i;

/**
 * The list of add-ons in its five layouts: blocks up to 3.x; rows with a status class in 4.0 to 4.3; two lists in 4.7 to
 * 4.10, of which the rows of the installed end in `installed`; one list with hidden rows in 4.12; and 4.13 on.
 */
export function addonList({ page, depth }: Source): Facts | null {
  const installed = new Set(page.all('#content_tab_installed_addons tr[id^="addon_"]'));
  const rows = page.all('#addons_list tr[id^="addon_"]').slice(0, mostRows);
  const read =
    rows.length > 0 ? rows.map((row) => rowOf(page, row, installed.has(row) ? "installed" : "")) : blocks(page);
  const found = new Map<string, Addon>();
  for (const addon of read) {
    if (!addon) continue;
    const seen = found.get(addon.code);
    if (!seen || (seen.installed !== true && addon.installed === true)) found.set(addon.code, { ...addon, depth });
  }
  return found.size > 0 ? { modules: [...found.values()] } : null;
}

function rowOf(page: Page, row: Element, suffix: string): Addon | null {
  const id = (page.attribute(row, "id") ?? "").slice("addon_".length);
  const code = suffix && id.endsWith(suffix) ? id.slice(0, -suffix.length) : id;
  const classes = page.attribute(row, "class") ?? "";
  const shown = page.text(page.one(".addons-addon-supplier__name, .addon-supplier", row));
  const developer = shown ?? (page.attribute(row, "data-supplier")?.trim() || null);
  return addonOf(code, page.text(page.one(nameParts, row)), statusIn(classes), {
    developer,
    version: versionOf(page.text(page.one(versionParts, row), 60)),
    thirdParty: isThirdParty(classes, developer),
  });
}

const nameParts = ".addons-addon-description__name, .object-group-link-wrap a, .unedited-element";
const versionParts = ".addons-addon-description__description + div > small.muted:first-of-type, .addon-version";

/** Up to 3.x: an add-on is told by the addresses of its own links, and none but one that is not there can be installed. */
function blocks(page: Page): (Addon | null)[] {
  return page
    .all("#addons_list .object-group")
    .slice(0, mostRows)
    .map((block) => {
      const links = page
        .all('a[href*="addon="]', block)
        .flatMap((link) => URL.parse(page.attribute(link, "href") ?? "", page.url)?.searchParams ?? []);
      const code = links.map((params) => params.get("addon")).find((addon) => addon !== null) ?? "";
      const canInstall = links.some((params) => params.get("dispatch") === "addons.install");
      const status = statusIn(page.attribute(page.one(".selected-status", block), "class") ?? "");
      const name = page.text(page.one(nameParts, block));
      return addonOf(code, name, canInstall ? "N" : (status ?? "?"), {
        developer: null,
        version: null,
        thirdParty: null,
      });
    });
}

/** A active, D disabled, N not installed; `?` installed, and nothing says which of the two. */
type Status = "A" | "D" | "N" | "?";

function statusIn(classes: string): Status | null {
  const found = /(?:^|\s)(?:cm-row-status-|filter_status_|status-)([adn])(?=\s|$)/i.exec(classes)?.[1]?.toUpperCase();
  return found === "A" || found === "D" || found === "N" ? found : null;
}

/** One add-on; null where its id has not the form of one. */
export function addonOf(
  code: string,
  name: string | null,
  status: Status | null,
  told: Pick<Addon, "developer" | "version" | "thirdParty">,
): Addon | null {
  if (!idForm.test(code)) return null;
  const enabled = status === null || status === "?" ? null : status === "A";
  return {
    type: "addon",
    code,
    name: name ?? code,
    ...told,
    installed: status === null ? null : status !== "N",
    enabled,
    ...(enabled === null ? { enabledWhy: "its list shows no status for it" } : {}),
    depth: "page",
    instances: [],
  };
}

/** The word before the number is translated; 0.1 stands where an add-on has none. */
function versionOf(text: string | null): string | null {
  const version = /\d[\w.+-]{0,40}/.exec(text ?? "")?.[0] ?? null;
  return version === "0.1" ? null : version;
}

/** 4.7 to 4.12 say it; else an add-on is the maker's own that names the maker. */
function isThirdParty(classes: string, developer: string | null): boolean | null {
  if (/\bfilter_source_built_in\b/.test(classes)) return false;
  if (/\bfilter_source_third_party\b/.test(classes)) return true;
  if (developer === null || developer === "Simtech") return null;
  return !/^(?:CS-Cart|Multi-Vendor)\b/i.test(developer);
}
