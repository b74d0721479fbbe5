// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { declaredStore } from "../../../extension/adapters/declared/declared-store.ts";
import type { CaptureOptions } from "../../../extension/capture/run.ts";
import { runCapture } from "../../../extension/capture/run.ts";
import { factsOf, withoutFacts } from "../../../shared/facts.ts";
import { report as reportSchema } from "../../../shared/report.ts";
import type { StoreProfile } from "../../../shared/store-profile.ts";
import { declaredFolder, profileOf } from "../../support/profiles.ts";
import { captureOf } from "./fake-store.ts";

const folder = "https://maple.example/catalog/manage/";
const htmlOf = (name: string) => readFileSync(join(declaredFolder, "maple-cart", `${name}.html`), "utf8");

/** The store as it answers; everything that it was asked is written down. */
function mapleStore(replies: Record<string, string> = {}) {
  const pages: Record<string, string> = {
    "scripts.php": "scripts",
    "options.php": "options",
    "log.php": "log",
    ...replies,
  };
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const get = async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(String(input));
    asked.push({ url: url.href, init });
    const name = pages[url.pathname.split("/").at(-1) ?? ""];
    return new Response(name ? htmlOf(name) : "", {
      status: name ? 200 : 404,
      headers: { "content-type": "text/html" },
    });
  };
  return { asked, fetch: get as typeof fetch };
}

function optionsFor(get: typeof fetch, profile: StoreProfile, page = "home", url = folder): CaptureOptions {
  const document = new DOMParser().parseFromString(htmlOf(page), "text/html");
  return captureOf("3x-dashboard", get, { document, url: new URL(url), declared: [declaredStore(profile)] });
}

test("a declared store is read by GETs of its own exact addresses alone, and its report fits the schema", async () => {
  const store = mapleStore();
  const report = await runCapture(optionsFor(store.fetch, profileOf("maple-cart")));
  expect(store.asked.map(({ url }) => url)).toEqual([
    `${folder}scripts.php`,
    `${folder}options.php?tab=system`,
    `${folder}log.php?show=recent`,
  ]);
  for (const { init } of store.asked) {
    expect(init).toMatchObject({ method: "GET", redirect: "manual", credentials: "same-origin" });
    expect(init?.body).toBeUndefined();
  }
  expect(reportSchema.parse(report)).toMatchObject(report);
  expect(report).toMatchObject({
    platform: { id: "declared:maple-cart", label: "MapleCart", native: null, version: "4.2.1", edition: "Wholesale" },
    theme: { name: "linen" },
    languages: ["en", "fr"],
    server: { php: "7.4.33", database: "5.7.44-log", os: "Linux 5.10", from: { php: "options.php" } },
    access: { ftpDeclared: true, ftp: { host: true, user: true, password: true, directory: false } },
    declared: { by: "MapleCart" },
  });
  expect(report.modules.map(({ code, enabled }) => [code, enabled])).toEqual([
    ["remote-call", true],
    ["gift-wrap", false],
    ["trade", false],
    ["odd", null],
  ]);
  expect(report.logs[0]?.groups[0]).toMatchObject({ message: "PHP Warning: Undefined index: memo", count: 2 });
  const text = JSON.stringify(report);
  for (const secret of ["quince-jam-77", "Rosalind", "MC-0000-1111-2222"]) expect(text).not.toContain(secret);
});

test("what could not be read is missing with its reason, and no fact is taken from what was declared", async () => {
  const store = mapleStore({ "options.php": "sign-in" });
  const report = await runCapture(optionsFor(store.fetch, profileOf("maple-cart")));
  expect(store.asked).toHaveLength(2);
  const why = Object.fromEntries(report.missing.map((one) => [one.fact, one.why]));
  expect(why).toMatchObject({
    languages: "the store has signed you out",
    "server.database": "the store has signed you out",
    logs: "the store has signed you out",
    coreFiles: "the store profile does not say where it stands",
  });
  expect(report.platform.version).toBe("4.2.1");
});

test.each([
  ["another site", "https://evil.example/catalog/manage/"],
  ["another folder of the same site", "https://maple.example/catalog/"],
])("on %s nothing is asked for and nothing read", async (_, url) => {
  const store = mapleStore();
  const report = await runCapture(optionsFor(store.fetch, profileOf("maple-cart"), "home", url));
  expect(store.asked).toEqual([]);
  expect(report.platform).toMatchObject({ id: "unknown", version: null });
  expect(report.declared).toBeUndefined();
});

test("signed out, or on a page that is never read, a profile reads nothing of the page", async () => {
  const signedOut = mapleStore();
  await runCapture(optionsFor(signedOut.fetch, profileOf("maple-cart"), "sign-in"));
  expect(signedOut.asked).toEqual([]);
  const store = mapleStore({ "scripts.php": "customers", "options.php": "customers", "log.php": "customers" });
  const report = await runCapture(
    optionsFor(store.fetch, profileOf("maple-cart"), "customers", `${folder}customers.php`),
  );
  expect(JSON.stringify(report)).not.toContain("Ottoline");
});

test("what was declared is a group of its own, named as the reseller's word, and can be left out", async () => {
  const report = await runCapture(optionsFor(mapleStore().fetch, profileOf("maple-cart")));
  const group = factsOf(report).find(({ id }) => id === "declared");
  expect(group?.facts[0]).toMatchObject({ path: "declared.facts.0", value: "4.2", detail: "declared by MapleCart" });
  const left = withoutFacts(report, ["declared.facts.0"]);
  expect(left.declared?.facts.map(({ name }) => name)).not.toContain("Version");
  expect(reportSchema.parse(left)).toMatchObject(left);
});
