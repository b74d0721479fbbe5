import { describe, expect, test } from "vitest";
import { type Finding, findingLevels, findingsOf } from "../../shared/findings.ts";
import { type Report, report } from "../../shared/report.ts";

const now = new Date("2026-11-22T12:00:00Z");

function reportWith(parts: Record<string, unknown>): Report {
  return report.parse({
    schema: 1,
    capturedAt: "2026-11-20T08:00:00Z",
    platform: { id: "opencart", label: "OpenCart" },
    page: {},
    ...parts,
  });
}

const logWith = (...groups: object[]) => ({ name: "error.log", truncated: false, groups });
const modificationWith = (parts: object) => ({ name: "Acme", version: "3.1", kind: "ocmod", ...parts });
const platformWith = (version: string, from: string, to: string | null) => ({
  platform: { id: "opencart", label: "OpenCart", version, fingerprint: { from, to, by: ["jquery 3.7.0"] } },
});

const cases: [name: string, parts: Record<string, unknown>, expected: Partial<Finding>[]][] = [
  ["a report where nothing is wrong has no findings", {}, []],
  [
    "a fatal PHP error is critical, with how often, when last and where",
    {
      logs: [
        logWith({
          message: "PHP Fatal error:  Uncaught Error: Call to undefined method",
          file: "[root]/catalog/a.php",
          line: 12,
          count: 41,
          last: "2026-11-19T16:00:00",
        }),
      ],
    },
    [
      {
        level: "critical",
        title: "Fatal error, 41 times, last 2026-11-19 16:00",
        detail: "PHP Fatal error:  Uncaught Error: Call to undefined method in [root]/catalog/a.php:12",
        group: "logs",
      },
    ],
  ],
  [
    "an exception that OpenCart logs by its class alone is fatal too",
    { logs: [logWith({ message: "TypeError: count(): Argument #1 must be countable", count: 1 })] },
    [{ level: "critical", title: "Fatal error" }],
  ],
  [
    "warnings and notices are told together, as information",
    {
      logs: [
        logWith({ message: "PHP Notice:  Undefined index: x", count: 3 }),
        logWith({ message: "PHP Warning:  licence check failed", count: 20 }),
      ],
    },
    [
      {
        level: "info",
        title: "2 further log messages, 23 times",
        detail: "Most often: PHP Warning:  licence check failed",
      },
    ],
  ],
  [
    "a warning that only mentions an error is not fatal",
    { logs: [logWith({ message: "PHP Warning:  error_log could not be opened", count: 1 })] },
    [{ level: "info", title: "1 further log message" }],
  ],
  [
    "core files changed by hand are critical and named",
    { coreFiles: { changed: ["index.php", "fn.cart.php"] } },
    [{ level: "critical", title: "2 core files changed by hand", detail: "index.php, fn.cart.php", group: "store" }],
  ],
  [
    "a modification that found nothing to change asks for caution",
    { modifications: [modificationWith({ enabled: true, failures: ["NOT FOUND: a", "NOT FOUND: b"] })] },
    [
      {
        level: "caution",
        title: "Acme 3.1 did not find 2 places to change",
        detail: "NOT FOUND: a · NOT FOUND: b",
        group: "modifications",
      },
    ],
  ],
  [
    "modifications that are off are named; those whose state is unknown are not",
    {
      modifications: [
        modificationWith({ enabled: false }),
        modificationWith({ name: "Other", enabled: null }),
        modificationWith({ name: "Third", enabled: false }),
      ],
    },
    [{ level: "info", title: "2 modifications are off", detail: "Acme, Third" }],
  ],
  [
    "a version below what the files allow is told",
    platformWith("3.0.3.8", "3.0.3.9", "3.0.4.0"),
    [
      {
        level: "caution",
        title: "The store shows 3.0.3.8; its files are of 3.0.3.9 to 3.0.4.0",
        detail: "jquery 3.7.0",
        group: "store",
      },
    ],
  ],
  [
    "a version above what the files allow is told",
    platformWith("4.2.0.0", "4.0.2.3", "4.1.0.4"),
    [{ level: "caution" }],
  ],
  ["a version compares by number, not by letter", platformWith("3.0.10", "3.0.9", null), []],
  ["a version within the span is not told", platformWith("3.0.3.9", "3.0.3.9", "3.0.4.0"), []],
  ["a version's suffix does not make it differ", platformWith("3.0.3.1_rc", "3.0.3.1", "3.0.3.1"), []],
  [
    "PHP past its end is told with the day",
    { server: { php: "5.6.40" } },
    [{ level: "info", title: "PHP 5.6 has had no security fixes since 31 Dec 2018", group: "server" }],
  ],
  ["PHP that still gets fixes is not told", { server: { php: "8.2.36" } }, []],
  ["PHP of an unknown branch is not told", { server: { php: "9.9.1" } }, []],
  [
    "a log of more than 50 MB asks for caution, of more than 5 MB is information, a smaller one is fine",
    {
      logs: [
        { ...logWith(), name: "huge.log", size: 120_000_000 },
        { ...logWith(), name: "large.log", size: 5_000_000 },
        { ...logWith(), name: "small.log", size: 4_999_999 },
      ],
    },
    [
      { level: "caution", title: "huge.log holds 120 MB" },
      { level: "info", title: "large.log holds 5 MB" },
    ],
  ],
  [
    "facts that the person may not see are counted; those missing for other reasons are not",
    {
      missing: [
        { fact: "logs", why: "you may not open it, or this version has no such page" },
        { fact: "theme", why: "only on a page that also holds passwords" },
      ],
    },
    [{ level: "info", title: "1 fact not read, probably for want of permission", detail: "logs" }],
  ],
  [
    "script errors and failed requests of the page ask for caution",
    {
      browser: {
        errors: [{ message: "x is not defined", claimedByPage: true }],
        failedRequests: [{ path: "/admin/a.js", status: 404 }, { path: "/b" }],
      },
    },
    [
      { level: "caution", title: "1 script error on the page", detail: "x is not defined", group: "browser" },
      { level: "caution", title: "2 requests of the page failed", detail: "/admin/a.js (status 404)" },
    ],
  ],
];

