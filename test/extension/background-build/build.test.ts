import { globSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { build } from "wxt";

/** One of them stands in an enabled store's pages: which, its platform decides. */
const storeScripts = ["store.js", "store-others.js", "store-declared.js"];

/** What is handed to people: the real build of both browsers. */
const root = join(import.meta.dirname, "../../..");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deskbell-build-"));
  for (const browser of ["chrome", "firefox"]) {
    await build({ root, browser, manifestVersion: 3, outDir: folder, mode: "production", logger: silent });
  }
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const silence = () => {};
const silent = {
  debug: silence,
  log: silence,
  info: silence,
  warn: silence,
  error: console.error,
  fatal: console.error,
  success: silence,
  level: 0,
};

const built = (browser: string) => join(folder, `${browser}-mv3`);
const manifestOf = (browser: string) => JSON.parse(readFileSync(join(built(browser), "manifest.json"), "utf8"));
const scriptsOf = (browser: string) =>
  globSync("**/*.js", { cwd: built(browser) }).map((file) => ({
    file,
    text: readFileSync(join(built(browser), file), "utf8"),
  }));

describe.each(["chrome", "firefox"])("the build for %s", (browser) => {
  test("asks for exactly these permissions, and for no site", () => {
    const manifest = manifestOf(browser);
    expect(manifest.permissions.toSorted()).toEqual(["activeTab", "alarms", "scripting", "storage"]);
    expect(manifest.host_permissions ?? []).toEqual([]);
    expect(manifest.optional_host_permissions).toEqual(["https://*/*", "http://*/*"]);
    expect(manifest.optional_permissions).toBeUndefined();
    expect(manifest.content_scripts).toBeUndefined();
    expect(manifest.key).toBeUndefined();
  });

  test("has its icon in the toolbar from the start where the browser puts it away otherwise", () => {
    const { action } = manifestOf(browser);
    expect(action.default_area).toBe(browser === "firefox" ? "navbar" : undefined);
  });

  test("does not run in private windows", () => {
    expect(manifestOf(browser).incognito).toBe("not_allowed");
  });

  test("shows pages one file and no other", () => {
    const { web_accessible_resources: shown } = manifestOf(browser);
    expect(shown.map(({ resources }: { resources: string[] }) => resources)).toEqual([["panel.html"]]);
    if (browser === "chrome") expect(shown[0].use_dynamic_url).toBe(true);
  });

  test("lets its pages load scripts and styles from itself alone", () => {
    const policy: string = manifestOf(browser).content_security_policy.extension_pages;
    const rules = Object.fromEntries(policy.split("; ").map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1)]));
    expect(rules).toMatchObject({
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "style-src": ["'self'"],
      "base-uri": ["'none'"],
      "form-action": ["'none'"],
    });
    expect(policy).not.toMatch(/unsafe|wasm|\*\.|\bdata:.*script/);
  });

  test("reads stores in the background only where a page's own rules hold for our script in it", () => {
    const isFirefox = browser === "firefox";
    const { extension_pages: policy } = manifestOf(browser).content_security_policy;
    const servers = ["https:", "http://127.0.0.1:*", "http://localhost:*"];
    const reached = isFirefox ? ["https:", "http:"] : servers;
    expect(policy.split("; ")).toContain(`connect-src ${reached.join(" ")}`);
    const background = scriptsOf(browser).find(({ file }) => file === "background.js")?.text ?? "";
    expect(background.includes("marketplace/modification")).toBe(isFirefox);
  });

  test("hears no other extension and no page's window", () => {
    for (const { file, text } of scriptsOf(browser)) {
      // The polyfill lists the names of what it wraps; only a call would add a listener.
      expect(text, file).not.toMatch(/on(Message|Connect)External\s*\.\s*addListener/);
    }
    const inPage = scriptsOf(browser).filter(({ file }) => [...storeScripts, "capture.js", "detect.js"].includes(file));
    expect(inPage.length).toBeGreaterThanOrEqual(5);
    for (const { file, text } of inPage) {
      expect(text, file).not.toMatch(/addEventListener\(\s*[`"']message[`"']|onmessage|postMessage/);
    }
  });

  test("opens no root to a page, runs no text as code, and knows nothing of tests", () => {
    for (const { file, text } of scriptsOf(browser)) {
      const roots = text.match(/attachShadow\([^)]*\)/g) ?? [];
      for (const root of roots) expect(root, file).toMatch(/mode:\s*[`"']closed[`"']/);
      expect(text, file).not.toMatch(/\beval\(|new Function\(|DESKBELL_TEST|document\.write/);
    }
  });

  test.each(storeScripts)("puts at most 6 kB into a store's page before the click: %s", (file) => {
    expect(gzipSync(readFileSync(join(built(browser), file)), { level: 9 }).length).toBeLessThanOrEqual(6_000);
  });

  test("has its icons and pages", () => {
    const manifest = manifestOf(browser);
    expect(manifest.action.default_popup).toBe("popup.html");
    expect(Object.keys(manifest.icons)).toEqual(["16", "32", "48", "128"]);
    for (const page of ["panel.html", "popup.html", "settings.html"]) {
      expect(readFileSync(join(built(browser), page), "utf8")).toContain("<!DOCTYPE html>");
    }
  });
});

test("Chrome's build takes calls of no other extension, and needs a browser that has what it uses", () => {
  const manifest = manifestOf("chrome");
  expect(manifest.externally_connectable).toEqual({ ids: [] });
  expect(manifest.minimum_chrome_version).toBe("144");
});

test("Firefox's build says what it collects, and needs a browser that has what it uses", () => {
  const { gecko } = manifestOf("firefox").browser_specific_settings;
  expect(gecko.strict_min_version).toBe("140.0");
  expect(gecko.data_collection_permissions).toEqual({
    required: [
      "authenticationInfo",
      "websiteContent",
      "personallyIdentifyingInfo",
      "personalCommunications",
      "browsingActivity",
    ],
    optional: ["technicalAndInteraction"],
  });
});
