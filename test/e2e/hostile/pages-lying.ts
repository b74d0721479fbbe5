import { expect } from "vitest";
import type { Report } from "../../../shared/report.ts";
import { address, csCart, type HostilePage, list, opencart, origin, row, rows, times, token } from "./pages-frame.ts";

/** Pages that claim to be what they are not, and values where none of their kind can be. */

const isNotPure = ({ platform }: Report) => expect(platform.native).not.toBe(true);
const neverIn = (text: string) => (report: Report) => expect(JSON.stringify(report)).not.toContain(text);
const versionIs = (version: string | null) => (report: Report) => expect(report.platform.version).toBe(version);

const marks: readonly [string, string][] = [
  ["ocStore", '<a href="https://ocstore.com">ocStore</a><i id="oc-search-div"></i>'],
  ["Arastta", '<link href="/arastta.css"><p class="footer-version">Arastta 1.6.2</p>'],
  [
    "CS-Cart",
    '<div id="main_column"></div><script>runCart(.A; var index_script = "admin.php", product_version: "4.17.2"</script><a href="?dispatch=auth.logout"></a>',
  ],
  [
    "WooCommerce",
    '<script>document.body.className = "wp-admin"</script><ul><li id="toplevel_page_woocommerce"><a href="/wp-admin/admin.php?page=wc-admin">W</a></li></ul>',
  ],
  [
    "PrestaShop",
    '<div id="header_infos"><a id="header_logout" href="/admin/index.php?controller=AdminLogin&logout">x</a><b id="shop_version">9.9</b></div>',
  ],
  [
    "Magento",
    '<script>document.body.id = "html-body"</script><a class="account-signout" href="/admin/admin/auth/logout/">x</a><p class="magento-version">Magento ver. 2.4.7</p>',
  ],
];

const mixed: readonly HostilePage[] = marks.map(([who, mark]) => ({
  name: `the marks of ${who} in a page of OpenCart`,
  markup: () => opencart({ footer: `<a href="http://www.opencart.com">OpenCart</a> ${mark}<br>Version 3.0.3.8` }),
  expects: isNotPure,
}));

const remote = (host: string, code: string, withToken = token) =>
  `<tr><td>Forged</td><td>On</td><td><a href="${host}index.php?route=extension/extension/module/uninstall&amp;user_token=${withToken}&amp;extension=${code}">x</a></td></tr>`;

const promoted: readonly HostilePage[] = [
  {
    name: "tables of a remote promotion before the list, with buttons of another store",
    markup: () =>
      opencart({ content: list(remote("https://elsewhere.example/admin/", "a", "0".repeat(32)).repeat(50)) + list() }),
    expects: neverIn("Forged"),
  },
  {
    name: "a promotion that has the store's path and not its token",
    markup: () => opencart({ content: list(remote("/admin/", "a", "0".repeat(32))) + list() }),
    expects: neverIn("Forged"),
  },
  {
    name: "a promotion that has the token and not the admin's folder",
    markup: () =>
      opencart({ content: list(remote("/", "a") + remote("/admin/../", "b") + remote("/admin/x/", "c")) + list() }),
    expects: neverIn("Forged"),
  },
  {
    name: "the same module twice, once off and once on",
    markup: () => opencart({ content: list(row("banner", "Not this one", { status: "On" })) + list() }),
    expects: ({ modules }) => expect(modules.filter(({ code }) => code === "banner")).toHaveLength(1),
  },
];

