import { afterAll, beforeAll, expect, test } from "vitest";
import { reportLimit } from "../../extension/capture/limits.ts";
import { report as reportSchema } from "../../shared/report.ts";
import { hostilePages } from "./hostile/pages.ts";
import { openRange, type Range, type Reading } from "./hostile/pages-run.ts";

/** The longest that a capture may keep the page's thread, in milliseconds on an ordinary machine that does nothing else. */
const limitMs = 250;
/**
 * The fixed work that is done before and after each capture, on that machine. Where it takes longer here and now, the
 * captures beside it may too: the limit is one of work, and must not fail because somebody else uses the processor.
 */
const usualPaceMs = 20;

/** What a page is read as where it says no more of itself. */
const admin = { id: "opencart", version: "3.0.3.8" };

let range: Range;
const table: string[] = [];

beforeAll(async () => {
  range = await openRange(hostilePages);
});
afterAll(async () => {
  await range?.stop();
  console.log(["   ms  first   pace      bytes  page", ...table].join("\n"));
});

test("there are sixty hostile pages and more, each of another name", () => {
  expect(new Set(hostilePages.map(({ name }) => name)).size).toBe(hostilePages.length);
  expect(hostilePages.length).toBeGreaterThanOrEqual(60);
});

test.each(hostilePages)("read in time, small, unnoticed and unexecuted: $name", async (page) => {
  const { text, runs, trips, requests, dialogs } = await range.read(page);
  const { ms, factor } = timeOf(runs);
  const bytes = new TextEncoder().encode(text).length;
  table.push(
    `${cell(ms, 5)} ${cell(runs[0]?.ms ?? 0, 6)} ${cell(factor * usualPaceMs, 6)} ${cell(bytes, 10)}  ${page.name}`,
  );

  const report = reportSchema.parse(JSON.parse(text));
  expect(bytes).toBeLessThanOrEqual(reportLimit);
  expect({ trips, requests, dialogs }).toEqual({ trips: 0, requests: [], dialogs: [] });
  expect(report.missing.map(({ why }) => why)).not.toContain("the page could not be read");
  // Whatever the page says stands as what the open page said.
  for (const { depth, from } of report.sources) expect({ depth, from }).toEqual({ depth: "page", from: "page" });
  for (const { depth } of report.modules) expect(depth).toBe("page");
  if (page.expects) page.expects(report);
  else if (report.missing.some(({ fact }) => fact === "page")) expect(report.platform).toMatchObject(admin);
  else {
    expect(report.platform).toMatchObject(admin);
    expect(report.modules.map(({ code }) => code)).toEqual(expect.arrayContaining(["fast_checkout", "banner"]));
  }
  expect(ms).toBeLessThanOrEqual(limitMs * factor);
});

/** The middle one of the runs, and how much slower than usual the machine was beside it. */
function timeOf(runs: Reading["runs"]): { ms: number; factor: number } {
  const middle = [...runs].sort((one, other) => one.ms / one.paceMs - other.ms / other.paceMs)[
    Math.floor(runs.length / 2)
  ];
  return { ms: middle?.ms ?? Number.NaN, factor: Math.max(1, (middle?.paceMs ?? 0) / usualPaceMs) };
}

function cell(value: number, width: number): string {
  return Math.round(value).toString().padStart(width);
}
