import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAllowed, isRouteOf, readsOf, tokenOf, urlOf } from "../../../extension/adapters/allowed.ts";
import { factAdapters } from "../../../extension/adapters/facts.ts";
import { opencartFacts } from "../../../extension/adapters/opencart/facts.ts";
import { adminUrl, claimOf, pageOf, token } from "../../support/pages.ts";

const within = { origin: "https://shop.example", adminPath: "/admin/", entry: "index.php" };
const allReads = opencartFacts.reads.flatMap(({ reads }) => reads).filter(({ depth }) => depth === "safe");
const allowed = (url: URL) => isAllowed(url, opencartFacts, allReads, within);
const routes = (version: string) => readsOf(opencartFacts, version).map(({ route }) => route);
const address = (query: string) => new URL(`https://shop.example/admin/index.php?${query}`);

const common = (form: string) => [
  "setting/store",
  "localisation/language",
  "user/user_permission",
  `user/user_permission${form}`,
];
const lists = (types: string) => types.split(" ").map((type) => `extension/${type}`);
const since15 = "module shipping payment total feed";
const since30 = [...common("/edit"), "marketplace/modification", "marketplace/installer/history", "tool/log/download"];
const typed30 = ["marketplace/extension", "extension/extension/{type}"];
const packages = (sign: string) => [
  "marketplace/installer",
  `marketplace/installer${sign}list`,
  `tool/log${sign}download`,
  "marketplace/extension",
  "extension/{type}",
];

describe("each version is asked for its own routes and no others", () => {
  const adapter = (id: string) => factAdapters.find((one) => one.id === id) ?? opencartFacts;
  const port = ["tool/error_log"];

  test.each<[id: string, version: string | null, safe: string[], sweep: string[]]>([
    ["opencart", null, [], []],
    ["opencart", "1.4.9.6", [], []],
    ["opencart", "1.5.6.4", [...common("/update"), "tool/error_log"], [...lists(since15), "module/vqmod_manager"]],
    [
      "opencart",
      "2.0.3.1",
      [...common("/edit"), "extension/modification", "tool/error_log"],
      lists(`${since15} fraud`),
    ],
    [
      "opencart",
      "2.1.0.2",
      [...common("/edit"), "extension/modification", "tool/error_log/download"],
      lists(`${since15} fraud analytics captcha`),
    ],
    [
      "opencart",
      "2.2.0.0",
      [...common("/edit"), "extension/modification", "tool/error_log/download"],
      lists(`${since15} fraud analytics captcha theme`),
    ],
    [
      "opencart",
      "2.3.0.2",
      [...common("/edit"), "extension/modification", "tool/log/download"],
      ["extension/extension", "extension/extension/{type}"],
    ],
    ["opencart", "3.0.2.0", since30, typed30],
    ["opencart", "3.0.3.8", since30, typed30],
    [
      "opencart",
      "4.0.1.1",
      ["setting/store", "localisation/language", "tool/log"],
      ["user/user_permission", "user/user_permission|form", ...packages("|")],
    ],
    ["opencart", "4.0.2.3", [...common(".form"), "tool/log"], packages(".")],
    ["opencart", "4.1.0.4", [...common(".form"), "marketplace/modification", "tool/log"], packages(".")],
    ["ocstore", "3.0.3.7", since30, [...typed30, "common/dashboard"]],
    ["opencart-brasil", "3.0.3.3", since30, typed30],
    [
      "opencart-overclocked",
      "1.11.1",
      [...common("/update"), "tool/error_log", "tool/configuration"],
      [...lists(`${since15} modification theme fraud`), "modification/vqmods"],
    ],
    [
      "arastta",
      "1.6.2",
      ["setting/store", "localisation/language"],
      ["tool/system_info", "tool/error_log", ...lists(since15)],
    ],
    ["mijoshop", null, [], port],
    ["mijoshop", "2.1.7", [], [...port, ...lists(since15)]],
    ["mijoshop", "3.0.29", [], [...port, "extension/modification", ...lists(`${since15} fraud`)]],
    ["aceshop", null, [], [...port, ...lists(since15)]],
    ["joocart", "1.5.4", [], [...port, ...lists(since15)]],
    ["jcart", "1.5.6.4", [], [...port, ...lists(since15)]],
    ["jcart", "2.2.0.0", [], [...port, "extension/modification", ...lists(`${since15} fraud analytics captcha theme`)]],
  ])("%s %s", (id, version, safe, sweep) => {
    const asked = readsOf(adapter(id), version, "sweep");
    expect(asked.filter(({ depth }) => depth === "safe").map(({ route }) => route)).toEqual(safe);
    expect(asked.filter(({ depth }) => depth === "sweep").map(({ route }) => route)).toEqual(sweep);
    expect(readsOf(adapter(id), version).map(({ route }) => route)).toEqual(safe);
  });

  test.each([
    ["1.5.6.4", 10_000],
    ["2.3.0.2", 10_000],
    ["3.0.2.0", 10_000],
    ["3.0.3.0", 38_000],
    ["4.1.0.4", 38_000],
  ])("a list of %s may take as long as its store waits for its maker", (version, timeoutMs) => {
    const times = readsOf(opencartFacts, version, "sweep")
      .filter(({ facts }) => facts.includes("theme"))
      .map((read) => read.timeoutMs);
    expect([...new Set(times)]).toEqual([timeoutMs]);
  });
});

