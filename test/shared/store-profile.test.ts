import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitsGlob, folderOf, isAddressIn } from "../../shared/path-glob.ts";
import { isValidOn, selectorsOf } from "../../shared/profile-parts.ts";
import { readProfileLeniently, type StoreProfile, storeProfile } from "../../shared/store-profile.ts";
import { readStrictly } from "../../shared/strict-json.ts";
import { profileIds, profileOf, profileText } from "../support/profiles.ts";

type Loose = Record<string, unknown>;

/** The example with one thing put in place of another: `match.path`, `safeReads.0.path`. */
function bent(path: string, value: unknown): Loose {
  const whole = JSON.parse(profileText("maple-cart")) as Loose;
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  const holder = steps.reduce<Loose>((at, step) => at[step] as Loose, whole); // The example has them.
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return whole;
}

function mistakesIn(profile: unknown): string[] {
  const read = readStrictly(JSON.stringify(profile), storeProfile);
  return read.ok ? [] : read.mistakes.map(({ where, says }) => `${where}: ${says}`);
}

const selector = (text: string) => ["match.signedIn", text] as const;

const bad: (readonly [path: string, value: unknown, where: string, says: string])[] = [
  ["schema", 2, "schema", "this is 1"],
  ["extra", true, "extra", "this is not known here"],
  ["match.script", "alert(1)", "match.script", "this is not known here"],
  ["version.pattern", "(a+)+$", "version.pattern", "this is not known here"],
  ["id", "Maple Cart", "id", "an id is 2 to 40"],
  ["id", "a", "id", "an id is 2 to 40"],
  ["title", "", "title", "this is empty"],
  ["title", "x".repeat(81), "title", "longer than 80"],
  ["title", "two\nlines", "title", "one line of plain text"],
  ["brand.supportLabel", "Mail ann@maple.example", "brand.supportLabel", "leave out mail addresses"],
  ["declared.hosting", "ask ann@maple.example", "declared.hosting", "leave out mail addresses"],
  ["brand.colour", "teal", "brand.colour", "a colour is # and six hex digits"],
  ["brand.name", undefined, "brand.name", "this is missing"],
  ["match.origins", [], "match.origins", "at least one site"],
  ["match.origins", ["http://maple.example"], "match.origins.0", "reached by https"],
  ["match.origins", ["https://maple.example/"], "match.origins.0", "an origin alone"],
  ["match.origins", ["https://maple.example/catalog"], "match.origins.0", "an origin alone"],
  ["match.origins", ["https://*.example"], "match.origins.0", "no * in it"],
  ["match.origins", ["https://MAPLE.example"], "match.origins.0", "an origin alone"],
  ["match.origins", ["https://a:b@maple.example"], "match.origins.0", "an origin alone"],
  ["match.origins", ["javascript:alert(1)"], "match.origins.0", "an origin alone"],
  ["match.origins", ["maple.example"], "match.origins.0", "an origin alone"],
  ["match.path", "catalog/manage/*", "match.path", "begins with a slash"],
  ["match.path", "/*", "match.path", "every page of the site"],
  ["match.path", "/", "match.path", "every page of the site"],
  ["match.path", "/a/../b/*", "match.path", "no . or .. as a folder"],
  ["match.path", "/a/*?x=1", "match.path", "only letters, digits"],
  ["match.path", "/a*b*c*d*e*f", "match.path", "more than four"],
  ["match.mustExist", [], "match.mustExist", "at least one thing"],
  ["match.logout", "https://evil.example/out", "match.logout", "one exact address"],
  [...selector(""), "match.signedIn", "this selector is empty"],
  [...selector("a".repeat(201)), "match.signedIn", "at most 200 characters"],
  [...selector("a,b,c,d,e,f,g"), "match.signedIn", "at most 5 commas"],
  [...selector("div:has(a:has(b))"), "match.signedIn", "leave out :has()"],
  [...selector("DIV:HAS (a)"), "match.signedIn", "leave out :has()"],
  [...selector(":not(:not(:not(a)))"), "match.signedIn", "too deeply"],
  [...selector(":not(a"), "match.signedIn", "too deeply"],
  [...selector("a{}"), "match.signedIn", "plain CSS"],
  [...selector("a<script>"), "match.signedIn", "plain CSS"],
  [...selector("\\61"), "match.signedIn", "plain CSS"],
  [...selector("* * *"), "match.signedIn", "at most one *"],
  [...selector("a b c d e f g h i"), "match.signedIn", "at most 8 elements"],
  ["version.attribute", "value", "version.attribute", "form values and links are never read"],
  ["version.attribute", "onclick", "version.attribute", "form values and links are never read"],
  ["version.attribute", "href", "version.attribute", "form values and links are never read"],
  ["version.take", "regex", "version.take", "this is one of text, version, integer, date"],
  ["version.cut.after", "", "version.cut.after", "this is empty"],
  ["modules.on", "nowhere", "modules.on", "there is no safe read with the id nowhere"],
  ["modules.status.map", { Running: "yes" }, "modules.status.map.Running", "this is one of on, off, not-installed"],
  ["server.map", { PHP: "license" }, "server.map.PHP", "this is one of php, database, web, os"],
  ["logs.row", "li", "logs", "an area or rows"],
  ["neverRead", undefined, "neverRead", "this is missing"],
  ["neverRead", ["^orders$"], "neverRead.0", "only letters, digits"],
  ["neverRead", ["scripts*"], "safeReads.0", "neverRead says not to read this page"],
  ["neverRead", ["LOG.PHP?*"], "safeReads.2", "neverRead says not to read this page"],
  ["safeReads.0.id", "page", "safeReads.0.id", "not “page”"],
  ["safeReads.0.id", "options", "safeReads.1", "two safe reads with the id options"],
  ["safeReads.0.path", "../scripts.php", "safeReads.0.path", "one exact address"],
  ["safeReads.0.path", "a/../../scripts.php", "safeReads.0.path", "no . or .. as a folder"],
  ["safeReads.0.path", "//evil.example/x", "safeReads.0.path", "one exact address"],
  ["safeReads.0.path", "/scripts.php", "safeReads.0.path", "one exact address"],
  ["safeReads.0.path", "https://evil.example/", "safeReads.0.path", "one exact address"],
  ["safeReads.0.path", "scripts.php?x=*", "safeReads.0.path", "one exact address"],
  ["safeReads.0.path", "scripts.php?x=%0a", "safeReads.0.path", "one exact address"],
  ["safeReads.0.path", "scripts.php#top", "safeReads.0.path", "one exact address"],
  ["safeReads.0.path", "scripts.php?do=delete&id=1", "safeReads.0.path", "looks like a page that changes the store"],
  ["safeReads.0.path", "log_clear.php", "safeReads.0.path", "looks like a page that changes the store"],
  ["safeReads.0.path", "scripts/install", "safeReads.0.path", "looks like a page that changes the store"],
  ["match.logout", "scripts.php", "safeReads.0", "this is where one signs out"],
  ["safeReads.2.timeoutMs", 8_001, "safeReads.2.timeoutMs", "at most 8000"],
  ["safeReads.2.timeoutMs", 1, "safeReads.2.timeoutMs", "at least 500"],
  ["safeReads.2.method", "POST", "safeReads.2.method", "this is not known here"],
  ["logs", undefined, "safeReads.2", "no fact stands on this page"],
  ["routes.tickets", "ann", "routes.tickets", "this is one of reseller, vendor"],
  ["routes.storeOwnerMay", ["anything"], "routes.storeOwnerMay.0", "this is reseller-unreachable"],
  ["supportLanguages", ["English"], "supportLanguages.0", "a language is a code"],
  ["validUntil", "soon", "validUntil", "a day like 2027-06-30"],
  ["validUntil", "2027-02-30", "validUntil", "a day like 2027-06-30"],
];

