import { afterAll, beforeAll, expect, test } from "vitest";
import { reportLimit } from "../../extension/capture/limits.ts";
import { report as reportSchema } from "../../shared/report.ts";
import { median } from "../support/median.ts";
import { hostilePages } from "./hostile/pages.ts";
import { openRange, type Range } from "./hostile/pages-run.ts";

/** The longest that a capture may keep the page's thread, in milliseconds of an ordinary machine. */
const limitMs = 250;
/**
 * What the fixed work that is done beside each capture takes there. Where it takes longer here and now, since memory and
 * caches are shared with others, a capture may too: the limit is one of work.
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
  console.log(["      ms   first    pace   bytes  page", ...table].join("\n"));
});

test("there are sixty hostile pages and more, each of another name", () => {
  expect(new Set(hostilePages.map(({ name }) => name)).size).toBe(hostilePages.length);
  expect(hostilePages.length).toBeGreaterThanOrEqual(60);
});

test("nothing in a page stands in for what the extension keeps in its window", async () => {
  const [page] = hostilePages.filter(({ name }) => name.includes("keeps in its window"));
  if (!page) throw new Error("There is no such page");
  const observed = { errors: [], failedRequests: expect.any(Array) };
  expect(await range.arm(page)).toEqual({ isNew: true, isAgain: false, observed, asked: "[object Set]" });
});

test.each(hostilePages)("read in time, small, unnoticed and unexecuted: $name", async (page) => {
  const { text, runs, paceMs, trips, requests, dialogs } = await range.read(page);
  const ms = median(runs);
  const bytes = new TextEncoder().encode(text).length;
  table.push([ms, runs[0] ?? 0, paceMs, bytes].map(cell).join("") + `  ${page.name}`);

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
  expect(ms).toBeLessThanOrEqual(limitMs * Math.max(1, paceMs / usualPaceMs));
});

function cell(value: number): string {
  return Math.round(value).toString().padStart(8);
}
