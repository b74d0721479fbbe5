// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FactAdapter } from "../../../extension/adapters/adapter.ts";
import { isAllowed, readsOf, routeOf } from "../../../extension/adapters/allowed.ts";
import { detectStore } from "../../../extension/adapters/detect.ts";
import { factAdapters } from "../../../extension/adapters/facts.ts";
import { magentoFacts } from "../../../extension/adapters/magento/facts.ts";
import { prestashopFacts } from "../../../extension/adapters/prestashop/facts.ts";
import { sweepOf } from "../../../extension/adapters/sweeps.ts";
import { woocommerceFacts } from "../../../extension/adapters/woocommerce/facts.ts";
import { runCapture } from "../../../extension/capture/run.ts";
import { pageFacts } from "../../../extension/capture/surroundings.ts";
import { readFolder } from "../../../extension/offline/read-folder.ts";
import { pageOf, savedPage } from "../../support/pages.ts";
import { captureOf } from "../capture/fake-store.ts";

const pages = join(import.meta.dirname, "../../fixtures/pages/");
const open = (name: string) => savedPage(`${pages}${name}.html`);
const htmlOf = (name: string) => readFileSync(`${pages}${name}.html`, "utf8");
const view = { userAgent: "", viewport: null, resources: [] };

test.each(factAdapters.map((adapter) => ({ id: adapter.id, adapter })))(
  "of $id nothing is swept without a sentence",
  ({ id, adapter }) => {
    const spans = adapter.reads.filter(({ reads }) => reads.some(({ depth }) => depth === "sweep"));
    for (const { from, to, reads } of spans) {
      const sweep = sweepOf(id, from ?? to ?? "1.0.0");
      expect(sweep?.says.length, `${id} ${from}`).toBeGreaterThan(0);
      const longest = Math.max(...reads.filter(({ depth }) => depth === "sweep").map(({ timeoutMs }) => timeoutMs));
      expect(sweep?.longestMs, `${id} ${from}`).toBeGreaterThanOrEqual(longest);
    }
  },
);

test("of WooCommerce nothing is asked for unless it was agreed to", () => {
  expect(readsOf(woocommerceFacts, "9.4.2")).toEqual([]);
  expect(readsOf(woocommerceFacts, null)).toEqual([]);
});

test.each([
  ["https://shop.example/blog/wp-admin/admin.php?page=wc-status", true],
  ["https://shop.example/blog/wp-admin/admin.php?page=wc-status&tab=tools", false],
  ["https://shop.example/blog/wp-admin/admin.php?page=wc-status&tab=logs", false],
  ["https://shop.example/blog/wp-admin/admin.php?page=wc-status&tab=tools&action=clear_transients&_wpnonce=1", false],
  ["https://shop.example/blog/wp-admin/admin.php?page=wc-orders", false],
  ["https://shop.example/blog/wp-admin/admin.php", false],
  ["https://shop.example/wp-admin/admin.php?page=wc-status", false],
  ["https://shop.example/blog/wp-admin/index.php?page=wc-status", false],
  ["https://other.example/blog/wp-admin/admin.php?page=wc-status", false],
])("after agreement %s may be asked for: %s", (address, may) => {
  const reads = readsOf(woocommerceFacts, "9.4.2", "sweep");
  const store = { origin: "https://shop.example", adminPath: "/blog/wp-admin/", entry: "admin.php" };
  expect(isAllowed(new URL(address), woocommerceFacts, reads, store)).toBe(may);
});

/** Captures the page as it stands open, as deep as may be; what is asked for is written down and answered with `answer`. */
async function captureAll(name: string, answer: string) {
  const asked: string[] = [];
  const get = async (url: RequestInfo | URL) => {
    asked.push(String(url));
    return new Response(htmlOf(answer), { headers: { "content-type": "text/html" } });
  };
  const document = new DOMParser().parseFromString(htmlOf(name), "text/html");
  const { page } = open(name);
  const report = await runCapture(captureOf("3x-dashboard", get, { document, url: page.url, depth: "sweep" }));
  return { asked, report };
}

test("the System Status is read once it was agreed to, and nothing else", async () => {
  const { asked, report } = await captureAll("woocommerce/9x-dashboard", "woocommerce/9x-status-german");
  expect(asked).toEqual(["https://shop.example/wp-admin/admin.php?page=wc-status"]);
  expect(report.platform).toMatchObject({ version: "9.4.2", build: "WordPress 6.7.1" });
  expect(report.server).toMatchObject({ php: "8.2.26", database: "10.11.6-MariaDB-0+deb12u1" });
  expect(report.modules.map(({ name, depth }) => [name, depth])).toContainEqual(["Alte Galerie", "sweep"]);
  expect(report.modifications.length).toBe(3);
  expect(JSON.stringify(report)).not.toMatch(/canary/i);
});

