// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { isAllowed, readsOf } from "../../../extension/adapters/allowed.ts";
import { csCartFacts } from "../../../extension/adapters/cs-cart/facts.ts";
import { type CaptureOptions, runCapture } from "../../../extension/capture/run.ts";
import { sellersPanel } from "../../../shared/little-read.ts";
import { findClassA } from "../../../shared/redaction.ts";
import { report as reportSchema } from "../../../shared/report.ts";
import { canaries } from "../../stores/canaries.ts";
import { type CsCartClient, signedIn } from "../../stores/cs-cart/client.ts";

const safe = ["?version", "feedback.prepare", "settings.manage"];
const swept = [
  "storefronts.manage",
  "addons.manage",
  "themes.manage",
  "logs.manage",
  "tools.view_changes",
  "tools.phpinfo",
];

/** Presses the button on a page of this store, and writes down what it was asked for from then on, and how many at once. */
async function openOn(client: CsCartClient, query = "", more: Partial<CaptureOptions> = {}) {
  const html = await client.text(query);
  const asked: URL[] = [];
  let [inFlight, most] = [0, 0];
  const get = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input));
    asked.push(url);
    expect(init).toMatchObject({ method: "GET", redirect: "manual", credentials: "same-origin" });
    inFlight += 1;
    most = Math.max(most, inFlight);
    await Promise.resolve();
    const response = await client.request(url.href.slice(client.entry.length));
    inFlight -= 1;
    return response;
  };
  const parse = (text: string) => new DOMParser().parseFromString(text, "text/html");
  const options: CaptureOptions = {
    captureId: "one",
    depth: "safe",
    declared: [],
    document: parse(html),
    url: new URL(client.entry + query),
    // The reads hand over an address and plain options, as `fetch` takes them.
    fetch: get as typeof fetch,
    parse,
    now: () => new Date("2026-11-22T08:00:00Z"),
    clock: () => 0,
    view: { userAgent: "Chrome/156.0", viewport: null, resources: [] },
    clicks: new EventTarget(),
    isStopped: () => false,
    follow: () => {},
    onProgress: () => {},
    ...more,
  };
  const nameOf = (url: URL) => url.searchParams.get("dispatch") ?? url.search;
  return { report: await runCapture(options), asked, routes: () => asked.map(nameOf), most: () => most, html };
}

/** What the page itself is told of the session, beside the secrets that are planted. */
function secretsOf(client: CsCartClient, html: string): string[] {
  const hash = /security_hash: '(\w+)'/.exec(html)?.[1] ?? "";
  expect(hash).toMatch(/^[0-9a-f]{32}$/);
  const people = ["clerk@riverside-goods.example", "web-7.riverside-goods.example", "riverside-upload"];
  return [...Object.values(canaries), ...people, hash, client.cookie().split("=")[1] ?? ""];
}

test("on the click a store is asked for three things, one at a time, by GETs of the allow-list alone", async () => {
  const client = await signedIn();
  const { asked, routes, most } = await openOn(client);
  expect(routes()).toEqual(safe);
  expect(most()).toBe(1);
  const within = { origin: "http://shop.test", adminPath: "/", entry: "admin.php" };
  for (const url of asked) expect(isAllowed(url, csCartFacts, readsOf(csCartFacts, "4.17.1"), within)).toBe(true);
  expect(client.state.harm).toEqual([]);
});

test("what was read is in the report, with where it came from, and the report fits its schema", async () => {
  const { report } = await openOn(await signedIn(), "?dispatch=products.manage");
  expect(reportSchema.parse(report)).toMatchObject(report);
  expect(report).toMatchObject({
    platform: { id: "cs-cart", version: "4.17.1", edition: "ULTIMATE", mode: "ultimate" },
    page: { route: "products.manage", title: "Products" },
    languages: ["en", "de"],
    theme: { name: "responsive: Modern", depth: "safe" },
    server: { php: "8.1.29", database: "MariaDB 10.6.18", web: "nginx/1.24.0", os: "Linux" },
    coreFiles: { changed: ["app/controllers: 2 changed PHP files", "app/functions: 1 changed PHP file"] },
    access: { ftpDeclared: true, ftp: { host: true, user: true, password: true, directory: false } },
  });
  expect(report.modules.map(({ code, installed, enabled }) => [code, installed, enabled])).toContainEqual([
    "old_sticky_menu",
    true,
    false,
  ]);
  expect(report.installer).toMatchObject([{ name: "CS-Cart upgrade", version: "4.17.1" }]);
  expect(report.sources.map(({ fact, from }) => `${fact} ${from}`)).toEqual(
    expect.arrayContaining(["platform.version page", "modules feedback.prepare", "access.ftpDeclared settings.manage"]),
  );
  expect(report.missing.map(({ fact }) => fact)).toEqual(expect.arrayContaining(["modules", "stores", "logs"]));
});

describe.each(["safe", "sweep"] as const)("at depth %s", (depth) => {
  test.each([
    "",
    "?dispatch=settings.manage&section_id=Upgrade_center",
    "?dispatch=logs.manage",
    "?dispatch=orders.manage",
  ])("no secret of the store, of its session or of its people is in the report of %s", async (query) => {
    const client = await signedIn();
    const { report, html } = await openOn(client, query, { depth });
    const text = JSON.stringify(report);
    expect(secretsOf(client, html).filter((secret) => text.includes(secret))).toEqual([]);
    expect(findClassA(text)).toEqual([]);
  });
});