const frames: readonly HostilePage[] = [
  {
    name: "a shop window that copies the admin's frame, without its address as its base",
    markup: () => opencart({ base: '<base href="/">' }),
    expects: ({ platform }) => expect(platform).toMatchObject({ id: "unknown", native: null, version: null }),
  },
  {
    name: "two bases, the second one of another site",
    markup: () => opencart({ base: '<base href="/admin/"><base href="https://elsewhere.example/admin/">' }),
  },
  {
    name: "a base of another site that has the same path",
    markup: () => opencart({ base: '<base href="https://elsewhere.example/admin/">' }),
    // It may be the same store behind a proxy; where the report says it comes from is what the browser says.
    expects: ({ page }) => expect(page.url).toBe(`${origin}/admin/index.php`),
  },
  {
    name: "a base that is a script",
    markup: () => opencart({ base: '<base href="javascript:trip(1)">' }),
    expects: ({ platform }) => expect(platform.id).toBe("unknown"),
  },
  {
    name: "the admin in a template, a noscript, a text area and a comment, and none in the page",
    markup: () => {
      const inner = opencart();
      return `<!DOCTYPE html><script>var trips = []</script><body><template>${inner}</template><noscript>${inner}</noscript><textarea>${inner}</textarea><!--${inner}--></body>`;
    },
    expects: ({ platform, modules }) => {
      expect(platform.id).toBe("unknown");
      expect(modules).toEqual([]);
    },
  },
  {
    name: "the admin in a frame of the page, and none in the page",
    markup: () =>
      `<!DOCTYPE html><script>var trips = []</script><body><iframe srcdoc="${opencart().replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"></iframe></body>`,
    expects: ({ platform }) => expect(platform.id).toBe("unknown"),
  },
  {
    name: "further modules in templates, noscripts and shadow roots within the list",
    markup: () =>
      opencart({
        content: `${list()}<template>${list(row("in_template", "T"))}</template><noscript>${list(row("in_noscript", "N"))}</noscript>
<div><template shadowrootmode="open">${list(row("in_open_shadow", "O"))}</template></div><div><template shadowrootmode="closed">${list(row("in_closed_shadow", "C"))}</template></div>`,
      }),
    expects: (report) => expect(report.modules.map(({ code }) => code).sort()).toEqual(["banner", "fast_checkout"]),
  },
  {
    name: "a login form put into a page of somebody who is signed in",
    markup: () =>
      opencart({
        body: '<form><input name="username"><input type="password" name="password" value="canary-password"></form>',
      }),
    expects: neverIn("canary-password"),
  },
  { name: "no doctype at all", markup: () => opencart({ doctype: "" }) },
  {
    name: "a doctype of XHTML, sent as a page",
    markup: () =>
      opencart({
        doctype:
          '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
      }),
  },
  {
    name: "a page of XML, with elements of no namespace",
    contentType: "application/xml",
    markup: () =>
      `<?xml version="1.0"?><html><head><base href="/admin/"/></head><body><div id="header"/><div id="content"/><div id="footer">Version 9.9.9.9</div></body></html>`,
    expects: ({ platform }) => expect(platform.native).not.toBe(true),
  },
  {
    name: "a page of XHTML with an element of every odd namespace",
    contentType: "application/xhtml+xml",
    markup: () =>
      `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:o="urn:o"><head><title>Odd</title><base href="/admin/"/><script src="view/javascript/common.js"/></head><body><o:form id="header"/><svg xmlns="http://www.w3.org/2000/svg"><a href="${address("common/logout")}"/></svg><div id="content"/><div id="footer">Version 3.0.3.8</div></body></html>`,
    expects: ({ platform }) => expect(platform.version === null || platform.version === "3.0.3.8").toBe(true),
  },
  { name: "an empty page", markup: () => "", expects: ({ platform }) => expect(platform.id).toBe("unknown") },
  {
    name: "a page of frames",
    markup: () => "<html><script>var trips = []</script><frameset><frame src='about:blank'></frameset></html>",
    expects: ({ platform }) => expect(platform.id).toBe("unknown"),
  },
  {
    name: "a page of plain text that is an admin's source",
    contentType: "text/plain",
    markup: () => opencart(),
    expects: ({ platform }) => expect(platform.id).toBe("unknown"),
  },
];

/** What a version's place may hold, and what of it may be believed. */
const versions: readonly [what: string, text: string, version: string | null][] = [
  ["of 10,000 digits", "9".repeat(10_000), null],
  ["of 10,000 numbers", "9.".repeat(10_000), null],
  [
    "that no release can have",
    "Version 999999999.999999999.999999999.999999999",
    "999999999.999999999.999999999.999999999",
  ],
  ["in another script's digits", "Version ٣.٠.٣.٨", null],
  ["with a turn of writing in it", "Version \u202e8.3.0.3\u202c", "8.3.0.3"],
  ["in which nothing is to be seen between the digits", "Version 3\u200b.\u200b0\u200b.3.8", null],
];