describe("of each adapter of the family", () => {
  const ids = [
    "opencart",
    "ocstore",
    "opencart-brasil",
    "opencart-overclocked",
    "arastta",
    "mijoshop",
    "aceshop",
    "jcart",
    "joocart",
  ];
  const family = factAdapters.filter(({ id }) => ids.includes(id));

  test.each(family)("$id: every address that is built is allowed, and stands in the admin's own folder", (adapter) => {
    expect(family.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const values: Record<string, string> = { page: "2", user_group_id: "2", type: "acme_feeds" };
    for (const read of adapter.reads.flatMap(({ reads }) => reads)) {
      const params = Object.fromEntries(read.params.map((name) => [name, values[name] ?? ""]));
      const [name = ""] = adapter.address.tokens;
      const url = urlOf(new URL(adminUrl), claimOf("3.0.5.1"), adapter, read, { [name]: token, ...params });
      expect(isAllowed(url, adapter, [read], within), url.href).toBe(true);
      expect(url.href.startsWith("https://shop.example/admin/index.php?"), url.href).toBe(true);
      expect(url.searchParams.get("route"), url.href).toBe(read.route.replace("{type}", "acme_feeds"));
      expect(url.searchParams.get("option")).toBe(adapter.address.always.option ?? null);
    }
  });

  test.each(family)("$id: no read names something to do, a page with passwords or one about people", (adapter) => {
    const acts = /[/.|](?:install|uninstall|delete|enable|disable|refresh|clear|logout|save|add)$/;
    for (const { route } of adapter.reads.flatMap(({ reads }) => reads)) {
      expect(route).not.toMatch(acts);
      expect(adapter.neverRead.filter((secret) => secret.test(route)).map(String), route).toEqual([]);
    }
  });

  test("a type that a page names is never something to do", () => {
    const form = opencartFacts.address.params.type;
    for (const type of ["module", "payment", "acme_feeds", "installation", "other"])
      expect(form?.test(type)).toBe(true);
    const refused = [
      "install",
      "uninstall",
      "delete",
      "enable",
      "disable",
      "refresh",
      "clear",
      "logout",
      "a/b",
      "a.b",
      "A",
      "",
    ];
    for (const type of refused) expect(form?.test(type), type).toBe(false);
  });
});

test("an admin within a front keeps its view, and no other value of it is taken over or allowed", () => {
  const jcart = factAdapters.find(({ id }) => id === "jcart") ?? opencartFacts;
  const reads = readsOf(jcart, "2.2.0.0", "sweep");
  const front = { origin: "https://shop.example", adminPath: "/sub/", entry: "index.php" };
  const at = (view: string) => {
    const page = new URL(`https://shop.example/sub/index.php?option=com_jcart&view=${view}&route=common/home`);
    const claim = { ...claimOf("2.2.0.0", "/sub/"), platform: "jcart" };
    return urlOf(page, claim, jcart, reads[0]!, { token });
  };
  expect(at("admin").search).toContain("view=admin");
  expect(isAllowed(at("admin"), jcart, reads, front)).toBe(true);
  expect(at("shop").searchParams.has("view")).toBe(false);
  const forged = new URL(at("admin").href.replace("view=admin", "view=shop"));
  expect(isAllowed(forged, jcart, reads, front)).toBe(false);
});

test("a parameter that a read does not have, or of another form, is never built in", () => {
  const [stores] = readsOf(opencartFacts, "3.0.5.1");
  for (const params of [{ page: "2" }, { user_token: "short" }, { user_token: `${token}&x=1` }]) {
    expect(() => urlOf(new URL(adminUrl), claimOf("3.0.5.1"), opencartFacts, stores!, params)).toThrow("Invariant");
  }
});

const good = `route=marketplace/modification&user_token=${token}`;

describe("nothing else is allowed", () => {
  test.each([
    ["a list that changes the store", address(`route=extension/extension/module&user_token=${token}`)],
    ["a list of 4.x", address(`route=extension/module&user_token=${token}`)],
    ["a link that acts", address(`route=marketplace/modification/refresh&user_token=${token}`)],
    ["settings", address(`route=setting/setting&user_token=${token}`)],
    ["logout", address(`route=common/logout&user_token=${token}`)],
    ["one parameter more", address(`${good}&modification_id=1`)],
    ["the route twice", address(`${good}&route=common/logout`)],
    ["another form of a parameter", address(`${good}&page=1%20or%201`)],
    ["a fragment", new URL(`${address(good).href}#x`)],
    ["another host", new URL(`https://evil.example/admin/index.php?${good}`)],
    ["another port", new URL(`https://shop.example:8443/admin/index.php?${good}`)],
    ["another scheme", new URL(`http://shop.example/admin/index.php?${good}`)],
    ["another folder", new URL(`https://shop.example/index.php?${good}`)],
    ["another file", new URL(`https://shop.example/admin/other.php?${good}`)],
    ["a sign-in in the address", new URL(`https://a:b@shop.example/admin/index.php?${good}`)],
    ["a method put to the route", address(`route=marketplace/modification.clear&user_token=${token}`)],
  ])("%s", (_, url) => {
    expect(allowed(address(good))).toBe(true);
    expect(allowed(url)).toBe(false);
  });

  test("whatever the query is, a route with a method that acts is never allowed", () => {
    const method = fc.constantFrom("install", "uninstall", "delete", "enable", "disable", "refresh", "clear", "logout");
    fc.assert(
      fc.property(fc.constantFrom(...routes("3.0.5.1")), fc.constantFrom("/", ".", "|"), method, (route, sign, act) => {
        expect(allowed(address(`route=${encodeURIComponent(route + sign + act)}&user_token=${token}`))).toBe(false);
      }),
    );
  });
});

describe("the token", () => {
  const logout = (query: string) => `<a href="https://shop.example/admin/index.php?route=common/logout&${query}">x</a>`;

  test("comes from the page's address, and else from its logout link", () => {
    expect(tokenOf(pageOf("", `${adminUrl}&user_token=${token}`), opencartFacts)).toEqual({ user_token: token });
    expect(tokenOf(pageOf(logout(`token=${token}`), adminUrl), opencartFacts)).toEqual({ token });
  });

  test("is none where what stands in its place is no token", () => {
    expect(
      tokenOf(pageOf(logout("user_token=x%26route%3Dcommon/logout"), `${adminUrl}&user_token=1`), opencartFacts),
    ).toBeNull();
  });
});

test.each([
  ["extension/extension/{type}", "extension/extension/payment", true],
  ["extension/extension/{type}", "extension/extension/payment/edit", false],
  ["extension/extension/{type}", "extension/extension/", false],
  ["extension/extension/{type}", "extension/extensionXpayment", false],
  ["extension/extension/{type}", "my/extension/extension/payment", false],
  ["extension/extension/{unknown}", "extension/extension/payment", false],
  ["tool/log.download", "tool/log.download", true],
  ["tool/log.download", "tool/logXdownload", false],
  ["setting/store", "setting/store/edit", false],
])("of the listed %s, %s is one: %s", (listed, given, isOne) => {
  expect(isRouteOf(opencartFacts.address, listed, given)).toBe(isOne);
});
