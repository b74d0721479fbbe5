import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { detectStore } from "../../../extension/adapters/detect.ts";
import { kinOf } from "../../../extension/adapters/opencart/kin.ts";
import { adminUrl, pageOf, savedPage } from "../../support/pages.ts";

const folder = new URL("../../fixtures/pages/kin/", import.meta.url).pathname;

test.each(readdirSync(folder).map((file) => file.replace(".html", "")))("%s is not taken for OpenCart", (name) => {
  const { page } = savedPage(`${folder}${name}.html`);
  expect(kinOf(page)?.id).toBe(name);
  expect(detectStore(page)).toBeNull();
});

const frame = (base: string, files = '<script src="view/javascript/common.js"></script>') =>
  `<head><base href="${base}">${files}</head><body><div id="header"></div><div id="content"></div>
   <footer id="footer"><a href="https://www.opencart.com">M</a> 3.0.5.1</footer></body>`;

test("a renamed admin in a sub-folder is an admin as well", () => {
  const page = pageOf(frame("https://shop.example/a/office-7/"), "https://shop.example/a/office-7/index.php?route=x/y");
  expect(detectStore(page)?.claim).toMatchObject({
    platform: "opencart",
    adminPath: "/a/office-7/",
    version: "3.0.5.1",
  });
});

test("a base that says http behind a proxy changes nothing", () => {
  expect(detectStore(pageOf(frame("http://shop.example/admin/"), adminUrl))).not.toBeNull();
});

test.each([
  [
    "the storefront's files",
    frame("https://shop.example/admin/", '<script src="catalog/view/javascript/common.js"></script>'),
  ],
  [
    "absolute files of another site",
    frame("https://shop.example/admin/", '<script src="https://x.example/view/javascript/common.js"></script>'),
  ],
  ["another folder than the page's own", frame("https://shop.example/")],
  ["no base", frame("").replace("base", "basis")],
  ["a base that is no address", frame("http://[")],
  ["no frame", frame("https://shop.example/admin/").replace('id="content"', 'id="contents"')],
])("a page with %s is no admin", (_, html) => {
  expect(detectStore(pageOf(html, adminUrl))).toBeNull();
});

test("on the sign-in page help is not offered", () => {
  const { page } = savedPage(new URL("../../fixtures/pages/opencart/3x-login.html", import.meta.url).pathname);
  expect(detectStore(page)?.claim).toMatchObject({ signedIn: false, offerHelp: false });
});