describe("a strict import", () => {
  test.each(profileIds)("takes %s as it is", (id) => {
    expect(mistakesIn(JSON.parse(profileText(id)))).toEqual([]);
  });

  test.each(bad)("refuses %s as %j, and says so there", (path, value, where, says) => {
    const mistakes = mistakesIn(bent(path, value));
    expect(
      mistakes.filter((one) => one.startsWith(`${where}: `) && one.includes(says)),
      mistakes.join("\n"),
    ).toHaveLength(1);
  });

  test.each(["http://127.0.0.1:8431", "http://localhost", "http://cart.test", "https://cart.example:8443"])(
    "takes a store at %s",
    (origin) => {
      expect(mistakesIn(bent("match.origins", [origin]))).toEqual([]);
    },
  );

  test("names every mistake with its line, and not only the first", () => {
    const text = profileText("maple-cart")
      .replace('"maple-cart"', '"M"')
      .replace("2031-12-31", "never")
      .replace('"#mc-manager"', '":has(a)"');
    const read = readStrictly(text, storeProfile);
    const lines = text.split("\n");
    expect(
      read.ok ? [] : read.mistakes.map(({ line, where }) => [where, lines[line - 1]?.trim().slice(0, 20)]),
    ).toEqual([
      ["id", '"id": "M",'],
      ["match.mustExist.0", '"mustExist": [":has('],
      ["validUntil", '"validUntil": "never'],
    ]);
  });

  test("a profile survives parse, text and parse", () => {
    for (const id of profileIds) {
      const once = profileOf(id);
      expect(storeProfile.parse(JSON.parse(JSON.stringify(once)))).toEqual(once);
    }
  });
});

