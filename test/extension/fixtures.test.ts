import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { StoreClaim } from "../../extension/adapters/adapter.ts";
import { detectors, detectStore } from "../../extension/adapters/detect.ts";
import { factAdapters } from "../../extension/adapters/facts.ts";
import { openPage } from "../../extension/adapters/page.ts";
import { joinFound, readSource } from "../../extension/adapters/read.ts";
import type { SavedPage } from "../../extension/offline/saved-page.ts";
import { claimOf, dom, parse, savedPage } from "../support/pages.ts";

const root = new URL("../fixtures/pages/", import.meta.url).pathname;
const accept = process.env.FIXTURES_ACCEPT === "1";

/** Versions that a fragment's file name stands for: a fragment itself does not say. */
const versions: Record<string, string> = { "3x": "3.0.3.9", "40x": "4.0.2.3", "41": "4.1.0.4", "4x": "4.1.0.4" };

describe.each(factAdapters.map((adapter) => ({ adapter, id: adapter.id })))("$id", ({ adapter, id }) => {
  const folder = join(root, id);
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".html"))
    .map((name) => name.slice(0, -".html".length));

  test.each(names)("%s reads as expected", (name) => {
    const expected = join(folder, `${name}.expected.json`);
    const saved = savedPage(join(folder, `${name}.html`));
    const read = JSON.parse(JSON.stringify(readingOf(saved, name)));
    if (accept) writeFileSync(expected, `${JSON.stringify(read, null, 2)}\n`);
    expect(existsSync(expected), `${name}.expected.json is missing: npm run fixtures:accept writes it`).toBe(true);
    expect(read).toEqual(JSON.parse(readFileSync(expected, "utf8")));
  });

  test("every page that is claimed is claimed by its own adapter and by no other", () => {
    for (const name of names) {
      const { page } = savedPage(join(folder, `${name}.html`));
      const claims = detectors.filter((detector) => detector.detect(page)).map((detector) => detector.id);
      expect([[], [id]], name).toContainEqual(claims);
    }
  });

  test("every example is claimed by its own adapter and by no other", () => {
    for (const example of adapter.examples) {
      const page = exampleOf(folder, example);
      expect(detectors.filter((detector) => detector.detect(page)).map((detector) => detector.id)).toEqual([id]);
    }
  });

  test("no expected file stands without its page", () => {
    const expected = readdirSync(folder).filter((file) => file.endsWith(".expected.json"));
    expect(expected.map((file) => file.slice(0, -".expected.json".length)).sort()).toEqual([...names].sort());
  });

  function readingOf(saved: SavedPage, name: string) {
    const detected = detectStore(saved.page)?.claim ?? null;
    const claim: StoreClaim = detected ?? claimOf(versions[name.split("-")[0] ?? ""] ?? null);
    if (!detected && !saved.isFragment) return { detected, state: adapter.state(saved.page) };
    const route = saved.url?.searchParams.get("route") ?? null;
    const source = {
      page: saved.page,
      route,
      depth: "page" as const,
      from: "page",
      at: "2026-03-04T08:00:00Z",
      ms: null,
    };
    const { facts } = joinFound(adapter, claim, readSource(adapter, claim, source));
    const { listed: _, words: __, ...settled } = facts;
    return { detected, state: adapter.state(saved.page), facts: settled };
  }
});

test("every platform in the folder of adapters is in both lists", () => {
  const folders = readdirSync(new URL("../../extension/adapters/", import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  expect(detectors.map(({ id }) => id).sort()).toEqual(folders);
  expect(factAdapters.map(({ id }) => id).sort()).toEqual(folders);
});

/** A signed-in page of the platform as it would stand under this address. */
function exampleOf(folder: string, example: string) {
  const file = readdirSync(folder).find((name) => name.endsWith("-dashboard.html")) ?? "";
  const document = parse(readFileSync(join(folder, file), "utf8"));
  document.querySelector("base")?.setAttribute("href", new URL(".", example).href);
  return openPage(document, new URL(example), dom.window);
}
