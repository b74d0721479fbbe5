import type { Report } from "../../shared/report.ts";
import type { FactAdapter, Facts, StoreClaim } from "../adapters/adapter.ts";
import type { Joined } from "../adapters/read.ts";

type Missing = Report["missing"][number];

/** What is known of the surroundings, from outside the adapter. */
export interface Surroundings {
  /** ISO 8601, UTC. */
  at: string;
  page: Report["page"];
  browser: Report["browser"];
  server: Partial<Report["server"]>;
}

/** A report in which nothing was read yet. */
export function emptyReport({ at, page, browser, server }: Surroundings, claim: StoreClaim | null): Report {
  return {
    schema: 1,
    capturedAt: at,
    platform: {
      id: claim?.platform ?? "unknown",
      label: claim?.label ?? "Unknown",
      native: claim?.native ?? null,
      version: claim?.version ?? null,
      edition: null,
      build: null,
      mode: null,
      fingerprint: null,
    },
    page,
    admin: { group: null, language: null },
    stores: [],
    languages: [],
    theme: null,
    modules: [],
    modifications: [],
    installer: [],
    server: { php: null, web: null, database: null, os: null, from: {}, ...server },
    libraries: { jquery: null, bootstrap: null },
    coreFiles: null,
    access: { ftpDeclared: null, ftp: null },
    logs: [],
    browser,
    sources: [],
    changes: null,
    redactions: {},
    missing: [],
  };
}

/**
 * The adapter's facts as a report. `failures` holds why a fact that was asked for did not come; of other absent facts
 * the adapter says why.
 */
export function reportOf(
  adapter: FactAdapter,
  claim: StoreClaim,
  { facts, sources }: Joined,
  surroundings: Surroundings,
  failures: readonly Missing[],
): Report {
  const empty = emptyReport(surroundings, claim);
  const report: Report = {
    ...empty,
    platform: {
      ...empty.platform,
      ...facts.platform,
      version: claim.version ?? facts.version ?? null,
      edition: facts.edition ?? null,
      build: facts.build ?? null,
      mode: facts.mode ?? null,
      fingerprint: facts.fingerprint ?? null,
    },
    admin: { group: facts.adminGroup ?? null, language: facts.adminLanguage ?? null },
    stores: facts.stores ?? [],
    languages: facts.languages ?? [],
    theme: facts.theme ?? null,
    modules: facts.modules ?? [],
    modifications: (facts.modifications ?? []).map(withoutKey),
    installer: (facts.installer ?? []).map(withoutKey),
    server: serverOf(empty.server, facts.server),
    coreFiles: facts.coreFiles ?? null,
    access: facts.ftp ? accessOf(facts.ftp) : empty.access,
    libraries: { jquery: facts.jquery ?? null, bootstrap: facts.bootstrap ?? null },
    logs: (facts.logs ?? []).map(withoutKey),
    sources,
    ...(facts.declared && { declared: facts.declared }),
  };
  return { ...report, missing: missingOf(report, adapter, facts, failures) };
}

/** What the platform itself shows counts before what the answers' headers say. */
function serverOf(headers: Report["server"], shown: Facts["server"] = {}): Report["server"] {
  const known = Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== null));
  return { ...headers, ...known, from: { ...headers.from, ...shown.from } };
}

function accessOf(ftp: NonNullable<Facts["ftp"]>): Report["access"] {
  return { ftpDeclared: ftp.host && ftp.user && ftp.password, ftp };
}

function withoutKey<Item extends { key: string }>({ key: _, ...item }: Item): Omit<Item, "key"> {
  return item;
}

function missingOf(report: Report, adapter: FactAdapter, facts: Facts, failures: readonly Missing[]): Missing[] {
  const told = [...failures, ...(facts.notes ?? [])].filter(({ fact }) => isAbsent(report, fact) || isPart(fact));
  const unique = [...new Map(told.map((one) => [`${one.fact} ${one.why}`, one])).values()];
  const named = new Set(unique.map(({ fact }) => fact));
  const reasons: Record<string, string> = {
    "server.php": "the server's answers do not name it",
    "server.web": "the server's answers do not name it",
    ...adapter.unread,
  };
  const unread = Object.entries(reasons)
    .filter(([fact]) => !named.has(fact) && isAbsent(report, fact))
    .map(([fact, why]) => ({ fact, why }));
  return [...unique, ...unread];
}

/** Lists of which there may be some and yet not all. */
function isPart(fact: string): boolean {
  return fact === "modules" || fact === "modifications" || fact === "logs";
}

function isAbsent(report: Report, path: string): boolean {
  const value = path
    .split(".")
    .reduce<unknown>((at, step) => (typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined), report);
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
