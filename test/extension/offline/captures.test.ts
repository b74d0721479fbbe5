import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { detectors, detectStore } from "../../../extension/adapters/detect.ts";
import { readFolder } from "../../../extension/offline/read-folder.ts";
import { recognise } from "../../../extension/offline/recognise.ts";
import type { SavedPage } from "../../../extension/offline/saved-page.ts";
import { type Report, report as reportSchema } from "../../../shared/report.ts";
import { savedPage } from "../../support/pages.ts";

// Real pages of running stores; they stay outside the project, their facts in our own words stand in fixtures/captures.
const root = join(import.meta.dirname, "../../../../shared/captures");
const expectedRoot = join(import.meta.dirname, "../../fixtures/captures");
const accept = process.env.FIXTURES_ACCEPT === "1";
const isThere = existsSync(root);
if (!isThere) console.warn(`skipped: there are no captured pages in ${root}`);

const folders = isThere ? readdirSync(root) : [];
/** The platform that each folder's pages are of. */
const platformOf: Record<string, string> = {
  "ocstore-3.0.3.7": "ocstore",
  "overclocked-1.11.1": "opencart-overclocked",
};
const opened = new Map<string, SavedPage[]>();
function pagesIn(folder: string): SavedPage[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".html"));
  const pages = opened.get(folder) ?? names.map((name) => savedPage(join(root, folder, name)));
  opened.set(folder, pages);
  return pages;
}

describe.runIf(isThere)("captured pages", () => {
  test.each(folders)("%s: every module, modification, package and log group reads as expected", (folder) => {
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

  test.each(folders)("%s: every whole admin page is claimed by its own platform and by no other", (folder) => {
    const whole = pagesIn(folder).filter(({ file, isFragment }) => !isFragment && file !== "storefront.html");
    expect(whole.length).toBeGreaterThan(10);
    for (const { file, page } of whole) {
      const claims = detectors.filter((detector) => detector.detect(page)).map(({ id }) => id);
      expect(claims, file).toEqual([platformOf[folder] ?? "opencart"]);
    }
  });

  test.each(folders)(
    "%s: every row with an OCMOD switch is a modification, on where it can be switched off",
    (folder) => {
      const switches = [...textOf(folder, /^modifications/).matchAll(ocmodSwitch)].map(([, act, id]) => ({ act, id }));
      const modifications = reportOf(folder).modifications.filter(({ kind }) => kind === "ocmod");
      expect(modifications).toHaveLength(new Set(switches.map(({ id }) => id)).size);
      expect(modifications.filter(({ enabled }) => enabled)).toHaveLength(
        new Set(switches.filter(({ act }) => act === "disable").map(({ id }) => id)).size,
      );
    },
  );

  test.each(folders)(
    "%s: every vQmod file that can be switched is a modification, off where its name ends so",
    (folder) => {
      const files = [...textOf(folder, /^vqmod/).matchAll(/vqmod_delete&[^'"]*?vqmod=([\w.]+)['"]/g)].map(
        ([, file]) => file,
      );
      const modifications = reportOf(folder).modifications.filter(({ kind }) => kind === "vqmod");
      expect(modifications.map(({ code }) => code).sort()).toEqual([...files].sort());
      expect(modifications.filter(({ enabled }) => !enabled).map(({ code }) => code)).toEqual(
        files.filter((file) => file?.endsWith(".xml_")),
      );
    },
  );

  test.each(folders)("%s: of each log line of PHP there is a count, and no line is lost", (folder) => {
    const area = /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(textOf(folder, /^log\.html$/))?.[1] ?? "";
    const lines = area.split("\n").filter((line) => /^\d{4}-\d\d-\d\d /.test(line));
    const log = reportOf(folder).logs.find(({ name }) => name === "error.log");
    expect(lines.length).toBeGreaterThan(0);
    expect(log?.groups.reduce((sum, { count }) => sum + count, 0)).toBe(lines.length);
  });

  test.each(folders)(
    "%s: the form of a user group names the store's third-party code, and nothing of its own",
    (folder) => {
      const form = pagesIn(folder).filter(({ file }) => /^(?:dashboard|usergroup-form)\.html$/.test(file));
      const modules = readFolder(form, "2026-03-04T08:00:00Z")?.report.modules.map(({ code }) => code);
      expect(modules).toEqual(folder === "opencart-1.5.6.4" ? ["acme_quick", "vqmod_manager"] : ["acme_quick"]);
    },
  );
});

const ocmodSwitch = /\/modification[/.](enable|disable)&[^'"]*?modification_id=(\d+)['"]/g;

function reportOf(folder: string): Report {
  const read = readFolder(pagesIn(folder), "2026-03-04T08:00:00Z");
  if (!read) throw new Error(`${folder} is no store's admin`);
  return read.report;
}

/** The raw text of a folder's pages of this name, its addresses as they would be followed. */
function textOf(folder: string, name: RegExp): string {
  const names = readdirSync(join(root, folder)).filter((file) => name.test(file));
  return names.map((file) => readFileSync(join(root, folder, file), "utf8").replaceAll("&amp;", "&")).join("\n");
}