const values: readonly HostilePage[] = [
  ...versions.map(([what, text, version]) => ({
    name: `a version ${what}`,
    markup: () => opencart({ footer: text }),
    expects: ({ platform }: Report) => {
      if (version !== null) expect(platform.version).toBe(version);
      expect((platform.version ?? "").length).toBeLessThanOrEqual(300);
      expect(platform.native).not.toBe(true);
    },
  })),
  {
    name: "a version of 4.1 on a page whose files are those of 3.0",
    markup: () => opencart({ footer: '<a href="http://www.opencart.com">OpenCart</a> Version 4.1.0.4' }),
    // Both stand in the report, so that whoever reads it sees that they do not fit.
    expects: ({ platform }) =>
      expect(platform).toMatchObject({ version: "4.1.0.4", fingerprint: { from: "3.0.3.9", to: "3.0.4.0" } }),
  },
  {
    name: "jQuery of 10,000 digits, beside the real one",
    markup: () => opencart({ head: `<script type="x" src="/jquery-${"9".repeat(10_000)}.js"></script>` }),
    expects: ({ libraries }) => expect(libraries.jquery).toBe("3.7.0"),
  },
  {
    name: "a route of markup in the address",
    route: "<script>trip(1)</script>",
    markup: () => opencart(),
    expects: ({ page }) => expect(page.route).toBeNull(),
  },
  {
    name: "a route of 100,000 characters in the address",
    route: "a/".repeat(50_000),
    markup: () => opencart(),
    expects: ({ page }) => expect(page.route).toBeNull(),
  },
  {
    name: "10,000 tokens in the address",
    query: times(5_000, (at) => `user_token=${at}&`),
    markup: () => opencart(),
  },
  {
    name: "a language and a direction that are markup",
    markup: () =>
      opencart({
        attributes: `lang="&lt;img src=x onerror=trip(1)&gt;${"x".repeat(10_000)}" dir="up&quot; onclick=trip(2)"`,
      }),
    expects: ({ page, admin }) => {
      expect(page.direction).toBeNull();
      expect((page.language ?? "").length + (admin.language ?? "").length).toBeLessThanOrEqual(600);
    },
  },
  {
    name: "stores whose addresses are scripts, data, files and names with a password",
    markup: () =>
      opencart({
        stores: [
          "javascript:trip(1)",
          "data:text/html,x",
          "file:///etc/passwd",
          "http://ann:canary-word@shop.test/",
          "http://[::1",
          "\u0000http://x.test/",
        ]
          .map((url) => `<li><a href="${url}" target="_blank">S</a></li>`)
          .join(""),
      }),
    expects: (report) => {
      const text = JSON.stringify(report);
      for (const gone of ["javascript:", "data:text", "file:", "canary-word"]) expect(text).not.toContain(gone);
    },
  },
  {
    name: "codes of modules that are paths, prototypes and markup",
    markup: () =>
      opencart({
        content: list(
          rows +
            ["__proto__", "constructor", "../../etc/passwd", "<b>", "a".repeat(5_000), "toString"]
              .map((code) => row(code.replaceAll("<", "%3C"), code.replaceAll("<", "&lt;")))
              .join(""),
        ),
      }),
    expects: ({ modules }) => {
      const codes = modules.map(({ code }) => code);
      expect(codes).not.toContain("../../etc/passwd");
      expect(codes).toContain("fast_checkout");
      expect(codes.every((code) => code.length <= 300)).toBe(true);
    },
  },
  {
    name: "a type of module called as a member of every object",
    markup: () =>
      opencart({
        content: list(
          rows +
            ["constructor", "hasOwnProperty", "__proto__"]
              .map(
                (type) =>
                  `<tr><td>${type}</td><td>On</td><td><a href="${address(`extension/extension/${type}/install`, { extension: "x" })}">x</a></td></tr>`,
              )
              .join(""),
        ),
      }),
  },
  {
    name: "words for on and off that are numbers, markup or the same",
    markup: () =>
      opencart({
        content: list(
          row("a", "A", { status: "0", method: "install" }) +
            row("b", "B", { status: "&lt;b&gt;", method: "install" }) +
            rows,
        ),
      }),
    expects: ({ modules }) => expect(modules.length).toBe(4),
  },
  {
    name: "a log of another day's and another's form, with numbers that are none",
    route: "tool/log",
    markup: () =>
      opencart({
        content: `<div class="panel-heading"><i class="fa fa-exclamation-triangle"></i></div><textarea>9999-99-99 99:99:99 - x in /a/b.php on line 9999999\n0000-00-00 0:00:00 - y in C:\\x\\y.php on line 99999999999999999999\n2026-03-03 22:10:00 - \n2026-03-03 22:10:00 -  in  on line </textarea>`,
      }),
    expects: versionIs("3.0.3.8"),
  },
  {
    name: "a thousand pages of modifications that lead on in a circle",
    route: "marketplace/modification",
    markup: () =>
      opencart({
        content: `<ul class="pagination">${times(1_000, (at) => `<li><a href="${address("marketplace/modification", { page: String((at * 7) % 1_000) })}">${at}</a></li>`)}</ul>`,
      }),
    expects: versionIs("3.0.3.8"),
  },
  {
    name: "a CS-Cart page whose help centre is told a mountain of JSON",
    query: "dispatch=addons.manage",
    path: "/admin.php",
    markup: () =>
      csCart({
        body: `<section data-ca-help-center-request='${"[".repeat(400_000)}'></section><section class="product-release__version">${"9".repeat(100_000)}</section>`,
      }),
    expects: ({ platform }) => expect(platform).toMatchObject({ id: "cs-cart", native: null, version: "4.17.2" }),
  },
];

export const lyingPages: readonly HostilePage[] = [...mixed, ...promoted, ...frames, ...values];
