import type { FactGroupId } from "./facts.ts";
import type { LogGroup, Report } from "./report.ts";
import { isWithin } from "./versions.ts";

/** What looks wrong in a report, as far as the report alone can tell. */
export interface Finding {
  level: FindingLevel;
  title: string;
  /** Captured text or names: untrusted, may be empty. */
  detail: string;
  group: FactGroupId;
}

export const findingLevels = ["critical", "caution", "info"] as const;
export type FindingLevel = (typeof findingLevels)[number];

/**
 * Findings of a report, worst first; among equals the more frequent first, then in the order of the readers below.
 * `now` decides which PHP branches are past their end.
 */
export function findingsOf(report: Report, now: Date): Finding[] {
  const found = readers.flatMap((read) => read(report, now));
  return found.sort((a, b) => findingLevels.indexOf(a.level) - findingLevels.indexOf(b.level));
}

type Reader = (report: Report, now: Date) => Finding[];

const readers: Reader[] = [
  fatalErrors,
  changedCoreFiles,
  modificationFailures,
  differingVersion,
  scriptErrors,
  failedRequests,
  largeLogs,
  otherErrors,
  switchedOffModifications,
  endedPhp,
  factsNotAllowed,
];

const fatal =
  /\b(?:fatal|parse|compile|core) error\b|\buncaught\b|^(?:PHP )?(?:(?:Type|Parse|Value|ArgumentCount|Arithmetic|DivisionByZero|UnhandledMatch)?Error):/i;

function logGroups(report: Report): LogGroup[] {
  return report.logs.flatMap(({ groups }) => groups).sort((a, b) => b.count - a.count);
}

function fatalErrors(report: Report): Finding[] {
  return logGroups(report)
    .filter(({ message }) => fatal.test(message))
    .map((group) => ({
      level: "critical",
      title: `Fatal error${timesWords(group.count)}${group.last ? `, last ${group.last.slice(0, 16).replace("T", " ")}` : ""}`,
      detail: placed(group),
      group: "logs",
    }));
}

function otherErrors(report: Report): Finding[] {
  const others = logGroups(report).filter(({ message }) => !fatal.test(message));
  const [most] = others;
  if (!most) return [];
  const count = others.reduce((sum, group) => sum + group.count, 0);
  return [
    {
      level: "info",
      title: `${counted(others.length, "further log message")}${timesWords(count)}`,
      detail: `Most often: ${placed(most)}`,
      group: "logs",
    },
  ];
}

function changedCoreFiles({ coreFiles }: Report): Finding[] {
  if (!coreFiles || coreFiles.changed.length === 0) return [];
  const title = `${counted(coreFiles.changed.length, "core file")} changed by hand`;
  return [{ level: "critical", title, detail: coreFiles.changed.join(", "), group: "store" }];
}

function modificationFailures({ modifications }: Report): Finding[] {
  return modifications
    .filter(({ failures }) => failures.length > 0)
    .map(({ name, version, failures }) => ({
      level: "caution",
      title: `${[name, version].filter(Boolean).join(" ")} did not find ${counted(failures.length, "place")} to change`,
      detail: failures.join(" · "),
      group: "modifications",
    }));
}

function differingVersion({ platform }: Report): Finding[] {
  const { version, fingerprint } = platform;
  if (!version || !fingerprint) return [];
  // Some releases of OpenCart show themselves as the candidate they were built from: `3.0.3.1_rc` is `3.0.3.1`.
  const numbers = /\d+(?:\.\d+)*/.exec(version)?.[0];
  if (!numbers || isWithin(numbers, fingerprint)) return [];
  const span = fingerprint.to ? `${fingerprint.from} to ${fingerprint.to}` : `${fingerprint.from} or later`;
  return [
    {
      level: "caution",
      title: `The store shows ${version}; its files are of ${span}`,
      detail: fingerprint.by.join(", "),
      group: "store",
    },
  ];
}

function scriptErrors({ browser }: Report): Finding[] {
  const [first] = browser.errors;
  if (!first) return [];
  const title = `${counted(browser.errors.length, "script error")} on the page`;
  return [{ level: "caution", title, detail: first.message, group: "browser" }];
}

function failedRequests({ browser }: Report): Finding[] {
  const [first] = browser.failedRequests;
  if (!first) return [];
  const title = `${counted(browser.failedRequests.length, "request")} of the page failed`;
  const status = first.status === null ? "" : ` (status ${first.status})`;
  return [{ level: "caution", title, detail: `${first.path}${status}`, group: "browser" }];
}

/** Bytes: from the first size a log is worth a look, from the second it slows the store or fills its disk. */
const largeLog = 5_000_000;
const hugeLog = 50_000_000;

function largeLogs({ logs }: Report): Finding[] {
  return logs.flatMap(({ name, size }): Finding[] =>
    size === null || size < largeLog
      ? []
      : [
          {
            level: size < hugeLog ? "info" : "caution",
            title: `${name} holds ${Math.round(size / 1_000_000)} MB`,
            detail: "",
            group: "logs",
          },
        ],
  );
}

function switchedOffModifications({ modifications }: Report): Finding[] {
  const off = modifications.filter(({ enabled }) => enabled === false);
  if (off.length === 0) return [];
  const title = off.length === 1 ? "1 modification is off" : `${off.length} modifications are off`;
  return [{ level: "info", title, detail: off.map(({ name }) => name).join(", "), group: "modifications" }];
}

/** Last day with security fixes of each PHP branch. From php.net/eol.php and php.net/supported-versions.php, 2026-11. */
const phpEnds: Record<string, string> = {
  "5.2": "2011-01-06",
  "5.3": "2014-08-14",
  "5.4": "2015-09-03",
  "5.5": "2016-07-21",
  "5.6": "2018-12-31",
  "7.0": "2019-01-10",
  "7.1": "2019-12-01",
  "7.2": "2020-11-30",
  "7.3": "2021-12-06",
  "7.4": "2022-11-28",
  "8.0": "2023-11-26",
  "8.1": "2025-12-31",
  "8.2": "2026-12-31",
  "8.3": "2027-12-31",
  "8.4": "2028-12-31",
};

function endedPhp({ server }: Report, now: Date): Finding[] {
  const branch = server.php?.match(/\d+\.\d+/)?.[0] ?? "";
  const end = phpEnds[branch];
  if (!end || now.toISOString().slice(0, 10) <= end) return [];
  const title = `PHP ${branch} has had no security fixes since ${dayWords(end)}`;
  return [{ level: "info", title, detail: "", group: "server" }];
}

const notAllowed = /permission|not allowed|may not|denied/i;

function factsNotAllowed({ missing }: Report): Finding[] {
  const kept = missing.filter(({ why }) => notAllowed.test(why));
  if (kept.length === 0) return [];
  const title = `${counted(kept.length, "fact")} not read, probably for want of permission`;
  return [{ level: "info", title, detail: kept.map(({ fact }) => fact).join(", "), group: "store" }];
}

function placed({ message, file, line }: LogGroup): string {
  return file ? `${message} in ${file}${line === null ? "" : `:${line}`}` : message;
}

function timesWords(count: number): string {
  return count === 1 ? "" : `, ${count} times`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dayWords(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${months[(month ?? 1) - 1]} ${year}`;
}
