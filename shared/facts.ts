import type { Report } from "./report.ts";

/**
 * A report as a person reads it: named facts in groups, each of which can be left out. The same list stands in the
 * preview and in the desk, so that both speak of the same thing.
 */
export interface Fact {
  /** Where the value stands in the report: `server.php`, `modules.3`, `logs.0.groups.2`. */
  path: string;
  name: string;
  /** What is shown; placeholders of removed secrets stand in it as `[email#1]`. */
  value: string;
  /** Second line, quieter. */
  detail: string | null;
  /** The depth or place it was read from, where that is known. */
  from: string | null;
}

export interface MissingFact {
  name: string;
  why: string;
}

export const factGroups = [
  "store",
  "declared",
  "page",
  "server",
  "modules",
  "modifications",
  "installer",
  "logs",
  "browser",
  "changes",
] as const;
export type FactGroupId = (typeof factGroups)[number];

export interface FactGroup {
  id: FactGroupId;
  title: string;
  facts: Fact[];
  missing: MissingFact[];
}

/** Why a fact is missing that the person took out. */
export const leftOutWhy = "left out by the person";

const titles: Record<FactGroupId, string> = {
  store: "Store",
  declared: "Declared, not read",
  page: "This page",
  server: "Server",
  modules: "Modules",
  modifications: "Modifications",
  installer: "Installed packages",
  logs: "Last errors",
  browser: "Browser",
  changes: "Changed since it last worked",
};

/** The report's facts in groups; groups with nothing read and nothing missing are not listed. */
export function factsOf(report: Report): FactGroup[] {
  const groups = factGroups.map((id) => ({
    id,
    title: titles[id],
    facts: readers[id](report),
    missing: report.missing
      .filter(({ fact }) => groupOf(fact) === id)
      .map(({ fact, why }) => ({ name: nameOf(fact), why })),
  }));
  return groups.filter(({ facts, missing }) => facts.length + missing.length > 0);
}

export function countFacts(groups: readonly FactGroup[]): number {
  return groups.reduce((sum, { facts }) => sum + facts.length, 0);
}

const readers: Record<FactGroupId, (report: Report) => Fact[]> = {
  store: (report) => {
    const { platform, admin, theme, libraries } = report;
    const { fingerprint } = platform;
    const span =
      fingerprint && (fingerprint.to ? `${fingerprint.from} to ${fingerprint.to}` : `${fingerprint.from} or later`);
    return [
      ...fact(report, "platform.label", "Platform", platform.label),
      ...fact(report, "platform.version", "Version shown", platform.version),
      ...fact(report, "platform.fingerprint", "Version by its files", span, fingerprint?.by.join(", ")),
      ...fact(report, "platform.edition", "Edition", platform.edition),
      ...fact(report, "platform.build", "Build", platform.build),
      ...fact(report, "platform.mode", "Mode", platform.mode),
      ...fact(report, "admin.group", "Your user group", admin.group),
      ...fact(report, "admin.language", "Admin language", admin.language),
      ...report.stores.flatMap((store, index) =>
        fact(report, `stores.${index}`, store.default ? "Store" : "Further store", store.name, store.url),
      ),
      ...fact(report, "languages", "Languages", report.languages.join(", ") || null),
      ...fact(report, "theme", "Theme", theme?.name ?? null),
      ...fact(report, "libraries.jquery", "jQuery", libraries.jquery),
      ...fact(report, "libraries.bootstrap", "Bootstrap", libraries.bootstrap),
      ...fact(
        report,
        "coreFiles",
        "Changed core files",
        report.coreFiles && (report.coreFiles.changed.join(", ") || "none"),
      ),
      ...fact(
        report,
        "access.ftpDeclared",
        "FTP account in the store's settings",
        yesNo(report.access.ftpDeclared),
        ftpWords(report),
      ),
    ];
  },
  declared: (report) =>
    (report.declared?.facts ?? []).flatMap(({ name, value }, index) =>
      fact(report, `declared.facts.${index}`, name, value, `declared by ${report.declared?.by}`),
    ),
  page: (report) => [
    ...fact(report, "page.url", "Address", report.page.url),
    ...fact(report, "page.route", "Route", report.page.route),
    ...fact(report, "page.title", "Title", report.page.title),
    ...fact(report, "page.language", "Language", report.page.language),
    ...fact(report, "page.direction", "Direction", report.page.direction),
    ...fact(
      report,
      "page.viewport",
      "Window",
      report.page.viewport && `${report.page.viewport.width} × ${report.page.viewport.height}`,
    ),
  ],
  server: (report) => [
    ...fact(report, "server.php", "PHP", report.server.php, report.server.from.php),
    ...fact(report, "server.web", "Web server", report.server.web, report.server.from.web),
    ...fact(report, "server.database", "Database", report.server.database, report.server.from.database),
    ...fact(report, "server.os", "Operating system", report.server.os, report.server.from.os),
  ],
  modules: (report) =>
    report.modules.flatMap((module, index) =>
      fact(
        report,
        `modules.${index}`,
        module.name,
        [module.version, stateOf(module)].filter(Boolean).join(", "),
        [
          `${module.type}/${module.code}`,
          module.developer,
          module.thirdParty ? "third-party" : null,
          depthWords[module.depth],
        ]
          .filter(Boolean)
          .join(" · "),
      ),
    ),
  modifications: (report) =>
    report.modifications.flatMap((modification, index) =>
      fact(
        report,
        `modifications.${index}`,
        modification.name,
        [modification.version, onOff(modification.enabled)].filter(Boolean).join(", ") || "listed",
        [kindWords[modification.kind], modification.author, ...modification.failures].filter(Boolean).join(" · "),
      ),
    ),
  installer: (report) =>
    report.installer.flatMap((installed, index) =>
      fact(
        report,
        `installer.${index}`,
        installed.name,
        [installed.version, installed.installed === false ? "not installed" : "installed"].filter(Boolean).join(", "),
        installed.date,
      ),
    ),
  logs: (report) =>
    report.logs.flatMap((log, index) =>
      log.groups.flatMap((group, at) =>
        fact(
          report,
          `logs.${index}.groups.${at}`,
          group.count === 1 ? log.name : `${log.name}, ${group.count} times`,
          group.message,
          [group.file && (group.line ? `${group.file}:${group.line}` : group.file), group.last]
            .filter(Boolean)
            .join(" · "),
        ),
      ),
    ),
  browser: (report) => [
    ...fact(
      report,
      "browser.name",
      "Browser",
      report.browser.name && `${report.browser.name} ${report.browser.version ?? ""}`.trim(),
    ),
    ...report.browser.errors.flatMap((error, index) =>
      fact(
        report,
        `browser.errors.${index}`,
        "Script error",
        error.message,
        error.claimedByPage ? "as the page says" : null,
      ),
    ),
    ...report.browser.failedRequests.flatMap((request, index) =>
      fact(
        report,
        `browser.failedRequests.${index}`,
        "Failed request",
        request.path,
        [request.status && `status ${request.status}`, request.ms !== null && `${request.ms} ms`]
          .filter(Boolean)
          .join(" · "),
      ),
    ),
  ],
  changes: (report) =>
    (report.changes?.changed ?? []).flatMap(({ what, before, after }, index) =>
      fact(
        report,
        `changes.changed.${index}`,
        what,
        `${before ?? "not there"} → ${after ?? "gone"}`,
        `compared with ${report.changes?.since}`,
      ),
    ),
};

