import type { Report } from "../../shared/report.ts";
import type { FactAdapter, FactReader, Facts, Keyed, Source, StoreClaim } from "./adapter.ts";

/** What one reader found on one page. */
export interface Found {
  reader: FactReader;
  source: Source;
  facts: Facts;
}

/** Everything that the adapter finds on this page, at once: an open document may change a moment later. */
export function readSource(adapter: FactAdapter, claim: StoreClaim, source: Source): Found[] {
  const { route } = source;
  if (route !== null && adapter.neverRead.some((secret) => secret.test(route)) && source.depth !== "page") return [];
  const state = adapter.state(source.page);
  if (state === "signed-out") return [];
  return adapter.facts.flatMap((reader) => {
    if (state === "denied" && !reader.isOfDenied) return [];
    // A saved fragment without its address may be any page: rows are told by their own addresses.
    if (reader.routes !== null && route !== null && !reader.routes.test(route)) return [];
    const facts = reader.read(source, claim);
    return facts ? [{ reader, source, facts }] : [];
  });
}

export interface Joined {
  facts: Facts;
  sources: Report["sources"];
}

/**
 * All that was found as one: lists that grow are joined without doubles, of everything else the first reader's word
 * counts, in the adapter's order.
 */
export function joinFound(adapter: FactAdapter, claim: StoreClaim, found: readonly Found[]): Joined {
  const ordered = adapter.facts.flatMap((reader) => found.filter((one) => one.reader === reader));
  let facts: Facts = {};
  const sources: Report["sources"] = [];
  for (const { reader, source, facts: more } of ordered) {
    const joined = joinFacts(facts, more);
    if (joined === facts) continue;
    facts = joined;
    const { depth, from, at, ms } = source;
    const isListed = sources.some((one) => one.fact === reader.fact && one.from === from);
    if (!isListed) sources.push({ fact: reader.fact, depth, from, at, ms });
  }
  const settled = adapter.settle(facts, { ...claim, version: claim.version ?? facts.version ?? null });
  return { facts: settled, sources };
}

function joinFacts(facts: Facts, more: Facts): Facts {
  const joined: Facts = { ...more, ...facts };
  if (more.listed) joined.listed = [...(facts.listed ?? []), ...more.listed];
  if (more.words) {
    joined.words = {
      off: [...new Set([...(facts.words?.off ?? []), ...more.words.off])],
      on: [...new Set([...(facts.words?.on ?? []), ...more.words.on])],
    };
  }
  if (more.modules && facts.modules) joined.modules = joinModules(facts.modules, more.modules);
  if (more.modifications) joined.modifications = withoutDoubles(facts.modifications, more.modifications);
  if (more.installer) joined.installer = withoutDoubles(facts.installer, more.installer);
  if (more.logs) joined.logs = joinLogs(facts.logs ?? [], more.logs);
  if (more.server)
    joined.server = { ...more.server, ...facts.server, from: { ...more.server.from, ...facts.server?.from } };
  if (more.notes) joined.notes = [...(facts.notes ?? []), ...more.notes];
  const isNews = (Object.keys(joined) as (keyof Facts)[]).some((name) => joined[name] !== facts[name]);
  return isNews ? joined : facts;
}

function withoutDoubles<Item>(seen: readonly Keyed<Item>[] = [], more: readonly Keyed<Item>[]): Keyed<Item>[] {
  const keys = new Set(seen.map(({ key }) => key));
  return [...seen, ...more.filter(({ key }) => !keys.has(key) && keys.add(key))];
}

type Modules = NonNullable<Facts["modules"]>;

/** The same module in two lists is one: of each of its values the first that is known counts. */
function joinModules(seen: Modules, more: Modules): Modules {
  const keyOf = ({ type, code }: Modules[number]) => `${type}/${code}`;
  const joined = new Map(seen.map((module) => [keyOf(module), module]));
  for (const module of more) {
    const before = joined.get(keyOf(module));
    joined.set(keyOf(module), before ? withKnown(before, module) : module);
  }
  return [...joined.values()];
}

function withKnown(first: Modules[number], second: Modules[number]): Modules[number] {
  const known = Object.fromEntries(Object.entries(first).filter(([, value]) => value !== null));
  const both: Modules[number] = { ...second, ...known };
  const { enabledWhy: _, ...told } = both;
  return both.enabled === null ? both : told;
}

type Logs = NonNullable<Facts["logs"]>;

/** The same log saved twice: of each error the higher count, since the later page holds the earlier one's lines too. */
function joinLogs(seen: Logs, more: Logs): Logs {
  const joined = new Map(seen.map((log) => [log.key, log]));
  for (const log of more) {
    const before = joined.get(log.key);
    if (!before) {
      joined.set(log.key, log);
      continue;
    }
    const groups = new Map(before.groups.map((group) => [groupKey(group), group]));
    for (const group of log.groups) {
      const same = groups.get(groupKey(group));
      if (!same || same.count < group.count) groups.set(groupKey(group), group);
    }
    const truncated = before.truncated || log.truncated;
    joined.set(log.key, { ...before, truncated, groups: [...groups.values()].sort((a, b) => b.count - a.count) });
  }
  return [...joined.values()];
}

function groupKey({ message, file, line }: Logs[number]["groups"][number]): string {
  return JSON.stringify([message, file, line]);
}
