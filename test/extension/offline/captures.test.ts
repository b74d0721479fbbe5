import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { detectStore } from "../../../extension/adapters/detect.ts";
import { readFolder } from "../../../extension/offline/read-folder.ts";
import { recognise } from "../../../extension/offline/recognise.ts";
import type { SavedPage } from "../../../extension/offline/saved-page.ts";
import { report as reportSchema } from "../../../shared/report.ts";
import { savedPage } from "../../support/pages.ts";

// Real pages of running stores; they stay outside the project, their facts in our own words stand in fixtures/captures.
const root = join(import.meta.dirname, "../../../../shared/captures");
const expectedRoot = join(import.meta.dirname, "../../fixtures/captures");
const accept = process.env.FIXTURES_ACCEPT === "1";
const isThere = existsSync(root);
if (!isThere) console.warn(`skipped: there are no captured pages in ${root}`);

const folders = isThere ? readdirSync(root) : [];
const native = ["opencart-3.0.3.9", "opencart-3.0.5.1", "opencart-4.1.0.4"];
const forks = ["ocstore-3.0.3.7", "overclocked-1.11.1"];
const opened = new Map<string, SavedPage[]>();
function pagesIn(folder: string): SavedPage[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".html"));
  const pages = opened.get(folder) ?? names.map((name) => savedPage(join(root, folder, name)));
  opened.set(folder, pages);
  return pages;
}

describe.runIf(isThere)("captured pages", () => {
  test.each(native)("%s: every module, modification, package and log group reads as expected", (folder) => {
    const read = readFolder(pagesIn(folder), "2026-03-04T08:00:00Z");
    const { sources: _, ...report } = reportSchema.parse(read?.report);
    const expected = join(expectedRoot, `${folder}.expected.json`);
    if (accept) writeFileSync(expected, `${JSON.stringify(report, null, 2)}\n`);
    expect(existsSync(expected), `${expected} is missing: npm run fixtures:accept writes it`).toBe(true);
    expect(report).toEqual(JSON.parse(readFileSync(expected, "utf8")));
  });

  test.each(folders)("%s: as many modules as the pages have links to install or uninstall one", (folder) => {
    const lists = readdirSync(join(root, folder)).filter((name) =>
      /^(?:fragment-extension|ext-|modifications)/.test(name),
    );
    const links = lists.flatMap((name) => {
      const html = readFileSync(join(root, folder, name), "utf8").replaceAll("&amp;", "&");
      return [
        ...html.matchAll(
          /route=extension\/(?:extension\/)?(\w+)[/.|](?:un)?install&[^'"]*?(?:extension=\w+&code|extension)=(\w+)['"]/g,
        ),
      ].map(([, type, code]) => `${type}/${code}`);
    });
    const modules = readFolder(pagesIn(folder), "2026-03-04T08:00:00Z")?.report.modules ?? [];
    const listed = modules.filter(({ installed }) => installed !== null).map(({ type, code }) => `${type}/${code}`);
    expect(new Set(links).size).toBeGreaterThan(50);
    expect([...new Set(listed)].sort()).toEqual([...new Set(links)].sort());
  });

  test.each(folders)("%s: no storefront page is an admin", (folder) => {
    const { page } = savedPage(join(root, folder, "storefront.html"));
    expect([detectStore(page), recognise(page)]).toEqual([null, null]);
  });

  test.each(folders.filter((folder) => folder.startsWith("opencart")))(
    "%s: every whole admin page is OpenCart's",
    (folder) => {
      const whole = pagesIn(folder).filter(({ file, isFragment }) => !isFragment && file !== "storefront.html");
      expect(whole.length).toBeGreaterThan(10);
      for (const { file, page } of whole) expect(detectStore(page)?.claim.platform, file).toBe("opencart");
    },
  );

  test.each(forks)("%s: no page is taken for OpenCart", (folder) => {
    for (const { file, page } of pagesIn(folder)) expect(detectStore(page), file).toBeNull();
  });
});
