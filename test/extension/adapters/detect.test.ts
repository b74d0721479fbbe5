import { describe, expect, test } from "vitest";
import { detectStore } from "../../../extension/adapters/detect.ts";
import { adminUrl, pageOf, savedPage, token } from "../../support/pages.ts";

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

describe("of the family", () => {
  const footer = (words: string) => frame("https://shop.example/admin/").replace(/<footer.*<\/footer>/, words);
  const claimOn = (html: string, url = adminUrl) => detectStore(pageOf(html, url))?.claim ?? null;

  test.each([
    ["ocstore", '<footer id="footer"><a href="https://ocstore.com/?x=1">o</a> 3.0.3.7</footer>', "3.0.3.7"],
    [
      "opencart-brasil",
      '<footer id="footer"><a href="http://www.opencart.com">o</a> 3.0.3.3 (Brasil 1.7.2)</footer>',
      "3.0.3.3",
    ],
    [
      "opencart-overclocked",
      '<div id="container-limited"></div><div id="footer-limited">Version 1.11.1</div>',
      "1.11.1",
    ],
    [
      "arastta",
      '<link href="view/javascript/bootstrap/arastta/arastta.css"><footer id="footer">2015 <b class="footer-version">Version 1.6.2</b></footer>',
      "1.6.2",
    ],
  ])("%s is told by its own mark, with its own number, as not native", (platform, html, version) => {
    expect(claimOn(footer(html))).toMatchObject({ platform, native: false, version });
  });

  test("a footer of an unknown brand leaves open whose it is", () => {
    const html = footer('<footer id="footer"><a href="https://cart.example">Cart</a> 3.0.5.1</footer>');
    expect(claimOn(html)).toMatchObject({ platform: "opencart", native: null, version: "3.0.5.1" });
  });

  test("the maker's own link in the footer says that it is native", () => {
    expect(claimOn(frame("https://shop.example/admin/"))).toMatchObject({ platform: "opencart", native: true });
  });

  const links = (component: string) => `<div id="menu-logo"><i class="version">v.3.0.1.2</i></div>
    <a href="index.php?option=${component}&amp;route=sale/order&amp;token=${token}">x</a><div id="footer">Joomla! 9.9.9</div>`;
  const joomla = (component: string) => `https://shop.example/administrator/index.php?option=${component}`;

  test.each([
    ["mijoshop", "com_mijoshop", "3.0.1.2"],
    ["aceshop", "com_aceshop", "3.0.1.2"],
    ["jcart", "com_jcart", null],
    ["joocart", "com_opencart", null],
  ])(
    "%s is told by its component and its links, and Joomla's own number is not its",
    (platform, component, version) => {
      const claim = { platform, native: false, version, adminPath: "/administrator/", entry: "index.php" };
      expect(claimOn(links(component), `${joomla(component)}&route=common/home`)).toMatchObject(claim);
      expect(claimOn(links(component), joomla(component)), "its first page names no route").toMatchObject(claim);
    },
  );

  test.each([
    ["the shop's front", "https://shop.example/index.php?option=com_mijoshop&route=product/product"],
    ["another component", joomla("com_content")],
    ["a component whose name begins alike", joomla("com_mijoshop2")],
    ["another file of Joomla's admin", "https://shop.example/administrator/help.php?option=com_mijoshop"],
    ["no component", "https://shop.example/administrator/index.php"],
  ])("%s is no port's admin", (_, url) => {
    expect(claimOn(links("com_mijoshop"), url)).toBeNull();
  });

  test("an admin within a front is told by its view", () => {
    const url = "https://shop.example/sub/index.php?option=com_jcart&view=admin&route=common/home";
    expect(claimOn(links("com_jcart"), url)).toMatchObject({ platform: "jcart", adminPath: "/sub/" });
  });

  test("a page of a port without its links is none", () => {
    expect(claimOn("<p>Choose a component</p>", joomla("com_mijoshop"))).toBeNull();
  });
});
