import type { Facts, Source } from "../adapter.ts";
import type { Page } from "../page.ts";
import { addonOf } from "./addons.ts";
import { identity } from "./identity.ts";

/**
 * A row of the form that would send feedback to the maker: section, parameter, value. Of all that it holds only the parts
 * here are looked at: its settings, users, companies and counts are not. Parameters have raw names, headings do not.
 */
interface Parameter {
  name: string;
  value: string;
}

/** Where the form stands open in another page, or as the part that was asked for. */
function formIn({ page, route }: Source): Element | null {
  return page.one("#content_groupfeedback") ?? (route === "feedback.prepare" ? page.one("body") : null);
}

/** Rows of the form itself, not of the tables within it. */
function parametersOf(source: Source): Parameter[] {
  const { page } = source;
  const form = formIn(source);
  if (!form) return [];
  const inner = new Set(page.all("table table tr", form));
  return page
    .all("tr", form)
    .slice(0, 5_000)
    .flatMap((row) => {
      if (inner.has(row)) return [];
      const [, name = null, value = null] = page.all(":scope > td", row);
      const key = page.text(name, 80);
      return key && /^\w{1,60}$/.test(key) ? [{ name: key, value: page.text(value, 200) ?? "" }] : [];
    });
}

/** A parameter's value by its name; the first counts, and blank is none. */
function lookUp(parameters: readonly Parameter[]): (name: string) => string | null {
  return (wanted) => parameters.find(({ name }) => name === wanted)?.value || null;
}

const trackNames = ["version", "type", "status", "build", "domain", "url", "mode", "live"];

/** The first section names the release; further down the same names may mean other things. */
export function trackedIdentity(source: Source): Facts | null {
  const parameters = parametersOf(source);
  const end = parameters.findIndex(({ name }) => !trackNames.includes(name));
  const tracks = new Map(parameters.slice(0, end < 0 ? undefined : end).map(({ name, value }) => [name, value]));
  const facts = identity(tracks.get("version") ?? null, tracks.get("type") ?? null, tracks.get("build") ?? null);
  const mode = tracks.get("mode");
  return facts && { ...facts, ...(mode && /^\w{1,20}$/.test(mode) ? { mode } : {}) };
}

export function feedbackTheme(source: Source): Facts | null {
  const told = lookUp(parametersOf(source));
  const [theme, style] = [told("current_theme"), told("current_style")];
  return theme ? { theme: { name: style ? `${theme}: ${style}` : theme, depth: source.depth } } : null;
}

/** Languages stand by their codes, each with its status. */
export function feedbackLanguages(source: Source): Facts | null {
  const languages = parametersOf(source)
    .filter(({ name, value }) => /^[a-z]{2}(?:_[a-z]{2})?$/i.test(name) && /^[ADH]$/.test(value))
    .map(({ name }) => name);
  return languages.length > 0 ? { languages: [...new Set(languages)] } : null;
}

const environment = [
  ["php", "php_version"],
  ["database", "db_version"],
  ["web", "web_server"],
  ["os", "php_os"],
] as const;

/** 4.10.4 on. */
export function feedbackServer(source: Source): Facts | null {
  const told = lookUp(parametersOf(source));
  const found = environment.flatMap(([fact, name]) => {
    const value = told(name);
    const kind = fact === "database" ? told("db_engine") : null;
    return value ? [[fact, kind && !value.includes(kind) ? `${kind} ${value}` : value] as const] : [];
  });
  if (found.length === 0) return null;
  const from = Object.fromEntries(found.map(([fact]) => [fact, "the feedback form"]));
  return { server: { ...Object.fromEntries(found), from } };
}

/** Cells of one of the tables within the form, without its head. */
function tableOf(source: Source, name: string): string[][] {
  const { page } = source;
  return page
    .all(`#parameters_${name} tr`)
    .slice(0, 6_000)
    .map((row) => cellsOf(page, row))
    .filter((cells) => cells.length > 0);
}

function cellsOf(page: Page, row: Element): string[] {
  return page.all("td", row).map((cell) => page.text(cell, 200) ?? "");
}

/** Id and status alone: neither names nor versions stand here. */
export function feedbackAddons(source: Source): Facts | null {
  const modules = tableOf(source, "addons").flatMap((cells) => {
    const code = cells.find((cell) => /^[a-z][\w-]{1,99}$/.test(cell));
    const status = cells.find((cell) => cell === "A" || cell === "D" || cell === "N") ?? null;
    const addon = code ? addonOf(code, null, status, { developer: null, version: null, thirdParty: null }) : null;
    return addon ? [{ ...addon, depth: source.depth }] : [];
  });
  return modules.length > 0 ? { modules } : null;
}

/** 4.8.1 on: how many of the platform's own PHP files are not as they came, by folder. */
export function localModifications(source: Source): Facts | null {
  const counts = tableOf(source, "local_modifications").flatMap((cells) => {
    const folder = cells
      .map((cell) => /^\/?(\w[\w/.-]{0,100}?)\/?$/.exec(cell)?.[1])
      .find((one) => one && /\D/.test(one));
    const count = Number(cells.find((cell) => /^\d{1,6}$/.test(cell)));
    return folder && Number.isInteger(count) ? [{ folder, count }] : [];
  });
  if (counts.length === 0) return null;
  const changed = counts
    .filter(({ count }) => count > 0)
    .map(({ folder, count }) => `${folder}: ${count} changed PHP ${count === 1 ? "file" : "files"}`);
  return { coreFiles: { changed } };
}

/** 4.8.1 on. */
export function installedUpgrades(source: Source): Facts | null {
  const installer = tableOf(source, "installed_upgrades").flatMap((cells) => {
    const name = cells.find((cell) => /[a-z]/i.test(cell));
    if (!name) return [];
    const version = cells.find((cell) => cell !== name && /^\d+\.\d[\w.]{0,40}$/.test(cell)) ?? null;
    const seconds = Number(cells.find((cell) => /^\d{10}$/.test(cell)));
    const date = seconds > 0 ? new Date(seconds * 1_000).toISOString().slice(0, 10) : null;
    return [{ key: cells.join(" "), name, code: null, version, date, installed: true }];
  });
  return installer.length > 0 ? { installer } : null;
}