test("what was agreed to is read as well, never more, and only the changed files' notice is put away", async () => {
  const client = await signedIn();
  const { report, routes } = await openOn(client, "", { depth: "sweep" });
  expect(routes().sort()).toEqual([...safe, ...swept].sort());
  expect(client.state.harm).toEqual(["put away the notice of changed files"]);
  expect(report).toMatchObject({
    theme: { name: "Responsive: Modern", depth: "sweep" },
    stores: [{ name: "Riverside Goods" }, { name: "Riverside Söhne & Co", url: "http://wholesale.shop.test/" }],
    coreFiles: {
      changed: [
        "app/controllers/frontend/checkout.php: changed",
        "app/controllers/common.php: deleted",
        "app/shell.php: added",
      ],
    },
    server: { php: "8.1.29 (FPM/FastCGI, memory_limit 256M, max_execution_time 60, upload_max_filesize 32M)" },
  });
  expect(report.modules.find(({ code }) => code === "acme_quick_checkout")).toMatchObject({
    name: "Acme Quick Checkout",
    version: "3.1.2",
    developer: "Acme Extensions",
    thirdParty: true,
    enabled: true,
    depth: "sweep",
  });
  expect(report.modules.find(({ code }) => code === "geo_maps")).toMatchObject({ version: null, thirdParty: false });
  expect(report.modules).toHaveLength(client.state.addons.length);
  expect(report.logs[0]?.groups.map(({ message, last }) => [message.includes("no rate for zone 4"), last])).toEqual([
    [true, "2026-11-20T08:41:00"],
  ]);
});

describe("a store that does not say which release it is", () => {
  test("is asked for its version first, and then for what that version has", async () => {
    const client = await signedIn({ version: "4.8.1" });
    const { report, routes } = await openOn(client);
    expect(routes()).toEqual(safe);
    expect(report.platform).toMatchObject({ id: "cs-cart", version: "4.8.1" });
    expect(report.modules.length).toBeGreaterThan(0);
  });

  test("and does not answer that either: nothing else is asked, and that is told", async () => {
    const client = await signedIn({ version: "4.8.1" });
    const asked: string[] = [];
    const get = async (input: RequestInfo | URL) => {
      asked.push(new URL(String(input)).search);
      return new Response("", { status: 500 });
    };
    const { report } = await openOn(client, "", { fetch: get as typeof fetch });
    expect(asked).toEqual(["?version"]);
    expect(report.missing).toContainEqual({ fact: "platform.version", why: "the store answered with status 500" });
  });

  test("and turns out to be a marketplace: the report names it so", async () => {
    const client = await signedIn({ version: "4.8.1" });
    const get = async (input: RequestInfo | URL) => {
      const { search } = new URL(String(input));
      return search === "?version"
        ? new Response("Multi-Vendor <b>4.8.1 </b>", page)
        : new Response("", { status: 404 });
    };
    const { report } = await openOn(client, "", { fetch: get as typeof fetch });
    expect(report.platform).toMatchObject({ id: "multi-vendor", label: "Multi-Vendor", edition: "MULTIVENDOR" });
  });
});

const page = { headers: { "content-type": "text/html; charset=utf-8" } };

test("a renamed script in a sub-folder is asked, and no other", async () => {
  const client = await signedIn({ adminFolder: "shop/b", adminEntry: "backoffice7.php" });
  const { asked, report } = await openOn(client);
  expect(new Set(asked.map(({ pathname }) => pathname))).toEqual(new Set(["/shop/b/backoffice7.php"]));
  expect(report.server.php).toBe("8.1.29");
});

test("a vendor's panel is asked for nothing, and the report says why", async () => {
  const client = await signedIn({}, "admin", "vendor.php");
  for (const depth of ["safe", "sweep"] as const) {
    const { asked, report } = await openOn(client, "", { depth });
    expect(asked).toEqual([]);
    expect(report.platform.id).toBe("multi-vendor");
    expect(report.missing).toContainEqual({
      fact: "modules",
      why: "the panel of one seller shows nothing of the store behind it",
    });
    expect(report.platform.mode).toBe(sellersPanel);
    expect(report.sources).toContainEqual(expect.objectContaining({ fact: "platform.mode", from: "page" }));
    expect(report.missing.map(({ fact }) => fact)).not.toContain("platform.mode");
  }
});

test("a session that ended meanwhile is noticed by the first answer that needs it, and nothing more is asked", async () => {
  const client = await signedIn();
  const before = await client.text("");
  await client.request("?dispatch=auth.logout");
  const document = new DOMParser().parseFromString(before, "text/html");
  const { routes, report } = await openOn(client, "", { document, url: new URL(client.entry), depth: "sweep" });
  expect(routes()).toEqual(["?version", "feedback.prepare"]);
  expect(report.missing).toContainEqual({ fact: "access.ftpDeclared", why: "the store has signed you out" });
});

test("people without the privilege get a report that says what was refused", async () => {
  const client = await signedIn({}, "clerk");
  const { report, routes } = await openOn(client);
  expect(routes()).toEqual(safe);
  expect(report.platform.version).toBe("4.17.1");
  for (const fact of ["modules", "access.ftpDeclared"]) {
    expect(report.missing).toContainEqual({ fact, why: "you may not open it, or this version has no such page" });
  }
});

test("two thousand add-ons are read within the report's size", async () => {
  const client = await signedIn({ modules: 2_000 });
  const { report } = await openOn(client, "", { depth: "sweep" });
  expect(report.modules.length).toBeGreaterThan(1_000);
  expect(reportSchema.safeParse(report).success).toBe(true);
});
