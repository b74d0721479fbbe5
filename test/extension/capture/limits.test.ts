import { expect, test } from "vitest";
import { fitLists, fitReport, reportLimit } from "../../../extension/capture/limits.ts";
import { emptyReport } from "../../../extension/capture/report.ts";
import { type Report, report as reportSchema } from "../../../shared/report.ts";
import { claimOf } from "../../support/pages.ts";

const empty = emptyReport(
  {
    at: "2026-03-04T08:00:00.000Z",
    page: { url: null, route: null, title: null, language: null, direction: null, viewport: null },
    browser: { name: null, version: null, errors: [], failedRequests: [] },
    server: {},
  },
  claimOf("3.0.5.1"),
);

const times = <Item>(count: number, make: (at: number) => Item) => Array.from({ length: count }, (_, at) => make(at));
const moduleAt = (at: number, thirdParty: boolean, installed = true): Report["modules"][number] => ({
  type: "module",
  code: `code_${at}`,
  name: "n".repeat(900),
  developer: null,
  version: null,
  installed,
  enabled: null,
  thirdParty,
  depth: "page",
  instances: times(3, (id) => ({ id: String(id), name: "i".repeat(900), enabled: true })),
});

const sizeOf = (report: Report) => new TextEncoder().encode(JSON.stringify(report)).length;

test("a small report is left as it is", () => {
  const report = { ...empty, modules: [{ ...moduleAt(1, true), name: "Fast", instances: [] }] };
  expect(fitReport(report)).toEqual(report);
});

test("however much was read, the report fits its schema and its size, and says what had to go", () => {
  const group = (at: number) => ({
    message: `${at}${"m".repeat(5_000)}`,
    file: "f".repeat(3_000),
    line: at,
    count: 1,
    first: null,
    last: null,
  });
  const report: Report = {
    ...empty,
    page: { ...empty.page, title: "\ud800".repeat(5_000) },
    stores: times(300, (at) => ({ name: `s${at}`, url: "u".repeat(4_000), default: false })),
    languages: times(300, () => "en-gb"),
    modules: [...times(6_000, (at) => moduleAt(at, false, false)), ...times(400, (at) => moduleAt(at + 9_000, true))],
    modifications: times(3_000, (at) => ({
      name: `m${at}`,
      author: "a".repeat(500),
      version: null,
      enabled: true,
      kind: "ocmod" as const,
      failures: times(80, () => "f".repeat(500)),
    })),
    installer: times(3_000, (at) => ({ name: `p${at}`, code: null, version: null, date: null, installed: true })),
    logs: times(30, (at) => ({ name: `l${at}`, size: null, truncated: false, groups: times(400, group) })),
    sources: times(700, () => ({ fact: "modules", depth: "page" as const, from: "page", at: "x", ms: null })),
    missing: times(400, (at) => ({ fact: `f${at}`, why: "w".repeat(5_000) })),
  };
  const fitted = fitReport(report);
  expect(sizeOf(fitted)).toBeLessThanOrEqual(reportLimit);
  expect(reportSchema.safeParse(fitted).error).toBeUndefined();
  expect(fitted.page.title?.isWellFormed()).toBe(true);
  expect(fitted.missing.map(({ fact }) => fact)).toEqual(
    expect.arrayContaining(["modules", "modifications", "installer"]),
  );
});

test("third-party modules stay when the platform's own have to go", () => {
  const report = {
    ...empty,
    modules: [...times(2_000, (at) => moduleAt(at, false, false)), ...times(20, (at) => moduleAt(at + 9_000, true))],
  };
  const fitted = fitReport(report);
  expect(fitted.modules).toHaveLength(20);
  expect(fitted.missing).toContainEqual({ fact: "modules", why: "2000 more left out to keep the report small" });
});

test("before secrets are looked for lists lose whole entries, and no text loses a sign", () => {
  const listed = fitLists({ ...empty, modules: times(6_000, (at) => moduleAt(at, true)) });
  expect(listed.modules.length).toBeLessThan(1_000);
  expect(listed.modules.every(({ name }) => name.length === 900)).toBe(true);
  const [gone] = listed.missing.filter(({ fact }) => fact === "modules");
  expect(gone?.why).toBe(`${6_000 - listed.modules.length} more left out to keep the report small`);
});