test("where WordPress refuses the System Status, every fact of it says so", async () => {
  const { report } = await captureAll("woocommerce/9x-dashboard", "woocommerce/9x-denied");
  const why = "you may not open it, or this version has no such page";
  for (const fact of ["modules", "theme", "server.php", "server.database"])
    expect(report.missing).toContainEqual({ fact, why });
});

test.each([
  ["prestashop/8x-dashboard", "open Advanced Parameters > Information and read again"],
  ["magento/2x-dashboard", "no page of this platform shows it; bin/magento does, on the server"],
])("of %s nothing is asked for at any depth, and what is missing says what to do", async (name, why) => {
  const { asked, report } = await captureAll(name, name);
  expect(asked).toEqual([]);
  expect(report.missing).toContainEqual({ fact: "server.database", why });
  expect(JSON.stringify(report)).not.toMatch(/canary/i);
});

test("the secret key in a Magento page's address does not leave", async () => {
  const key = "9c0e5f7a1b2d4c6e8f0a1b2c3d4e5f609c0e5f7a1b2d4c6e8f0a1b2c3d4e5f60";
  const document = new DOMParser().parseFromString(
    htmlOf("magento/2x-dashboard").replaceAll(/[0-9a-f]{32}/g, key),
    "text/html",
  );
  const url = new URL(`https://shop.example/office_4x/sales/order/index/key/${key}/`);
  const report = await runCapture(captureOf("3x-dashboard", async () => new Response(""), { document, url }));
  expect(report.page).toMatchObject({ route: "sales/order/index", title: null });
  expect(JSON.stringify(report)).not.toContain(key);
});

test.each([
  ["woocommerce/9x-dashboard", woocommerceFacts],
  ["prestashop/8x-dashboard", prestashopFacts],
  ["prestashop/9x-products", prestashopFacts],
  ["prestashop/16-information", prestashopFacts],
  ["magento/2x-dashboard", magentoFacts],
  ["magento/1x-dashboard", magentoFacts],
])("the link that signs out of %s is known as one, and the page's own address is not", (name, adapter) => {
  const { page } = open(name);
  const link = new URL(page.attribute(adapter.logoutLink, "href") ?? "", page.url);
  expect(adapter.logout.test(link.pathname + link.search)).toBe(true);
  expect(adapter.logout.test(page.url.pathname + page.url.search)).toBe(false);
});

test.each<[FactAdapter, string, string | null]>([
  [woocommerceFacts, "https://shop.example/wp-admin/edit.php?post_type=shop_order", "edit.php"],
  [woocommerceFacts, "https://shop.example/wp-admin/", null],
  [woocommerceFacts, "https://shop.example/wp-admin/admin.php?page=wc-status&tab=logs", "wc-status"],
  [prestashopFacts, "https://shop.example/a1/index.php/sell/orders/77/view?_token=x", "sell/orders"],
  [prestashopFacts, "https://shop.example/a1/index.php?controller=AdminCarriers&token=x", "AdminCarriers"],
  [
    prestashopFacts,
    "https://shop.example/a1/configure/advanced/system-information/",
    "configure/advanced/system-information",
  ],
  [magentoFacts, "https://shop.example/office/sales/order/view/order_id/77/key/0a1b/", "sales/order/view"],
  [magentoFacts, "https://shop.example/index.php/office_4x/admin/dashboard/index/key/0a1b/", "admin/dashboard/index"],
  [magentoFacts, "https://shop.example/office/", null],
])("an address names its route, without numbers or secrets: %#", (adapter, address, route) => {
  expect(routeOf(new URL(address), adapter)).toBe(route);
});

test("a link without end is read in no time", () => {
  const html = `<body><a id="header_logout" href="/${"a".repeat(2_000_000)}/x">Leave</a></body>`;
  const began = performance.now();
  expect(detectStore(pageOf(html, "https://shop.example/"))?.claim).toMatchObject({ platform: "prestashop" });
  expect(performance.now() - began).toBeLessThan(3_000);
});

test("a page about a person or an order does not say its title", () => {
  const { page } = open("woocommerce/9x-orders-open");
  expect(pageFacts(page, woocommerceFacts, view)).toMatchObject({ route: "wc-orders", title: null });
  expect(pageFacts(open("woocommerce/9x-status-german").page, woocommerceFacts, view).title).toBe(
    "Status ‹ Gartenladen — WordPress",
  );
});

test.each([
  ["prestashop", ["8x-dashboard", "8x-information-french", "8x-modules-polish"]],
  ["woocommerce", ["9x-dashboard", "9x-status-german", "9x-plugins-open"]],
  ["magento", ["2x-dashboard", "2x-denied"]],
])("saved pages of one %s store are read as one store, though each stands in another folder", (id, names) => {
  const read = readFolder(
    names.map((name) => open(`${id}/${name}`)),
    "2026-03-04T08:00:00Z",
  );
  expect(read?.report.platform.id).toBe(id);
  expect(read?.leftOut.map(({ why }) => why).filter((why) => why.includes("not a page of this store"))).toEqual([]);
});
