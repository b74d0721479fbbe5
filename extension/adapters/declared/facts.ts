import { folderOf, isAddressIn } from "../../../shared/path-glob.ts";
import { type FactSection, factSections } from "../../../shared/profile-parts.ts";
import type { StoreProfile } from "../../../shared/store-profile.ts";
import type { FactAdapter, Facts, Read } from "../adapter.ts";
import type { Page } from "../page.ts";
import { platformOf, stands } from "./detect.ts";
import { factOfSection, isNeverRead, readerOf } from "./readers.ts";

/** A profile as an adapter. It has no code of its own: what is asked for and read is what the profile lists. */
export function declaredFacts(profile: StoreProfile): FactAdapter {
  const { id, match, covers } = profile;
  const folder = folderOf(match.path);
  const place = RegExp.escape(folder);
  return {
    id: platformOf(id),
    examples: [],
    address: { route: "", path: new RegExp(`^${place}(.+)$`), always: {}, tokens: [], token: /^$/, params: {} },
    logout: logoutOf(match.logout, folder),
    logoutLink: match.signedIn,
    reads: [{ from: null, to: null, reads: readsOf(profile, folder) }],
    covers,
    neverRead: profile.neverRead.flatMap((pattern) => routePattern(pattern, folder)),
    state: (page) => stateOf(page, profile),
    follow: () => [],
    facts: factSections.flatMap((section) => readerOf(section, profile) ?? []),
    settle: (facts) => withDeclared(facts, profile),
    unread: unreadOf(profile),
  };
}

/** What is checked on import is checked again here: a stored profile is older than this line. */
function readsOf(profile: StoreProfile, folder: string): Read[] {
  const { safeReads, match } = profile;
  const isSafe = (path: string) => {
    const url = new URL(folder + path, match.origins[0]);
    return !isNeverRead(url, profile) && !isAddressIn(url, match.logout, folder);
  };
  return safeReads
    .filter(({ path }) => isSafe(path))
    .map(({ id, path, words, timeoutMs }) => ({
      id,
      facts: factSections
        .filter((section) => profile[section]?.on === id)
        .flatMap((section) => factsIn(section, profile)),
      depth: "safe",
      route: id,
      path,
      params: [],
      words,
      timeoutMs: Math.min(timeoutMs, 8_000),
      limitBytes: 4 * 1024 * 1024,
      as: "document",
    }));
}

/** The report's paths that a section is read for: of a server each by itself, since each can be missing. */
function factsIn(section: FactSection, { server }: StoreProfile): string[] {
  const parts = section === "server" ? Object.values(server?.map ?? {}).map((name) => `server.${name}`) : [];
  return [factOfSection[section], ...parts];
}

/** Address and query of the link that signs out: exactly it, or with more behind it. */
function logoutOf(logout: string, folder: string): RegExp {
  const address = RegExp.escape(logout.startsWith("/") ? logout : folder + logout);
  return new RegExp(`^${address}(?:${logout.includes("?") ? "&" : "\\?"}|$)`);
}

/** The pattern as one of routes, which are paths below the folder; what lies elsewhere has no route. */
function routePattern(pattern: string, folder: string): RegExp[] {
  const below = pattern.startsWith("/") ? pattern.startsWith(folder) && pattern.slice(folder.length) : pattern;
  if (below === false || below === "" || below.includes("?")) return [];
  return [new RegExp(`^${below.split("*").map(RegExp.escape).join(".*")}$`, "i")];
}

function stateOf(page: Page, { match }: StoreProfile): ReturnType<FactAdapter["state"]> {
  if (match.signedOut !== undefined && stands(page, match.signedOut)) return "signed-out";
  if (match.denied !== undefined && stands(page, match.denied)) return "denied";
  return stands(page, match.signedIn) ? "good" : "signed-out";
}

const declaredNames = {
  version: "Version",
  hosting: "Hosting",
  dns: "DNS",
  templates: "Templates",
  otherScripts: "Other scripts",
} as const;

/** What the reseller declared goes beside what was read, never into it. */
function withDeclared(facts: Facts, { declared = {}, brand }: StoreProfile): Facts {
  const names = Object.keys(declaredNames) as (keyof typeof declaredNames)[]; // The record's own keys.
  const said = names.flatMap((name) => {
    const value = declared[name];
    return value === undefined ? [] : [{ name: declaredNames[name], value }];
  });
  const modifications = (declared.modifications ?? []).map((value) => ({ name: "Modification", value }));
  const all = [...said, ...modifications];
  return all.length > 0 ? { ...facts, declared: { by: brand.name, facts: all } } : facts;
}

const silentWords = "the store profile does not say where it stands";

function unreadOf(profile: StoreProfile): Record<string, string> {
  const { brand, declared } = profile;
  const why = (section: FactSection) =>
    profile[section] ? "it was not found where the store profile says it stands" : silentWords;
  const version = declared?.version ? `${why("version")}; ${brand.name} declares ${declared.version}` : why("version");
  const words = new Set(Object.values(profile.server?.map ?? {}));
  const server = (["php", "web", "database", "os"] as const).flatMap((name) => {
    if (words.has(name)) return [[`server.${name}`, why("server")]];
    return name === "database" || name === "os" ? [[`server.${name}`, silentWords]] : [];
  });
  return {
    "platform.version": version,
    stores: "a store profile does not tell stores apart",
    ...Object.fromEntries(
      (["theme", "languages", "modules", "modifications", "logs", "coreFiles"] as const).map((section) => [
        factOfSection[section],
        why(section),
      ]),
    ),
    ...Object.fromEntries(server),
    ...(profile.edition && { "platform.edition": why("edition") }),
    ...(profile.ftp && { "access.ftp": why("ftp") }),
  };
}
