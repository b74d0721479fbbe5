import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StoreClaim } from "../../../extension/adapters/adapter.ts";
import { isAllowed, readsOf, routeOf, urlOf } from "../../../extension/adapters/allowed.ts";
import { csCartFacts } from "../../../extension/adapters/cs-cart/facts.ts";
import { detectStore } from "../../../extension/adapters/detect.ts";
import { multiVendorFacts } from "../../../extension/adapters/multi-vendor/facts.ts";
import { joinFound, readSource } from "../../../extension/adapters/read.ts";
import { sweepOf } from "../../../extension/adapters/sweeps.ts";
import { pageOf } from "../../support/pages.ts";

const admin = "https://shop.example/admin.php";
const within = { origin: "https://shop.example", adminPath: "/", entry: "admin.php" };
const frame = (script: string, column = "main_column", body = "") =>
  `<body${body}><div id="${column}"></div><script>${script}</script></body>`;
const started = "$.runCart('A');";
const claimOn = (html: string, url = admin) => detectStore(pageOf(html, url))?.claim ?? null;

describe("an admin page is claimed", () => {
  test.each<[string, string, string, Partial<StoreClaim>]>([
    ["of early versions", frame(started), admin, { platform: "cs-cart", version: null, entry: "admin.php" }],
    ["with other quotes", frame('jQuery.runCart("A")'), admin, { platform: "cs-cart" }],
    [
      "with keys as data",
      frame(`x={"product_version":"4.20.1","product_edition":"mve"};${started}`),
      admin,
      { platform: "multi-vendor", version: "4.20.1" },
    ],
    ["of a service pack", frame(`product_version: '4.12.2.SP2', ${started}`), admin, { version: "4.12.2.SP2" }],
    [
      "whose script is renamed",
      frame(started),
      "https://shop.example/a/b/x7.php?dispatch=a.b",
      { adminPath: "/a/b/", entry: "x7.php" },
    ],
    [
      "of a script without a name",
      frame(started),
      "https://shop.example/office/?dispatch=a.b",
      { adminPath: "/office/", entry: "" },
    ],
    [
      "of a vendor",
      frame(started),
      "https://shop.example/vendor.php",
      { platform: "multi-vendor", label: "Multi-Vendor" },
    ],
    [
      "of a vendor whose script is renamed",
      frame(started, "main_column", ' class="x vendor-area"'),
      admin,
      { platform: "multi-vendor" },
    ],
    ["to sign in on", frame(started, "main_column_login"), admin, { signedIn: false, offerHelp: false }],
  ])("%s", (_, html, url, expected) => {
    expect(claimOn(html, url)).toMatchObject(expected);
  });

  test.each([
    ["a storefront", frame("$.runCart('C'); index_script = 'index.php'")],
    ["no main column", frame(started, "content")],
    ["no script that starts it", frame("start()")],
    ["a script that only lies outside", '<div id="main_column"></div><script src="runCart(\'A\').js"></script>'],
  ])("not with %s", (_, html) => {
    expect(claimOn(html)).toBeNull();
  });

  test("with help once somebody is signed in", () => {
    const link = `<a href="${admin}?dispatch=auth.logout">x</a>`;
    expect(claimOn(link + frame(started))).toMatchObject({ signedIn: true, offerHelp: true });
  });
});

test.each([
  [null, ["version"], []],
  ["2.0.7", [], ["addons.manage", "skin_selector.manage", "logs.manage", "tools.phpinfo"]],
  [
    "2.2.4",
    ["feedback.prepare"],
    ["addons.manage", "skin_selector.manage", "logs.manage", "tools.phpinfo", "tools.view_changes"],
  ],
  ["3.0.1", [], ["addons.manage", "skin_selector.manage", "logs.manage", "tools.phpinfo", "tools.view_changes"]],
  ["4.0.3", [], ["addons.manage", "themes.manage", "logs.manage", "tools.view_changes", "tools.phpinfo"]],
  [
    "4.3.1",
    ["feedback.prepare", "settings.manage"],
    ["addons.manage", "themes.manage", "logs.manage", "tools.view_changes", "tools.phpinfo"],
  ],
  [
    "4.10.4_JP_1",
    ["feedback.prepare", "settings.manage"],
    ["storefronts.manage", "addons.manage", "themes.manage", "logs.manage", "tools.view_changes", "tools.phpinfo"],
  ],
  [
    "4.20.1",
    ["feedback.prepare", "settings.manage"],
    ["storefronts.manage", "addons.manage", "themes.manage", "logs.manage", "tools.view_changes", "tools.phpinfo"],
  ],
  ["5.0.0", [], []],
])("version %s is asked for its own routes and no others", (version, safe, swept) => {
  const routes = (depth: "safe" | "sweep") => readsOf(csCartFacts, version, depth);
  const first = version === null ? [] : ["version"];
  expect(routes("safe").map(({ route }) => route)).toEqual([...first, ...safe]);
  expect(
    routes("sweep")
      .filter(({ depth }) => depth === "sweep")
      .map(({ route }) => route),
  ).toEqual(swept);
});

const allReads = csCartFacts.reads.flatMap(({ reads }) => reads);
const claim: StoreClaim = {
  ...within,
  platform: "cs-cart",
  label: "CS-Cart",
  native: null,
  version: null,
  signedIn: true,
  offerHelp: true,
};

