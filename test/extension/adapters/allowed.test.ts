import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAllowed, readsOf, tokenOf, urlOf } from "../../../extension/adapters/allowed.ts";
import { opencartFacts } from "../../../extension/adapters/opencart/facts.ts";
import { adminUrl, claimOf, pageOf, token } from "../../support/pages.ts";

const within = { origin: "https://shop.example", adminPath: "/admin/", entry: "index.php" };
const allReads = opencartFacts.reads.flatMap(({ reads }) => reads).filter(({ depth }) => depth === "safe");
const allowed = (url: URL) => isAllowed(url, opencartFacts, allReads, within);
const routes = (version: string) => readsOf(opencartFacts, version).map(({ route }) => route);
const address = (query: string) => new URL(`https://shop.example/admin/index.php?${query}`);

test("each version is asked for its own routes and no others", () => {
  expect(routes("3.0.3.8")).toEqual([
    "setting/store",
    "localisation/language",
    "user/user_permission",
    "user/user_permission/edit",
    "marketplace/modification",
    "marketplace/installer/history",
    "tool/log/download",
  ]);
  expect(routes("4.0.1.1")).toEqual(["setting/store", "localisation/language", "tool/log"]);
  expect(routes("4.0.2.3")).toEqual([
    "setting/store",
    "localisation/language",
    "user/user_permission",
    "user/user_permission.form",
    "tool/log",
  ]);
  expect(routes("4.1.0.4")).toContain("marketplace/modification");
  expect([routes("2.3.0.2"), routes("1.5.6.4"), readsOf(opencartFacts, null)]).toEqual([[], [], []]);
});

test("every address that is built is allowed, and stands in the admin's own folder", () => {
  for (const { reads } of opencartFacts.reads) {
    for (const read of reads) {
      const params = Object.fromEntries(read.params.map((name) => [name, "2"]));
      const url = urlOf(new URL(adminUrl), claimOf("3.0.5.1"), opencartFacts, read, { user_token: token, ...params });
      expect(allowed(url), url.href).toBe(true);
      expect(url.href).toContain(`/admin/index.php?route=${read.route}&user_token=${token}`);
    }
  }
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
