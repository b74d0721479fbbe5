import type { Report } from "./report.ts";

/**
 * What a store looked like on one day, small enough to keep: single facts by name, and lists by what they list. A list
 * is there only if it was read; an item that is not in it was then not in the store.
 */
export interface Snapshot {
  singles: Record<string, string>;
  lists: Record<string, Record<string, string>>;
}

/** One fact that is otherwise than before; null where it was not there, or is gone. */
export type Change = NonNullable<Report["changes"]>["changed"][number];

const mostItems = 2_000;
const mostChanges = 100;
const longest = 200;

export function snapshotOf(report: Report): Snapshot {
  const { platform, theme, libraries, server, languages, stores, coreFiles } = report;
  const { fingerprint } = platform;
  const known: Record<string, string | null | undefined> = {
    Platform: platform.label,
    "Version shown": platform.version,
    "Version by its files": fingerprint && [fingerprint.from, fingerprint.to].filter(Boolean).join(" to "),
    Edition: platform.edition,
    Build: platform.build,
    Mode: platform.mode,
    Theme: theme?.name,
    jQuery: libraries.jquery,
    Bootstrap: libraries.bootstrap,
    PHP: server.php,
    "Web server": server.web,
    Database: server.database,
    "Operating system": server.os,
    Languages: languages.join(", "),
    Stores: stores.map(({ name }) => name).join(", "),
    "Changed core files": coreFiles && (coreFiles.changed.join(", ") || "none"),
  };
  const singles = Object.entries(known).flatMap(([name, value]) => (value ? [[name, short(value)] as const] : []));
  return { singles: Object.fromEntries(singles), lists: listsOf(report) };
}

function listsOf({ modules, modifications, installer }: Report): Snapshot["lists"] {
  const items: [list: string, name: string, words: (string | null | undefined)[]][] = [
    // Modules without a state were not read from their list: others of their type may be in the store.
    ...modules
      .filter(({ installed }) => installed !== null)
      .map((one): (typeof items)[number] => [
        `Module ${one.type}`,
        one.code,
        [one.version, one.installed ? "installed" : "not installed", onOff(one.enabled)],
      ]),
    ...modifications.map((one): (typeof items)[number] => [
      "Modification",
      one.name,
      [one.version, onOff(one.enabled), one.failures.length > 0 ? `${one.failures.length} failed` : null],
    ]),
    ...installer.map((one): (typeof items)[number] => ["Package", one.name, [one.version, one.date]]),
  ];
  const lists: Snapshot["lists"] = {};
  for (const [list, name, words] of items.slice(0, mostItems)) {
    lists[list] ??= {};
    lists[list][short(name)] = short(words.filter(Boolean).join(", ") || "listed");
  }
  return lists;
}

function onOff(enabled: boolean | null): string | null {
  if (enabled === null) return null;
  return enabled ? "on" : "off";
}

function short(text: string): string {
  return text.slice(0, longest).toWellFormed();
}

/** What is known of a day from several of its pages: of what was seen twice the later counts. */
export function joinSnapshots(earlier: Snapshot, later: Snapshot): Snapshot {
  return { singles: { ...earlier.singles, ...later.singles }, lists: { ...earlier.lists, ...later.lists } };
}

/** What differs, of all that both know. What only one of them looked at says nothing. */
export function changesBetween(before: Snapshot, after: Snapshot): Change[] {
  const singles = Object.entries(after.singles).flatMap(([name, value]) => {
    const old = before.singles[name];
    return old === undefined || old === value ? [] : [{ what: name, before: old, after: value }];
  });
  const lists = Object.entries(after.lists).flatMap(([list, items]) => {
    const old = before.lists[list];
    if (!old) return [];
    const names = [...new Set([...Object.keys(old), ...Object.keys(items)])].sort();
    return names
      .map((name) => ({ what: `${list} ${name}`, before: old[name] ?? null, after: items[name] ?? null }))
      .filter((change) => change.before !== change.after);
  });
  return [...singles, ...lists].slice(0, mostChanges);
}
