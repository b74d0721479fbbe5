import type { Report } from "../../shared/report.ts";

/** The largest report, in bytes of UTF-8 as JSON. */
export const reportLimit = 512 * 1024;

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
  sources: 500,
  missing: 200,
} as const;

/** Fields that may be longer than a line. */
const long = new Set(["why", "enabledWhy", "message", "file", "url", "path", "source", "failures", "changed"]);
const [longText, shortText] = [2_000, 300];

/** The report within the schema's limits and within its size; what had to go is told in `missing`. */
export function fitReport(report: Report): Report {
  let fitted = withMissing(cut(report, "") as Report, cutLists(report));
  for (const shrink of [fewerBundledModules, fewerLogGroups, fewerModules, fewerModifications, fewerPackages]) {
    if (sizeOf(fitted) <= reportLimit) return fitted;
    fitted = shrink(fitted);
  }
  return fitted;
}

function sizeOf(report: Report): number {
  return new TextEncoder().encode(JSON.stringify(report)).length;
}

/** Texts and lists cut to what the schema takes; the shape stays. */
function cut(value: unknown, name: string): unknown {
  if (typeof value === "string") return value.slice(0, long.has(name) ? longText : shortText).toWellFormed();
  if (Array.isArray(value)) {
    const limit = Object.hasOwn(most, name) ? most[name as keyof typeof most] : value.length;
    return value.slice(0, limit).map((item) => cut(item, name));
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cut(inner, key)]));
}

type Missing = Report["missing"];

function cutLists(report: Report): Missing {
  return (["stores", "modules", "modifications", "installer"] as const)
    .filter((name) => report[name].length > most[name])
    .map((name) => leftOut(name, report[name].length - most[name]));
}

function leftOut(fact: string, count: number): Missing[number] {
  return { fact, why: `${count} more left out to keep the report small` };
}

function withMissing(report: Report, more: Missing): Report {
  return { ...report, missing: [...report.missing, ...more].slice(-most.missing) };
}

function keep<Name extends "modules" | "modifications" | "installer">(
  report: Report,
  name: Name,
  kept: Report[Name],
): Report {
  const gone = report[name].length - kept.length;
  return gone > 0 ? withMissing({ ...report, [name]: kept }, [leftOut(name, gone)]) : report;
}

function fewerBundledModules(report: Report): Report {
  return keep(
    report,
    "modules",
    report.modules.filter(({ thirdParty, installed }) => thirdParty !== false || installed !== false),
  );
}

function fewerLogGroups(report: Report): Report {
  return { ...report, logs: report.logs.map((log) => ({ ...log, truncated: true, groups: log.groups.slice(0, 30) })) };
}

function fewerModules(report: Report): Report {
  return keep(
    report,
    "modules",
    report.modules.slice(0, 500).map((module) => ({ ...module, instances: module.instances.slice(0, 5) })),
  );
}

function fewerModifications(report: Report): Report {
  return keep(
    report,
    "modifications",
    report.modifications.slice(0, 200).map((one) => ({ ...one, failures: one.failures.slice(0, 3) })),
  );
}

function fewerPackages(report: Report): Report {
  return keep(report, "installer", report.installer.slice(0, 200));
}
