import { folderOf, isAddressIn } from "../../../shared/path-glob.ts";
import type { FactSection } from "../../../shared/profile-parts.ts";
import type { StoreProfile } from "../../../shared/store-profile.ts";
import type { FactReader, Facts, Source } from "../adapter.ts";
import { logTail } from "../error-log.ts";
import type { Page } from "../page.ts";
import { groupLines } from "./log-lines.ts";
import { pickState, pickText } from "./pick.ts";

const mostRows = 1_000;

/** The report's path of what each section reads. */
export const factOfSection: Record<FactSection, string> = {
  version: "platform.version",
  edition: "platform.edition",
  theme: "theme",
  languages: "languages",
  modules: "modules",
  modifications: "modifications",
  logs: "logs",
  server: "server",
  coreFiles: "coreFiles",
  ftp: "access.ftp",
};

type Section<Name extends FactSection> = NonNullable<StoreProfile[Name]>;
type Read<Name extends FactSection> = (section: Section<Name>, source: Source, profile: StoreProfile) => Facts | null;

/** The reader of one section: nothing of a page that is never read, nothing of a page that the section is not about. */
export function readerOf<Name extends FactSection>(name: Name, profile: StoreProfile): FactReader | null {
  const section = profile[name];
  if (!section) return null;
  // One name, one section, one reader of it; the compiler cannot follow that through two tables.
  const read = readers[name] as Read<FactSection>;
  return {
    fact: factOfSection[name],
    routes: null,
    read(source) {
      if (isNeverRead(source.page.url, profile) || !standsOn(section.on, source.page.url, profile)) return null;
      try {
        return read(section as Section<FactSection>, source, profile);
      } catch {
        // A selector that this browser cannot read; profiles outlive browsers.
        return { notes: [{ fact: factOfSection[name], why: "this browser cannot read the store profile's selector" }] };
      }
    },
  };
}

export function isNeverRead(url: URL, { neverRead, match }: StoreProfile): boolean {
  return neverRead.some((pattern) => isAddressIn(url, pattern, folderOf(match.path)));
}

/** Whether this is the page of a safe read: its path, and every parameter that it asks for. */
function standsOn(on: string, url: URL, { safeReads, match }: StoreProfile): boolean {
  if (on === "page") return true;
  const read = safeReads.find(({ id }) => id === on);
  const asked = read && URL.parse(folderOf(match.path) + read.path, url);
  if (!asked || asked.pathname !== url.pathname) return false;
  return [...asked.searchParams].every(([name, value]) => url.searchParams.get(name) === value);
}

const readers: { [Name in FactSection]: Read<Name> } = {
  version: (section, { page }) => present("version", pickText(page, section)),
  edition: (section, { page }) => present("edition", pickText(page, section)),
  theme: (section, { page, depth }) => {
    const name = pickText(page, section);
    return name === null ? null : { theme: { name, depth } };
  },
  languages: ({ row, code }, { page }) => {
    const codes = rowsOf(page, row).map((each) => pickText(page, code, each));
    return some("languages", [...new Set(codes.filter((one) => one !== null))]);
  },
  modules: ({ row, code, name, version, developer, status }, { page, depth }) => {
    const modules = rowsOf(page, row).flatMap((each) => {
      const [id, title] = [pickText(page, code, each), pickText(page, name, each)];
      if (id === null || title === null) return [];
      const { installed, enabled, why } = pickState(page, status, each);
      return {
        type: "module",
        code: id,
        name: title,
        developer: developer ? pickText(page, developer, each) : null,
        version: version ? pickText(page, version, each) : null,
        installed,
        enabled,
        ...(why && { enabledWhy: why }),
        thirdParty: null,
        depth,
        instances: [],
      };
    });
    return some("modules", modules);
  },
  modifications: ({ row, name, version, author, status }, { page }) => {
    const modifications = rowsOf(page, row).flatMap((each) => {
      const title = pickText(page, name, each);
      if (title === null) return [];
      const { enabled, why } = pickState(page, status, each);
      return {
        key: title,
        name: title,
        author: author ? pickText(page, author, each) : null,
        version: version ? pickText(page, version, each) : null,
        enabled,
        ...(why && { enabledWhy: why }),
        kind: "other" as const,
        failures: [],
      };
    });
    return some("modifications", modifications);
  },
  logs: (section, { page }, { match }) => {
    const { name } = section;
    const { lines, truncated } = linesOf(section, page);
    if (lines.length === 0) return null;
    const groups = groupLines(lines, folderOf(match.path).split("/").at(-2) || null);
    return { logs: [{ key: name, name, size: null, truncated, groups }] };
  },
  server: ({ row, key, value, map }, { page, from }) => {
    const place = from === "page" ? "the open page" : from;
    const known = new Map(Object.entries(map).map(([word, fact]) => [word.toLowerCase(), fact] as const));
    const shown: Partial<Record<"php" | "database" | "web" | "os", string>> = {};
    for (const each of rowsOf(page, row)) {
      const fact = known.get(pickText(page, key, each)?.toLowerCase() ?? "");
      const text = fact && pickText(page, value, each);
      if (text) shown[fact] ??= text;
    }
    const names = Object.keys(shown);
    if (names.length === 0) return null;
    return { server: { ...shown, from: Object.fromEntries(names.map((fact) => [fact, place])) } };
  },
  coreFiles: ({ row, file, none }, { page }) => {
    const changed = rowsOf(page, row).flatMap((each) => pickText(page, file, each) ?? []);
    return changed.length > 0 || page.has(none) ? { coreFiles: { changed } } : null;
  },
  ftp: ({ host, user, password, directory }, { page }) => {
    const [there, isFilled] = [(selector: string) => page.has(selector), filledIn(page)];
    if (!there(host) || !there(user) || !there(password)) return null;
    return {
      ftp: {
        host: isFilled(host),
        user: isFilled(user),
        password: isFilled(password),
        directory: directory !== undefined && isFilled(directory),
      },
    };
  },
};

/** Whether a field has a value: of the value itself nothing leaves this line. */
function filledIn(page: Page): (selector: string) => boolean {
  return (selector) => Boolean(page.attribute(selector, "value")?.trim());
}

function linesOf({ area, row, time, message }: Section<"logs">, page: Page): { lines: string[]; truncated: boolean } {
  if (area !== undefined) {
    const text = page.tail(area, logTail + 1) ?? "";
    const truncated = text.length > logTail;
    // A first line that was cut is left out.
    const whole = truncated ? text.slice(text.indexOf("\n") + 1) : text;
    return { lines: whole.split(/\r?\n/).filter((line) => line.trim() !== ""), truncated };
  }
  const rows = row === undefined ? [] : rowsOf(page, row);
  const lines = rows.flatMap((each) => {
    const said = message ? pickText(page, message, each) : page.text(each);
    const at = time ? pickText(page, time, each) : null;
    return said === null ? [] : [at === null ? said : `${at} - ${said}`];
  });
  return { lines, truncated: false };
}

function rowsOf(page: Page, selector: string): Element[] {
  return page.all(selector).slice(0, mostRows);
}

function present<Name extends "version" | "edition">(name: Name, value: string | null): Facts | null {
  return value === null ? null : { [name]: value };
}

function some<Name extends "languages" | "modules" | "modifications">(
  name: Name,
  items: NonNullable<Facts[Name]>,
): Facts | null {
  return items.length === 0 ? null : { [name]: items };
}
