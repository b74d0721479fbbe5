import type { Report } from "../../../shared/report.ts";
import type { Facts, Source } from "../adapter.ts";
import { shortenPath } from "../error-log.ts";
import type { Page } from "../page.ts";
import { authorIn } from "./author.ts";

/**
 * The System Status page marks its rows with names that no language changes. Only the rows named here are read: of the
 * others some hold addresses, table names and folders of the server, and what is marked as private never is.
 */
const rows = {
  woocommerce: "WC Version",
  wordpress: "WP Version",
  language: "Language",
  php: "PHP Version",
  database: "MySQL Version",
  web: "Server Info",
  os: "Server Architecture",
} as const;

export function statusVersion({ page }: Source): Facts | null {
  const version = versionIn(valueIn(page, rows.woocommerce));
  return version ? { version } : null;
}

/** WordPress itself; its number is the first thing in the row, whatever the row then says of newer ones. */
export function statusBuild({ page }: Source): Facts | null {
  const version = versionIn(valueIn(page, rows.wordpress));
  return version ? { build: `WordPress ${version}` } : null;
}

export function statusLanguage({ page }: Source): Facts | null {
  const locale = /^[a-z]{2,3}(?:_[A-Za-z]{2,10}){0,2}$/.exec(valueIn(page, rows.language) ?? "")?.[0];
  return locale ? { languages: [locale] } : null;
}

export function statusServer({ page }: Source): Facts | null {
  const server = {
    php: versionIn(valueIn(page, rows.php)),
    database: versionIn(valueIn(page, rows.database)),
    web: valueIn(page, rows.web),
    // Where it is not known a sentence stands there.
    os: /^[\w-]{2,20} \d\S{0,80} \w{2,20}$/.exec(valueIn(page, rows.os) ?? "")?.[0] ?? null,
  };
  const shown = Object.entries(server).filter(([, value]) => value !== null);
  if (shown.length === 0) return null;
  return { server: { ...server, from: Object.fromEntries(shown.map(([name]) => [name, "System Status"])) } };
}

export function statusTheme({ page, depth }: Source): Facts | null {
  const table = tableOf(page, "Theme");
  const name = table && valueIn(page, "Name", table);
  if (!table || !name) return null;
  const parent = valueIn(page, "Parent Theme Name", table);
  const own = withVersion(name, valueIn(page, "Version", table));
  const child = parent && ` (child of ${withVersion(parent, valueIn(page, "Parent Theme Version", table))})`;
  return { theme: { name: `${own}${child ?? ""}`, depth } };
}

/** Templates that the theme has in place of WooCommerce's own; one that is out of date says both versions. */
export function statusOverrides({ page }: Source): Facts | null {
  const cell = valueCell(page, "Overrides");
  const modifications = (cell ? page.all("li", cell) : []).flatMap((item) => {
    const path = page.text(page.one("code", item));
    if (!path) return [];
    const file = path.startsWith("/") ? shortenPath(path, null) : path;
    const version = versionIn(page.text(page.one("strong", item)));
    const isOld = page.one("strong", item) !== null;
    const core = /\d[\w.]{0,20}$/.exec(page.text(item) ?? "")?.[0] ?? "newer";
    const failures = isOld
      ? [`out of date: made for ${version ?? "an unknown version"}, WooCommerce's own is ${core}`]
      : [];
    const kind = "other" as const;
    return [{ key: file, name: file, code: null, author: null, version, enabled: true, kind, failures }];
  });
  return modifications.length > 0 ? { modifications } : null;
}

/** Between author, version and remarks, in every language. */
const dash = /\s–(?:\s|$)/;

type Module = Report["modules"][number];

const lists: readonly { heading: string; type: string; enabled: boolean }[] = [
  { heading: "Active Plugins", type: "plugin", enabled: true },
  { heading: "Inactive Plugins", type: "plugin", enabled: false },
  { heading: "Must Use Plugins", type: "must-use", enabled: true },
];

export function statusPlugins({ page, depth }: Source): Facts | null {
  const modules = lists.flatMap(({ heading, type, enabled }) => {
    const table = tableOf(page, heading);
    const listed = (table ? page.all("tbody tr", table) : []).map((row) => page.all("td", row));
    const said = listed.map((cells) => page.text(cells[2] ?? null) ?? "");
    const authorOf = authorIn(said.map((text) => text.split(dash)[0] ?? ""));
    return listed.flatMap(([first], at): Module[] => {
      const name = page.text(first ?? null);
      if (!name) return [];
      const [by = "", version = ""] = (said[at] ?? "").split(dash);
      const known = { developer: authorOf(by), version: versionIn(version) };
      const thirdParty = name !== "WooCommerce";
      return [{ type, code: name, name, ...known, installed: true, enabled, thirdParty, depth, instances: [] }];
    });
  });
  return modules.length > 0 ? { modules } : null;
}

/** The heading may count its rows: `Active Plugins (12)`. */
function tableOf(page: Page, heading: string): Element | null {
  const isIt = (label: string | null) => label === heading || label?.startsWith(`${heading} (`);
  return (
    page
      .all("table.wc_status_table")
      .find((table) =>
        page.all("th[data-export-label]", table).some((th) => isIt(page.attribute(th, "data-export-label"))),
      ) ?? null
  );
}

function valueCell(page: Page, label: string, table?: Element): Element | null {
  const mark = `td[data-export-label="${label}"]`;
  const row = page.all(table ? "tr" : ".wc_status_table tr", table).find((one) => page.one(mark, one) !== null);
  return (row && page.all("td", row)[2]) ?? null;
}

/** Null also where the row holds anything that the page itself leaves out of its copy. */
function valueIn(page: Page, label: string, table?: Element): string | null {
  const cell = valueCell(page, label, table);
  return cell && page.one(".private", cell) === null ? page.text(cell) : null;
}

function versionIn(text: string | null): string | null {
  return /^\d[\w.+:~-]{0,60}/.exec(text ?? "")?.[0] ?? null;
}

function withVersion(name: string, version: string | null): string {
  return [name, versionIn(version)].filter(Boolean).join(" ");
}
