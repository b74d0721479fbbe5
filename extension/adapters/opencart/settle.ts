import type { Report } from "../../../shared/report.ts";
import { compareVersions, isWithin } from "../../../shared/versions.ts";
import type { Facts, ListedModule, ListedRow, StoreClaim } from "../adapter.ts";
import { type Bundled, bundledWith } from "./bundled.ts";
import { isVqmodIn } from "./vqmods.ts";

type Module = Report["modules"][number];

/** From here on lists have no status column: what is off is dimmed. */
const dimsSince = "4.1.0.3";

/** Makes modules of listed rows, now that the words for off and on are known from all lists, and tells the theme. */
export function settle(facts: Facts, claim: StoreClaim): Facts {
  const { listed = [], words = { off: [], on: [] } } = facts;
  const { platform, version } = claim;
  const known: Known = {
    words,
    dims: version !== null && compareVersions(version, dimsSince) >= 0,
    isBundled: bundledWith(platform, version),
  };
  const modules = joinListed(listed).map((one) => moduleOf(one, known));
  const theme = themeOf(modules);
  const notes = [
    ...(facts.notes ?? []).filter((note) => !isAnswered(note, facts)),
    ...notesOn(modules),
    ...noteOnVqmod(facts),
    ...notesOnVersion(claim, facts),
  ];
  return { ...facts, modules, notes, ...(theme ? { theme } : {}) };
}

/** A log that was too large for its page may have been read to its end after all. */
function isAnswered({ fact, why }: { fact: string; why: string }, { logs = [] }: Facts): boolean {
  return (
    fact === "logs" && logs.some(({ name, groups }) => why.startsWith(`${name} is too large`) && groups.length > 0)
  );
}

function noteOnVqmod(facts: Facts): NonNullable<Facts["notes"]> {
  const isListed = facts.modifications?.some(({ kind }) => kind === "vqmod") ?? false;
  if (isListed || !isVqmodIn(facts)) return [];
  return [
    {
      fact: "modifications",
      why: "vQmod is in use, as paths in the error log show; which modifications it has is on no page that was read",
    },
  ];
}

/** What a version does not have, or shows only beside passwords. */
function notesOnVersion({ platform, version }: StoreClaim, facts: Facts): NonNullable<Facts["notes"]> {
  if (platform !== "opencart" || version === null) return [];
  const isBefore = (next: string) => compareVersions(version, next) < 0;
  const hasNone = !facts.modifications && (isBefore("2.0.0.0") || isWithin(version, { from: "4.0.0.0", to: "4.0.99" }));
  // A note counts where its fact was found nowhere.
  return [
    ...(isBefore("2.2.0.0")
      ? [{ fact: "theme", why: "this version shows it only on a page that also holds passwords" }]
      : []),
    ...(isBefore("3.0.0.0") ? [{ fact: "installer", why: "this version keeps no list of them" }] : []),
    ...(isBefore("4.0.0.0")
      ? []
      : [{ fact: "installer", why: "shown only in a list that changes the store when it is opened" }]),
    ...(hasNone ? [{ fact: "modifications", why: "this version has none of its own" }] : []),
  ];
}

function notesOn(modules: readonly Module[]): NonNullable<Facts["notes"]> {
  const notes: NonNullable<Facts["notes"]> = [];
  if (modules.some(({ installed }) => installed === null)) {
    notes.push({
      fact: "modules",
      why: "third-party ones only, without status: the lists change the store when they are opened",
    });
  }
  if (modules.some(({ thirdParty }) => thirdParty === null)) {
    notes.push({ fact: "modules.thirdParty", why: "what this platform or version brings itself is not known" });
  }
  return notes;
}

/** A list knows more of a module than the form of a user group does; the same list twice is one. */
function joinListed(listed: readonly ListedModule[]): ListedModule[] {
  const joined = new Map<string, ListedModule>();
  for (const one of listed) {
    const seen = joined.get(one.key);
    if (!seen || (seen.installed === null && one.installed !== null)) joined.set(one.key, one);
    else if (one.installed !== null) {
      const ids = new Set(seen.instances.map(({ id }) => id));
      const instances = [...seen.instances, ...one.instances.filter(({ id }) => !ids.has(id))];
      joined.set(one.key, { ...seen, instances });
    }
  }
  return [...joined.values()];
}

/** What is the same for all modules of a store. */
interface Known {
  words: NonNullable<Facts["words"]>;
  dims: boolean;
  isBundled: Bundled | null;
}

function moduleOf(one: ListedModule, { words, dims, isBundled }: Known): Module {
  const { type, code, name, installed, vendor, depth } = one;
  const bundled = isBundled?.(type, code, vendor) ?? null;
  const status = (row: ListedRow) => (one.dims || dims ? !row.dimmed : statusIn(row.cells, words));
  const instances = one.instances.map((instance) => ({
    id: instance.id,
    name: instance.name,
    enabled: status(instance),
  }));
  const enabled = enabledOf(installed, status(one), instances);
  return {
    type,
    code,
    name,
    developer: one.developer ?? null,
    version: one.version ?? null,
    installed,
    enabled,
    ...(enabled === null ? { enabledWhy: whyUnknown(one) } : {}),
    thirdParty: bundled === null ? null : !bundled,
    depth,
    instances,
  };
}

function whyUnknown({ installed }: ListedModule): string {
  return installed === null
    ? "known from the user group's form only; its own list was not read"
    : "this list shows no status for it";
}

/** A module whose instances have a status is on where one of them is: its own row says off whatever they are. */
function enabledOf(installed: boolean | null, own: boolean | null, instances: Module["instances"]): boolean | null {
  if (installed === null) return null;
  if (!installed) return false;
  const known = instances.filter(({ enabled }) => enabled !== null);
  return known.length > 0 ? known.some(({ enabled }) => enabled === true) : own;
}

function statusIn(cells: readonly string[], { off, on }: NonNullable<Facts["words"]>): boolean | null {
  if (cells.some((cell) => on.includes(cell))) return true;
  return cells.some((cell) => off.includes(cell)) ? false : null;
}

/** The one theme that is on for the default store, whose number is 0. */
function themeOf(modules: readonly Module[]): NonNullable<Report["theme"]> | null {
  const active = modules.filter(
    ({ type, installed, instances }) =>
      type === "theme" && installed === true && instances.some(({ id, enabled }) => id === "0" && enabled === true),
  );
  const [theme] = active;
  return theme && active.length === 1 ? { name: theme.code, depth: theme.depth } : null;
}
