import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StoreClaim } from "../../../extension/adapters/adapter.ts";
import { isAllowed, readsOf, routeOf, urlOf } from "../../../extension/adapters/allowed.ts";
import { declaredStore } from "../../../extension/adapters/declared/declared-store.ts";
import { detectors, detectStore } from "../../../extension/adapters/detect.ts";
import { openPage } from "../../../extension/adapters/page.ts";
import { joinFound, readSource } from "../../../extension/adapters/read.ts";
import type { SavedPage } from "../../../extension/offline/saved-page.ts";
import type { StoreProfile } from "../../../shared/store-profile.ts";
import { dom, parse, savedPage } from "../../support/pages.ts";
import { declaredFolder, declaredPage, declaredPages, profileIds, profileOf } from "../../support/profiles.ts";

const accept = process.env.FIXTURES_ACCEPT === "1";
const stores = new Map(profileIds.map((id) => [id, declaredStore(profileOf(id))]));
const storeOf = (id: string) => stores.get(id)!;
const claimOf = (id: string, name: string): StoreClaim | null =>
  storeOf(id).detector.detect(declaredPage(id, name).page);

function readingOf(profile: StoreProfile, { page, url }: SavedPage) {
  const { detector, facts } = declaredStore(profile);
  const claim = detector.detect(page);
  const state = facts.state(page);
  if (!claim) return { claim, state };
  const route = url && routeOf(url, facts);
  const source = { page, route, depth: "page" as const, from: "page", at: "2026-11-22T08:00:00Z", ms: null };
  return { claim, state, route, facts: joinFound(facts, claim, readSource(facts, claim, source)).facts };
}

const pages = profileIds.flatMap((id) => declaredPages(id).map((name) => [id, name] as const));

test.each(pages)("%s: %s reads as expected", (id, name) => {
  const expected = join(declaredFolder, id, `${name}.expected.json`);
  const read = JSON.parse(JSON.stringify(readingOf(profileOf(id), declaredPage(id, name))));
  if (accept) writeFileSync(expected, `${JSON.stringify(read, null, 2)}\n`);
  expect(existsSync(expected), `${name}.expected.json is missing`).toBe(true);
  expect(read).toEqual(JSON.parse(readFileSync(expected, "utf8")));
});

describe("whose page it is", () => {
  test("no page of a declared store is claimed by a platform or by another profile", () => {
    for (const [id, name] of pages) {
      const { page } = declaredPage(id, name);
      const claimed = detectors.filter((detector) => detector.detect(page)).map((detector) => detector.id);
      const declared = profileIds.filter((other) => storeOf(other).detector.detect(page));
      expect(claimed, `${id}/${name}`).toEqual([]);
      expect([[], [id]], `${id}/${name}`).toContainEqual(declared);
    }
  });

  test("no page of a platform is claimed by a profile, whatever site it names", () => {
    const root = join(declaredFolder, "..");
    const folders = readdirSync(root).filter((name) => name !== "declared");
    const greedy = profileIds.map((id) => {
      const profile = profileOf(id);
      return (origin: string) =>
        declaredStore({ ...profile, match: { ...profile.match, origins: [origin], path: "/*/*" } }).detector;
    });
    let looked = 0;
    for (const folder of folders) {
      for (const file of readdirSync(join(root, folder)).filter((name) => name.endsWith(".html"))) {
        const { page } = savedPage(join(root, folder, file));
        looked += 1;
        for (const detectorOn of greedy)
          expect(detectorOn(page.url.origin).detect(page), `${folder}/${file}`).toBeNull();
      }
    }
    expect(looked).toBeGreaterThan(10);
  });

  test("a platform that is known counts before a profile that names the same page", () => {
    const { page } = savedPage(join(declaredFolder, "../opencart/3x-dashboard.html"));
    const profile = profileOf("maple-cart");
    const match = {
      ...profile.match,
      origins: [page.url.origin],
      path: "/*",
      mustExist: ["#header"],
      mustNotExist: [],
      signedIn: "#header",
    };
    const { detector } = declaredStore({ ...profile, match });
    expect(detector.detect(page)).not.toBeNull();
    expect(detectStore(page, [...detectors, detector])?.claim.platform).toBe("opencart");
  });

  const home = declaredPage("maple-cart", "home");
  const at = (url: string) => storeOf("maple-cart").detector.detect(home.at(new URL(url)).page);
  test.each([
    ["https://maple.example/catalog/manage/", true],
    ["https://www.second-shop.example/catalog/manage/index.php?x=1", true],
    ["http://maple.example/catalog/manage/", false],
    ["https://maple.example:8443/catalog/manage/", false],
    ["https://shop.maple.example/catalog/manage/", false],
    ["https://maple.example.evil.example/catalog/manage/", false],
    ["https://maple.example/catalog/", false],
    ["https://maple.example/x/catalog/manage/", false],
  ])("the same page at %s: %s", (url, isClaimed) => {
    expect(at(url) !== null).toBe(isClaimed);
  });

  test("help is offered to the signed-in alone", () => {
    expect(claimOf("maple-cart", "sign-in")).toMatchObject({ signedIn: false, offerHelp: false });
    expect(claimOf("maple-cart", "home")).toMatchObject({
      platform: "declared:maple-cart",
      label: "MapleCart",
      native: null,
      adminPath: "/catalog/manage/",
      offerHelp: true,
    });
  });

  test("a selector that this browser cannot read finds nothing and breaks nothing", () => {
    const profile = profileOf("maple-cart");
    const broken = declaredStore({
      ...profile,
      match: { ...profile.match, mustNotExist: ["a[[["] },
      theme: { ...profile.theme!, selector: ":::" },
    });
    const claim = broken.detector.detect(home.page);
    expect(claim).not.toBeNull();
    const source = { page: home.page, route: null, depth: "page" as const, from: "page", at: "", ms: null };
    const { facts } = joinFound(broken.facts, claim!, readSource(broken.facts, claim!, source));
    expect(facts).toMatchObject({
      version: "4.2.1",
      notes: [{ fact: "theme", why: expect.stringContaining("selector") }],
    });
  });
});