function fact(
  report: Report,
  path: string,
  name: string,
  value: string | null | undefined,
  detail?: string | null,
): Fact[] {
  if (value === null || value === undefined || value === "") return [];
  const source = report.sources.find(({ fact }) => path === fact || path.startsWith(`${fact}.`));
  return [{ path, name, value, detail: detail || null, from: source ? sourceWords(source.depth, source.from) : null }];
}

const kindWords: Record<Report["modifications"][number]["kind"], string | null> = {
  ocmod: null,
  vqmod: "vQmod",
  event: "event",
  other: null,
};

/** Where a module was found; what a page shows is the page's own word. */
const depthWords: Record<Report["modules"][number]["depth"], string> = {
  page: "on the open page",
  safe: "by a safe read",
  sweep: "from its list, which you agreed to open",
};

function yesNo(value: boolean | null): string | null {
  if (value === null) return null;
  return value ? "yes" : "no";
}

function ftpWords({ access: { ftp } }: Report): string | null {
  if (!ftp) return null;
  const parts = Object.entries(ftp).filter(([, isThere]) => isThere);
  return parts.length > 0 ? `filled in: ${parts.map(([name]) => name).join(", ")}` : "nothing filled in";
}

function sourceWords(depth: string, from: string): string {
  return depth === "page" ? "as this page says" : `read from ${from}`;
}

function stateOf(module: Report["modules"][number]): string {
  if (module.installed === false) return "not installed";
  return onOff(module.enabled) ?? "installed";
}

function onOff(enabled: boolean | null): string | null {
  if (enabled === null) return null;
  return enabled ? "on" : "off";
}

/** The group a missing fact is told in, by the first word of its path. */
function groupOf(path: string): FactGroupId {
  const first = path.split(".")[0] ?? "";
  if ((factGroups as readonly string[]).includes(first)) return first as FactGroupId;
  return "store";
}

function nameOf(path: string): string {
  const words = path.split(".").at(-1) ?? path;
  return (
    words.charAt(0).toUpperCase() +
    words
      .slice(1)
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .toLowerCase()
  );
}

/**
 * The report without the facts at these paths. A single value becomes null and is listed as missing; an item of a list
 * is taken out, and only how many went is listed. Paths that name nothing change nothing.
 */
export function withoutFacts(report: Report, paths: readonly string[]): Report {
  const left = structuredClone(report);
  const known = new Set(factsOf(report).flatMap(({ facts }) => facts.map(({ path }) => path)));
  const listed = new Map<string, Set<number>>();
  for (const path of paths.filter((path) => known.has(path))) {
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    const holder = steps.reduce<unknown>((at, step) => (isHolder(at) ? at[step] : undefined), left);
    if (!isHolder(holder)) continue;
    if (Array.isArray(holder)) {
      const indexes = listed.get(steps.join(".")) ?? new Set();
      listed.set(steps.join("."), indexes.add(Number(last)));
    } else if (path === "platform.label") {
      left.platform.label = "";
    } else {
      holder[last] = Array.isArray(holder[last]) ? [] : null;
      left.missing.push({ fact: path, why: leftOutWhy });
      forgetBeside(left, path);
    }
  }
  for (const [path, indexes] of listed) {
    const list = path.split(".").reduce<unknown>((at, step) => (isHolder(at) ? at[step] : undefined), left);
    if (!Array.isArray(list)) continue;
    const kept = list.filter((_, index) => !indexes.has(index));
    const gone = list.length - kept.length;
    list.splice(0, list.length, ...kept);
    if (gone > 0) left.missing.push({ fact: path.split(".")[0] ?? path, why: `${gone} ${leftOutWhy}` });
  }
  return left;
}

/** A left-out value must not live on in the words beside it. */
function forgetBeside(report: Report, path: string): void {
  if (path.startsWith("server.")) delete report.server.from[path.slice("server.".length)];
  if (path === "browser.name") report.browser.version = null;
}

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