describe("findings", () => {
  test.each(cases)("%s", (_, parts, expected) => {
    expect(findingsOf(reportWith(parts), now)).toMatchObject(expected);
    expect(findingsOf(reportWith(parts), now)).toHaveLength(expected.length);
  });

  test("the worst stands first, and among equals the more frequent", () => {
    const found = findingsOf(
      reportWith({
        server: { php: "7.4" },
        modifications: [modificationWith({ failures: ["NOT FOUND"] })],
        logs: [
          logWith({ message: "Fatal error: rare", count: 1 }, { message: "Fatal error: frequent", count: 9 }),
          logWith({ message: "Parse error: in between", count: 4 }),
        ],
      }),
      now,
    );
    expect(found.map(({ level }) => level)).toEqual(["critical", "critical", "critical", "caution", "info"]);
    expect(found.slice(0, 3).map(({ detail }) => detail)).toEqual([
      "Fatal error: frequent",
      "Parse error: in between",
      "Fatal error: rare",
    ]);
    expect(findingLevels).toEqual(["critical", "caution", "info"]);
  });

  test("a PHP branch counts as supported on its last day and as ended on the next", () => {
    const report = reportWith({ server: { php: "PHP/8.2.36" } });
    expect(findingsOf(report, new Date("2026-12-31T23:59:59Z"))).toHaveLength(0);
    expect(findingsOf(report, new Date("2027-01-01T00:00:00Z"))).toHaveLength(1);
  });

  test("finding changes nothing in the report", () => {
    const report = reportWith({
      logs: [logWith({ message: "a", count: 1 }, { message: "b", count: 2 })],
    });
    const before = structuredClone(report);
    findingsOf(report, now);
    expect(report).toEqual(before);
  });
});