describe("what it may ask for", () => {
  const { facts } = storeOf("maple-cart");
  const claim = claimOf("maple-cart", "home")!;
  const page = new URL("https://maple.example/catalog/manage/");
  const reads = readsOf(facts, null, "sweep");
  const allowed = (url: URL) => isAllowed(url, facts, reads, { origin: page.origin, ...claim });

  test("each listed address, exactly", () => {
    const urls = reads.map((read) => urlOf(page, claim, facts, read, {}));
    expect(urls.map(({ href }) => href)).toEqual([
      "https://maple.example/catalog/manage/scripts.php",
      "https://maple.example/catalog/manage/options.php?tab=system",
      "https://maple.example/catalog/manage/log.php?show=recent",
    ]);
    expect(urls.every(allowed)).toBe(true);
  });

  test.each([
    "https://maple.example/catalog/manage/options.php",
    "https://maple.example/catalog/manage/options.php?tab=system&delete=1",
    "https://maple.example/catalog/manage/options.php?tab=system#x",
    "https://maple.example/catalog/manage/options.php?tab=users",
    "https://maple.example/catalog/manage/scripts.php?",
    "https://maple.example/catalog/manage/scripts.php?do=stop",
    "https://maple.example/catalog/manage/sign_out.php",
    "https://maple.example/catalog/manage/",
    "https://maple.example/catalog/scripts.php",
    "https://maple.example/catalog/manage/SCRIPTS.PHP",
    "https://maple.example/catalog/manage/./%73cripts.php",
    "https://a:b@maple.example/catalog/manage/scripts.php",
    "http://maple.example/catalog/manage/scripts.php",
    "https://www.second-shop.example/catalog/manage/scripts.php",
    "https://evil.example/catalog/manage/scripts.php",
  ])("and never %s", (address) => {
    // An empty query is no query: the browser asks for the same address.
    expect(allowed(new URL(address))).toBe(
      new URL(address).href.replace(/\?$/, "") === "https://maple.example/catalog/manage/scripts.php",
    );
  });

  test("no parameter can be put to it", () => {
    expect(() => urlOf(page, claim, facts, reads[0]!, { do: "stop" })).toThrow("Invariant");
  });

  test("whatever a stored profile says, nothing outside its site and folder, nothing secret and no way out is asked for", () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "../x.php",
        "//evil.example/",
        "https://evil.example/",
        "sign_out.php",
        "customers.php",
        "Customers.php?x=1",
        "orders%2ephp",
        "a/../customers.php",
        "x.php#y",
        "\\\\evil.example\\x",
        "@evil.example/",
      ),
    );
    fc.assert(
      fc.property(text, (path) => {
        const profile = profileOf("maple-cart");
        const bent = declaredStore({ ...profile, safeReads: [{ id: "scripts", path, words: "x", timeoutMs: 99_999 }] });
        for (const read of readsOf(bent.facts, null)) {
          const url = urlOf(page, claim, bent.facts, read, {});
          const within = { origin: page.origin, ...claim };
          if (!isAllowed(url, bent.facts, [read], within)) continue;
          expect(url.origin).toBe(page.origin);
          expect(url.pathname.startsWith("/catalog/manage/")).toBe(true);
          expect(url.pathname).not.toMatch(/^\/catalog\/manage\/(customers|orders|sign_out|wholesale\.php)/i);
          expect(read.timeoutMs).toBeLessThanOrEqual(8_000);
          expect(read.depth).toBe("safe");
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("what it reads", () => {
  test.each([
    ["maple-cart", "customers"],
    ["corner-shop", "people"],
  ])("nothing of a page that is never read: %s, %s, open or saved", (id, name) => {
    const { facts } = readingOf(profileOf(id), declaredPage(id, name)) as { facts: object };
    const { declared: _, ...read } = facts as { declared?: unknown };
    expect(read).toEqual({});
  });

  test.each(["CUSTOMERS.php", "customers%2Ephp", "customers.php?tab=system", "customers/7?scripts.php"])(
    "written as %s it is never read either",
    (path) => {
      const { page } = declaredPage("maple-cart", "scripts").at(new URL(path, "https://maple.example/catalog/manage/"));
      const claim = claimOf("maple-cart", "home")!;
      const { facts } = storeOf("maple-cart");
      const source = { page, route: null, depth: "page" as const, from: "page", at: "", ms: null };
      expect(readSource(facts, claim, source)).toEqual([]);
    },
  );

  test("nothing of a page without the mark of a signed-in person, also where no sign-in page is described", () => {
    const { facts } = storeOf("corner-shop");
    const { page } = declaredPage("corner-shop", "parts");
    const bare = parse('<body data-app="corner"><div class="part live" id="part-x"><h3>X (1.0)</h3></div></body>');
    const asked = openPage(bare, page.url, dom.window);
    expect([facts.state(page), facts.state(asked)]).toEqual(["good", "signed-out"]);
    const source = { page: asked, route: "parts", depth: "safe" as const, from: "parts", at: "", ms: null };
    expect(readSource(facts, claimOf("corner-shop", "home")!, source)).toEqual([]);
  });

  test("a list is read on its own page alone", () => {
    const elsewhere = declaredPage("maple-cart", "scripts").at(
      new URL("https://maple.example/catalog/manage/index.php"),
    );
    const { facts } = readingOf(profileOf("maple-cart"), elsewhere) as {
      facts: { modules?: unknown; version?: string };
    };
    expect(facts.modules).toBeUndefined();
    expect(facts.version).toBe("4.2.1");
  });

  test("of an FTP account it is told whether each field is filled in, and no value anywhere", () => {
    const read = readingOf(profileOf("maple-cart"), declaredPage("maple-cart", "options"));
    expect(read).toMatchObject({ facts: { ftp: { host: true, user: true, password: true, directory: false } } });
    const text = JSON.stringify(read);
    for (const secret of ["quince-jam-77", "rosalind", "ftp.maple.example", "MC-0000"])
      expect(text).not.toContain(secret);
  });

  test("what the reseller declared stands apart: it fills no gap of what was read", () => {
    const document = parse(
      '<div id="mc-manager"></div><div id="mc-menu"><a href="view_items.php"></a><a href="sign_out.php"></a></div>',
    );
    const page = openPage(document, new URL("https://maple.example/catalog/manage/"), dom.window);
    const saved = { page, url: page.url } as SavedPage; // All that is looked at here.
    const { facts } = readingOf(profileOf("maple-cart"), saved) as { facts: { version?: string; declared?: unknown } };
    expect(facts.version).toBeUndefined();
    expect(facts.declared).toMatchObject({
      by: "MapleCart",
      facts: expect.arrayContaining([{ name: "Version", value: "4.2" }]),
    });
    expect(storeOf("maple-cart").facts.unread["platform.version"]).toContain("MapleCart declares 4.2");
  });

  test("a hostile page of any text takes no longer than its length, and breaks nothing", () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, index) =>
        `<tr data-script="s${index}"><td class="name">${"x ".repeat(50)}</td><td class="version">${"1.".repeat(200)}</td></tr>`,
    );
    const html = declaredPage("maple-cart", "scripts").page;
    const document = parse(
      `<div id="mc-manager"><div id="mc-menu"><a href="view_items.php"></a><a href="sign_out.php"></a></div><table class="scripts">${rows.join("")}</table></div>`,
    );
    const page = openPage(document, html.url, dom.window);
    const began = performance.now();
    const { facts } = readingOf(profileOf("maple-cart"), { page, url: page.url } as SavedPage) as {
      facts: { modules: { name: string }[] };
    };
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(facts.modules).toHaveLength(1_000);
    expect(Math.max(...facts.modules.map(({ name }) => name.length))).toBeLessThanOrEqual(300);
  });
});

test.each([
  ["/catalog/manage/sign_out.php", true],
  ["/catalog/manage/sign_out.php?to=home", true],
  ["/catalog/manage/sign_out.php2", false],
  ["/sign_out.php", false],
  ["/catalog/manage/scripts.php?then=sign_out.php", false],
])("a press on %s is seen as signing out: %s", (link, isLogout) => {
  expect(storeOf("maple-cart").facts.logout.test(link)).toBe(isLogout);
});
