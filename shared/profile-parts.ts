import type { StoreProfile } from "./store-profile.ts";

/** What is asked of a store profile where its schema is not at hand: in a store's page, every byte counts. */

/** Sections that say on which page they stand. */
export const factSections = [
  "version",
  "edition",
  "theme",
  "languages",
  "modules",
  "modifications",
  "logs",
  "server",
  "coreFiles",
  "ftp",
] as const;
export type FactSection = (typeof factSections)[number];

/** Every selector with its place, for whoever has a document to try it on. */
export function selectorsOf(kept: StoreProfile): { where: string; selector: string }[] {
  const found: { where: string; selector: string }[] = [];
  const { match, covers } = kept;
  const walk = (value: unknown, where: string): void => {
    if (!isRecord(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      const isSelector = ["selector", "row", "area", "none", "host", "user", "password", "directory"].includes(key);
      if (isSelector && typeof inner === "string") found.push({ where: `${where}.${key}`, selector: inner });
      else if (key !== "map") walk(inner, `${where}.${key}`);
    }
  };
  for (const name of ["mustExist", "mustNotExist"] as const) {
    for (const [index, one] of match[name].entries()) found.push({ where: `match.${name}.${index}`, selector: one });
  }
  for (const name of ["signedIn", "signedOut", "denied"] as const) {
    const one = match[name];
    if (one !== undefined) found.push({ where: `match.${name}`, selector: one });
  }
  for (const [index, one] of covers.entries()) found.push({ where: `covers.${index}`, selector: one });
  for (const section of factSections) walk(kept[section], section);
  return found;
}

/** Whether the profile is still to be used on this day, `2026-11-22`. */
export function isValidOn({ validUntil }: Pick<StoreProfile, "validUntil">, day: string): boolean {
  return validUntil === undefined || day <= validUntil;
}

/** What a page needs to know of a profile before the click: how to tell the store, nothing of what is read. */
export interface ProfileMatch extends Pick<StoreProfile, "id" | "match"> {
  label: string;
}

export function matchOf({ id, match, brand }: StoreProfile): ProfileMatch {
  return { id, match, label: brand.name };
}

const sectionWords: Record<FactSection, string> = {
  version: "version",
  edition: "edition",
  theme: "theme",
  languages: "languages",
  modules: "modules",
  modifications: "modifications",
  logs: "error log",
  server: "server",
  coreFiles: "changed core files",
  ftp: "whether an FTP account is filled in",
};

/** What it reads, in a person’s words. */
export function readWords(kept: StoreProfile): string[] {
  return factSections.filter((section) => kept[section]).map((section) => sectionWords[section]);
}

export function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}
