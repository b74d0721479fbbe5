import type { Report } from "../../shared/report.ts";

/** The largest report, in bytes of UTF-8 as JSON. */
export const reportLimit = 512 * 1024;
/** Room for the words that tell what had to go. */
const reserve = 2 * 1024;

const most = {
  stores: 200,
  languages: 100,
  modules: 5_000,
  instances: 500,
  modifications: 2_000,
  failures: 50,
  installer: 2_000,
  logs: 20,
  groups: 300,
  errors: 100,
  failedRequests: 100,
  changed: 200,
  sources: 500,
  missing: 200,
} as const;

/** Fields that may be longer than a line. */
const long = new Set([
  "why",
  "enabledWhy",
  "message",
  "file",
  "url",
  "path",
  "source",
  "failures",
  "changed",
  "before",
  "after",
]);
const [longText, shortText] = [2_000, 300];

/**
 * Lists cut to what a report can hold in the end: whole entries go, and no text is touched, since half a secret is none
 * that is known as one. Of the rest the secrets can then be looked for in time.
 */
export function fitLists(report: Report): Report {
  const fewer = lists.map((name) => [name, cutList<unknown>(report[name], name)]);
  return shrink(report, { ...report, ...Object.fromEntries(fewer) });
}

/** The report within the schema's limits and within its size; what had to go is told in `missing`. */
export function fitReport(report: Report): Report {
  // The same shape, with shorter texts and lists.
  return shrink(report, cut(report, "") as Report);
}

/** Halves the longest list until all is small enough. */
function shrink(report: Report, fitted: Report): Report {
  let size = sizeOf(fitted);
  const isTooLarge = () => size > reportLimit - reserve;
  // Most are small enough, and measured once.
  const sizes = new Map(isTooLarge() ? lists.map((name) => [name, sizeOf(fitted[name])]) : []);
  while (isTooLarge()) {
    const largest = lists.reduce((best, name) => ((sizes.get(name) ?? 0) > (sizes.get(best) ?? 0) ? name : best));
    const before = sizes.get(largest) ?? 0;
    halve(fitted, largest);
    sizes.set(largest, sizeOf(fitted[largest]));
    size -= before - (sizes.get(largest) ?? 0);
    // Single entries are small: there is always something left to halve.
    if (before === sizes.get(largest)) break;
  }
  const gone = told.flatMap((name) => leftOut(name, report[name].length - fitted[name].length));
  return { ...fitted, missing: [...fitted.missing, ...gone].slice(-most.missing) };
}

const told = ["stores", "modules", "modifications", "installer"] as const;
const lists = [...told, "logs", "sources", "missing"] as const;

function sizeOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** Half a list, or of the modules those that come with the platform and are not in use. */
function halve(report: Report, name: (typeof lists)[number]): void {
  const half = Math.floor(report[name].length / 2);
  const inUse = report.modules.filter(({ thirdParty, installed }) => thirdParty !== false || installed !== false);
  if (name === "modules" && inUse.length < report.modules.length) report.modules = inUse;
  else if (name === "logs" && report.logs.some(({ groups }) => groups.length > 10)) {
    report.logs = report.logs.map((log) => ({
      ...log,
      truncated: true,
      groups: log.groups.slice(0, log.groups.length / 2),
    }));
  } else report[name].splice(half);
}

/** Texts and lists cut to what the schema takes; the shape stays. */
function cut(value: unknown, name: string): unknown {
  if (typeof value === "string") return value.slice(0, long.has(name) ? longText : shortText).toWellFormed();
  if (Array.isArray(value)) {
    return cutList(value, name).map((item) => cut(item, name));
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cut(inner, key)]));
}

function cutList<Item>(list: readonly Item[], name: string): Item[] {
  return list.slice(0, Object.hasOwn(most, name) ? most[name as keyof typeof most] : list.length);
}

function leftOut(fact: string, count: number): Report["missing"] {
  return count > 0 ? [{ fact, why: `${count} more left out to keep the report small` }] : [];
}
