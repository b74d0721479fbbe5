import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { FactAdapter, StoreClaim } from "../../extension/adapters/adapter.ts";
import { routeOf } from "../../extension/adapters/allowed.ts";
import { detectors, detectStore } from "../../extension/adapters/detect.ts";
import { factAdapters } from "../../extension/adapters/facts.ts";
import { openPage, type Page } from "../../extension/adapters/page.ts";
import { joinFound, readSource } from "../../extension/adapters/read.ts";
import type { SavedPage } from "../../extension/offline/saved-page.ts";
import { claimOf, dom, parse, savedPage } from "../support/pages.ts";

const project = join(import.meta.dirname, "../..");
const adaptersRoot = join(project, "extension/adapters");
const pagesRoot = join(project, "test/fixtures/pages");
const readme = readFileSync(join(project, "README.md"), "utf8");
const accept = process.env.FIXTURES_ACCEPT === "1";

/** Versions that a fragment's file name stands for: a fragment itself does not say. */
const versions: Record<string, string> = {
  "23": "2.3.0.2",
  "3x": "3.0.3.9",
  "40x": "4.0.2.3",
  "41": "4.1.0.4",
  "4x": "4.1.0.4",
};

/** Stores that a profile describes: they come from outside and stand on no list. */
const notPlatforms = ["declared"];

const foldersIn = (root: string) =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !notPlatforms.includes(entry.name))
    .map(({ name }) => name);
const filesIn = (root: string, ending: string) =>
  (existsSync(root) ? readdirSync(root) : [])
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();

/** A platform's row: its ids stand as code in the first cell. */
const rows = readme.split("\n").flatMap((line) => {
  const first = /^\|((?: *`[a-z][a-z0-9-]*`,?)+ *)\|/.exec(line)?.[1] ?? "";
  return [...first.matchAll(/`([a-z0-9-]+)`/g)].map(([, id = ""]) => ({ id, line }));
});

const folders = foldersIn(adaptersRoot);
const detected = detectors.map(({ id }) => id);
const adapted = factAdapters.map(({ id }) => id);
const platforms = [
  ...new Set([...folders, ...detected, ...adapted, ...foldersIn(pagesRoot), ...rows.map(({ id }) => id)]),
].sort();

test.each(platforms)("%s has a folder, a line in both lists, pages and a row in the README", (id) => {
  const own = rows.filter((row) => row.id === id);
  const needs: [holds: boolean, otherwise: string][] = [
    [folders.includes(id), `extension/adapters/${id}/ is not there`],
    [existsSync(join(adaptersRoot, id, "detect.ts")), `extension/adapters/${id}/detect.ts is not there`],
    [existsSync(join(adaptersRoot, id, "facts.ts")), `extension/adapters/${id}/facts.ts is not there`],
    [detected.filter((one) => one === id).length === 1, "no list of detectors names it once"],
    [adapted.filter((one) => one === id).length === 1, "extension/adapters/facts.ts does not name it once"],
    [pagesOf(id).length > 0, `test/fixtures/pages/${id}/ has no page`],
    [dashboardOf(id) !== null, `test/fixtures/pages/${id}/ has no page whose name ends with dashboard.html`],
    [own.length === 1, "the README's table does not name it in one row"],
    [!own.some(({ line }) => /to be filled in/i.test(line)), "its row in the README is still to be filled in"],
  ];
  const lacks = needs.flatMap(([holds, otherwise]) => (holds ? [] : [otherwise]));
  expect(lacks, lacks.join("; ")).toEqual([]);
});

describe.each(factAdapters.map((adapter) => ({ adapter, id: adapter.id })))("$id", ({ adapter, id }) => {
  const folder = join(pagesRoot, id);
  const names = pagesOf(id);

  // A platform without pages is told of above.
  test.each(names.length > 0 ? names : [])("%s reads as expected", (name) => {
    const expected = join(folder, `${name}.expected.json`);
    const read = JSON.parse(JSON.stringify(readingOf(adapter, savedPage(join(folder, `${name}.html`)), name)));
    if (accept) writeFileSync(expected, `${JSON.stringify(read, null, 2)}\n`);
    expect(existsSync(expected), `${name}.expected.json is missing: npm run fixtures:accept writes it`).toBe(true);
    expect(read).toEqual(JSON.parse(readFileSync(expected, "utf8")));
  });

  test("what a page's maker planted as nobody's business is in no reading", () => {
    for (const name of names) {
      const read = readingOf(adapter, savedPage(join(folder, `${name}.html`)), name);
      expect(JSON.stringify(read), name).not.toMatch(/canary/i);
    }
  });

  test("every page that is claimed is claimed by its own adapter and by no other", () => {
    for (const name of names) {
      const { page } = savedPage(join(folder, `${name}.html`));
      expect([[], [id]], name).toContainEqual(claimsOn(page));
    }
  });

  test("every example is claimed by its own adapter and by no other", () => {
    expect(adapter.examples.length, "no example is given").toBeGreaterThan(0);
    for (const example of adapter.examples) {
      expect(claimsOn(exampleOf(id, example)), `fill in detect.ts until it claims ${example}`).toEqual([id]);
    }
  });

  test("no expected file stands without its page", () => {
    const lone = filesIn(folder, ".expected.json").filter((name) => !names.includes(name));
    expect(lone, `without a page: ${lone.join(", ")}`).toEqual([]);
  });
});

function claimsOn(page: Page): string[] {
  return detectors.filter((detector) => detector.detect(page)).map((detector) => detector.id);
}

function pagesOf(id: string): string[] {
  return filesIn(join(pagesRoot, id), ".html");
}

function dashboardOf(id: string): string | null {
  return pagesOf(id).find((name) => /(?:^|-)dashboard$/.test(name)) ?? null;
}

function readingOf(adapter: FactAdapter, { page, url, isFragment }: SavedPage, name: string) {
  const detected = detectStore(page)?.claim ?? null;
  const state = adapter.state(page);
  if (!detected && !isFragment) return { detected, state };
  const version = versions[name.split("-")[0] ?? ""] ?? null;
  const claim: StoreClaim = detected ?? { ...claimOf(version), platform: adapter.id };
  const route = url && routeOf(url, adapter);
  const source = { page, route, depth: "page" as const, from: "page", at: "2026-03-04T08:00:00Z", ms: null };
  const { facts } = joinFound(adapter, claim, readSource(adapter, claim, source));
  const { listed: _, words: __, ...settled } = facts;
  return { detected, state, facts: settled };
}

/** A signed-in page of the platform as it would stand under this address. */
function exampleOf(id: string, example: string): Page {
  const html = readFileSync(join(pagesRoot, id, `${dashboardOf(id)}.html`), "utf8");
  const document = parse(html);
  document.querySelector("base")?.setAttribute("href", new URL(".", example).href);
  return openPage(document, new URL(example), dom.window);
}