test("every address that is built is allowed, and is one of these", () => {
  const built = allReads.map((read) => urlOf(new URL(admin), claim, csCartFacts, read, {}));
  for (const url of built) expect(isAllowed(url, csCartFacts, allReads, within), url.href).toBe(true);
  expect([...new Set(built.map(({ search }) => search))].sort()).toEqual([
    "?dispatch=addons.manage",
    "?dispatch=feedback.prepare&is_ajax=1&result_ids=content_groupfeedback",
    "?dispatch=logs.manage",
    "?dispatch=settings.manage&section_id=Upgrade_center",
    "?dispatch=skin_selector.manage",
    "?dispatch=storefronts.manage",
    "?dispatch=themes.manage",
    "?dispatch=tools.phpinfo",
    "?dispatch=tools.view_changes&check_types=C,D",
    "?version",
  ]);
});

const never = [
  "upgrade_center.manage",
  "upgrade_center.refresh",
  "feedback.send",
  "tools.store_mode",
  "tools.cleanup_history",
  "tools.create_snapshot",
  "auth.logout",
  "addons.install",
  "addons.uninstall",
  "addons.update_status",
  "logs.clean",
  "settings.change_store_mode",
  "settings.manage",
  "profiles.manage",
  "orders.manage",
  "companies.manage",
];
const kept = ["sl", "currency", "switch_company_id", "backoffice_color_scheme", "main_menu_type"];
const allowed = (query: string) => isAllowed(new URL(`${admin}?${query}`), csCartFacts, allReads, within);

test.each(never)("%s is never allowed, not even at the deepest, whatever else stands in the address", (dispatch) => {
  const more = fc.constantFrom(
    "",
    "&is_ajax=1",
    "&result_ids=content_groupfeedback",
    "&check_types=C,D",
    "&version",
    "&page=1",
  );
  fc.assert(
    fc.property(more, more, (one, other) => !allowed(`dispatch=${dispatch}${one}${other}`)),
    { numRuns: 60 },
  );
});

test.each(kept)("no read takes the parameter %s, which the store would keep for the person", (name) => {
  for (const read of allReads) {
    const { search } = urlOf(new URL(admin), claim, csCartFacts, read, {});
    expect(allowed(search.slice(1))).toBe(true);
    expect(allowed(`${search.slice(1)}&${name}=1`)).toBe(false);
    expect(allowed(`${name}=1&${search.slice(1)}`)).toBe(false);
  }
});

test("nothing that is asked for is on the list of what is never read", () => {
  for (const { route } of allReads)
    expect(
      csCartFacts.neverRead.some((secret) => secret.test(route)),
      route,
    ).toBe(false);
});

test.each([
  [`${admin}?dispatch=auth.logout`, true],
  ["https://shop.example/x7.php?sl=en&dispatch=auth.logout&redirect_url=1", true],
  [`${admin}?dispatch=auth.login_form`, false],
  ["https://shop.example/auth.logout", false],
])("%s signs out: %s", (address, signsOut) => {
  const url = new URL(address);
  expect(csCartFacts.logout.test(url.pathname + url.search)).toBe(signsOut);
});

test("a page's route is its dispatch, and the dashboard has none", () => {
  expect(routeOf(new URL(`${admin}?dispatch=addons.manage`), csCartFacts)).toBe("addons.manage");
  expect(routeOf(new URL(admin), csCartFacts)).toBeNull();
});

describe("before more is read a person is told", () => {
  test("what is put away by looking, where the version has it, and what else its page holds", () => {
    const says = (version: string) => sweepOf("cs-cart", version)?.says.join(" ");
    expect(says("4.17.1")).toMatch(/changed files.*notice/);
    expect(says("2.0.7")).not.toContain("changed files");
    for (const version of ["2.0.7", "4.17.1"]) expect(says(version)).toMatch(/nobody has tried.*cookies/is);
  });

  test("the same of a marketplace, and nothing where the version is not known", () => {
    expect(sweepOf("multi-vendor", "4.17.1")).toEqual(sweepOf("cs-cart", "4.17.1"));
    expect(sweepOf("cs-cart", null)).toBeNull();
  });

  test("to wait no longer than a single page may take", () => {
    const longest = Math.max(...allReads.map(({ timeoutMs }) => timeoutMs));
    expect(sweepOf("cs-cart", "4.17.1")?.longestMs).toBe(longest);
  });
});

test("what the list of add-ons does not know the feedback form tells, and neither forgets an add-on", () => {
  const link = (id: string) => `<div class="object-group"><a href="?addon=${id}&dispatch=addons.update">x</a>
    <p class="object-group-link-wrap"><a>Name of ${id}</a></p></div>`;
  const row = (id: string, status: string) => `<tr><td>${id}</td><td>${status}</td></tr>`;
  const list = pageOf(
    `<div id="addons_list">${link("seo")}${link("only_listed")}</div>`,
    `${admin}?dispatch=addons.manage`,
  );
  const form = pageOf(
    `<table id="parameters_addons">${row("seo", "D")}${row("only_told", "A")}</table>`,
    `${admin}?dispatch=feedback.prepare`,
  );
  const found = [form, list].flatMap((page, at) =>
    readSource(csCartFacts, claim, {
      page,
      route: at === 0 ? "feedback.prepare" : "addons.manage",
      depth: at === 0 ? "safe" : "sweep",
      from: "here",
      at: "2026-11-22T08:00:00Z",
      ms: null,
    }),
  );
  const { facts } = joinFound(csCartFacts, claim, found);
  expect(facts.modules?.map(({ code, name, installed, enabled }) => [code, name, installed, enabled])).toEqual([
    ["seo", "Name of seo", true, false],
    ["only_listed", "Name of only_listed", true, null],
    ["only_told", "only_told", true, true],
  ]);
  expect(facts.modules?.map(({ enabledWhy }) => enabledWhy)).toEqual([
    undefined,
    "its list shows no status for it",
    undefined,
  ]);
});

test("both read the same, by the same rules", () => {
  const { id: _, examples: __, ...rules } = multiVendorFacts;
  const { id: ___, examples: ____, ...same } = csCartFacts;
  expect(rules).toEqual(same);
});