describe("a stored profile of a newer version", () => {
  const stored = (): Loose => JSON.parse(JSON.stringify(profileOf("maple-cart")));
  const read = (change: (profile: Loose) => void): StoreProfile | null => {
    const profile = stored();
    change(profile);
    return readProfileLeniently(profile);
  };

  test("is read without what is not understood", () => {
    const profile = read((one) => {
      one.schema = 3;
      one.weather = { sunny: true };
      (one.match as Loose).moon = 1;
      (one.brand as Loose).colour = "oklch(0.5 0.1 200)";
      one.version = { ...(one.version as Loose), take: "roman" };
      one.modules = "elsewhere";
      one.declared = { version: 4 };
      one.safeReads = [...(one.safeReads as unknown[]), { id: "new", path: "new.php", words: "x", sweep: true }];
    });
    const { version, modules, declared, brand, ...rest } = profileOf("maple-cart");
    expect(profile).toMatchObject({ id: rest.id, match: rest.match, neverRead: rest.neverRead, logs: rest.logs });
    expect([profile?.version, profile?.modules, profile?.declared, profile?.brand.colour]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(profile?.brand.name).toBe(brand.name);
    expect([version, modules, declared].every(Boolean)).toBe(true);
    expect(profile?.safeReads.map(({ id }) => id)).toEqual(["scripts", "options", "log"]);
    expect(profile && storeProfile.safeParse(profile).success).toBe(true);
  });

  test.each<[string, (profile: Loose) => void]>([
    ["its sites", (one) => ((one.match as Loose).origins = [{ host: "x" }])],
    ["what is never read", (one) => (one.neverRead = [{ kind: "people" }])],
    ["what is covered", (one) => (one.covers = [{ shadow: "x" }])],
    ["the day it ends", (one) => (one.validUntil = "in spring")],
    ["what must not exist", (one) => ((one.match as Loose).mustNotExist = "x:has(y)")],
    ["its id", (one) => (one.id = 7)],
  ])("is not used at all where %s cannot be read", (_, change) => {
    expect(read(change)).toBeNull();
  });

  test.each([null, 7, "x", [], {}])("%j is no profile", (value) => {
    expect(readProfileLeniently(value)).toBeNull();
  });

  test("whatever stands in it, what is read of it passes the strict import", () => {
    const keys = Object.keys(profileOf("maple-cart"));
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        const profile = readProfileLeniently({ ...stored(), [key]: value });
        if (profile) expect(storeProfile.safeParse(profile).success).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test("every selector is told with its place, so that a browser can be asked of each", () => {
  const texts = new Set(selectorsOf(profileOf("maple-cart")).map((one) => one.selector));
  const find = (value: unknown): string[] =>
    typeof value === "string" ? [value] : typeof value === "object" && value ? Object.values(value).flatMap(find) : [];
  const looksLikeOne = find(profileOf("maple-cart")).filter(
    (text) =>
      /^(?:[#.]|[a-z]+[.#[]|#\S)|^(?:th|td|b)$/.test(text) &&
      !/\.php|^#[0-9a-f]{6}$|\.log$/.test(text.replace(/\[.*\]/, "")),
  );
  expect(looksLikeOne.length).toBeGreaterThan(20);
  expect(looksLikeOne.filter((text) => !texts.has(text))).toEqual([]);
  expect(selectorsOf(profileOf("maple-cart"))).toContainEqual({
    where: "modules.row",
    selector: "table.scripts tr[data-script]",
  });
});

test("a profile counts on its last day and not on the next", () => {
  expect([
    isValidOn({ validUntil: "2026-11-22" }, "2026-11-22"),
    isValidOn({ validUntil: "2026-11-22" }, "2026-11-23"),
  ]).toEqual([true, false]);
  expect(isValidOn({}, "2126-11-23")).toBe(true);
});

describe("a pattern of addresses", () => {
  test.each([
    ["/a/*", "/a/", true],
    ["/a/*", "/a/b/c.php", true],
    ["/a/*", "/ab/", false],
    ["/a/*.php", "/a/x.php5", false],
    ["/a*a", "/a", false],
    ["/x", "/x", true],
    ["/x", "/xy", false],
    ["*b*c*", "abxc", true],
    ["*c*b*", "abxc", false],
    ["/a.c", "/abc", false],
    ["*ab*ba", "aba", false],
  ])("%s fits %s: %s", (glob, text, fits) => {
    expect(fitsGlob(glob, text)).toBe(fits);
  });

  test("says of any text what a regular expression of the same meaning says", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "/", "."), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 4 }), letters, (parts, text) => {
        const pattern = new RegExp(`^${parts.map((part) => part.replaceAll(".", "\\.")).join(".*")}$`);
        expect(fitsGlob(parts.join("*"), text)).toBe(pattern.test(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test("lies in the folder before its first *", () => {
    expect(["/a/b*", "/a/*", "/a.php", "/a/*/c/*"].map(folderOf)).toEqual(["/a/", "/a/", "/", "/a/"]);
  });

  test("is not evaded by case, escapes or a query", () => {
    for (const path of ["orders.php", "ORDERS.PHP", "order%73.php", "orders.php?a=b", "orders/7"]) {
      expect(isAddressIn(new URL(`https://x.example/a/${path}`), "orders*", "/a/"), path).toBe(true);
    }
    expect(isAddressIn(new URL("https://x.example/b/orders.php"), "orders*", "/a/")).toBe(false);
    expect(isAddressIn(new URL("https://x.example/b/orders.php"), "/b/*", "/a/")).toBe(true);
  });
});
