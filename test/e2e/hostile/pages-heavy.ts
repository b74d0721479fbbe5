import { expect } from "vitest";
import {
  address,
  bulk,
  csCart,
  type HostilePage,
  list,
  nested,
  nestedLists,
  opencart,
  row,
  rows,
  script,
  times,
} from "./pages-frame.ts";

/** Pages that are deep, wide or long. */

/** Drawing such a page takes the browser minutes, and reading it does not need it. */
const unseen = (parts: Parameters<typeof opencart>[0]) =>
  opencart({ attributes: 'dir="ltr" lang="en" hidden', ...parts });
const million = 1_000_000;
const log = (text: string) =>
  unseen({
    content: `<div class="panel-heading"><i class="fa fa-exclamation-triangle"></i></div><textarea>${text}</textarea>`,
  });
const isRead: HostilePage["expects"] = ({ platform }) =>
  expect(platform).toMatchObject({ id: "opencart", version: "3.0.3.8" });

const deep: readonly HostilePage[] = [
  {
    name: "10,000 levels around nothing, in the content",
    markup: () => unseen({ body: nested("#content", "div", 10_000) }),
  },
  {
    name: "10,000 levels in the name of a module",
    markup: () =>
      unseen({
        content: list(rows.replace("Fast Checkout", '<i class="deep"></i>')),
        body: nested("td .deep", "b", 10_000, "Fast Checkout"),
      }),
  },
  {
    name: "10,000 levels before the version, in the footer",
    markup: () =>
      unseen({
        footer: '<i class="deep"></i><br>Version 3.0.3.8',
        body: nested("#footer .deep", "span", 10_000, "Made by "),
      }),
  },
  {
    name: "3,000 tables each within a cell of the one before",
    markup: () => unseen({ body: nestedLists(3_000) }),
    expects: isRead,
  },
  {
    name: "1,500 tables each within a cell of the one before, on the list of stores",
    route: "setting/store",
    markup: () => unseen({ body: nestedLists(1_500) }),
    expects: isRead,
  },
  {
    name: "30,000 opening tags without an end",
    markup: () => unseen({ body: "<section><p><u>".repeat(10_000) }),
  },
];

const wide: readonly HostilePage[] = [
  {
    name: "100,000 empty elements in the content",
    markup: () => unseen({ content: list() + "<i></i>".repeat(100_000) }),
  },
  {
    name: "100,000 elements within one name",
    markup: () => unseen({ content: list(rows.replace("Fast Checkout", `${"<i>x</i>".repeat(100_000)}`)) }),
    expects: isRead,
  },
  {
    name: "100,000 empty texts and comments before the version",
    markup: () =>
      unseen({
        footer: `<i class="many"></i>Version 3.0.3.8`,
        body: script(`{
        const many = document.querySelector(".many");
        for (let at = 0; at < 50_000; at += 1) many.append("", document.createComment("x"));
      }`),
      }),
    expects: ({ platform }) => expect(platform.id).toBe("opencart"),
  },
  {
    name: "100,000 links with a route of the admin",
    markup: () => unseen({ content: list() + `<a href="${address("common/logout")}">x</a>`.repeat(100_000) }),
  },
  {
    name: "100,000 scripts with the name of jQuery",
    markup: () => unseen({ head: '<script type="text/x" src="/jquery-x.js"></script>'.repeat(100_000) }),
  },
  {
    name: "100,000 entries in the menu of stores",
    markup: () =>
      unseen({
        stores: times(100_000, (at) => `<li><a href="http://s${at}.test/" target="_blank">Store ${at}</a></li>`),
      }),
    expects: ({ stores }) => expect(stores.length).toBeLessThanOrEqual(200),
  },
  {
    name: "6,000 modules, each with a long name",
    markup: () => unseen({ content: list(times(6_000, (at) => row(`m${at}`, `M${at} ${"x".repeat(300)}`))) }),
    expects: (report) => {
      expect(report.modules.length).toBeGreaterThan(100);
      expect(report.missing.some(({ fact }) => fact === "modules" || fact === "page")).toBe(true);
    },
  },
  {
    name: "30,000 modules",
    markup: () => unseen({ content: list(times(30_000, (at) => row(`m${at}`, `M${at}`))) }),
    expects: (report) => expect(report.modules.length).toBeGreaterThan(100),
  },
  {
    name: "10,000 tables of one row",
    markup: () => unseen({ content: list() + list(rows).repeat(10_000) }),
    expects: isRead,
  },
  {
    name: "50,000 instances under one module",
    markup: () =>
      unseen({
        content: list(
          rows +
            times(
              50_000,
              (at) =>
                `<tr><td>- I${at}</td><td>On</td><td><a href="${address("extension/module/banner", { module_id: String(at + 1) })}">Edit</a></td></tr>`,
            ),
        ),
      }),
    expects: (report) => expect(report.modules.length).toBeGreaterThanOrEqual(1),
  },
  {
    name: "a row with 50,000 cells",
    markup: () =>
      unseen({
        content: list(
          rows +
            `<tr>${"<td>x</td>".repeat(50_000)}<td><a href="${address("extension/extension/module/install", { extension: "wide" })}">x</a></td></tr>`,
        ),
      }),
  },
  {
    name: "a row with 50,000 buttons",
    markup: () =>
      unseen({
        content: list(
          rows +
            `<tr><td>Many</td><td>On</td><td>${`<a href="${address("extension/extension/module/install", { extension: "many" })}">x</a>`.repeat(50_000)}</td></tr>`,
        ),
      }),
    expects: (report) => expect(report.modules.map(({ code }) => code)).toContain("fast_checkout"),
  },
  {
    name: "20,000 permissions in the form of a group",
    route: "user/user_permission/edit",
    markup: () =>
      unseen({
        content: times(
          20_000,
          (at) => `<input type="checkbox" name="permission[access][]" value="extension/module/m${at}">`,
        ),
      }),
    expects: isRead,
  },
  {
    name: "20,000 modifications",
    route: "marketplace/modification",
    markup: () =>
      unseen({
        content: `<form id="form-modification"><table><tbody>${times(20_000, (at) => `<tr><td><input name="selected[]" value="${at}"></td><td>Mod ${at}</td><td>Ann</td><td>1.0</td><td>On</td><td>1/1</td><td><a href="${address("marketplace/modification/disable", { modification_id: String(at) })}">x</a></td></tr>`)}</tbody></table></form>`,
      }),
    expects: isRead,
  },
  {
    name: "20,000 packages",
    route: "marketplace/installer",
    markup: () =>
      unseen({
        content: list(
          times(20_000, (at) => `<tr><td>p${at}.zip</td><td>1/1</td><td><button value="${at}">x</button></td></tr>`),
        ),
      }),
    expects: isRead,
  },
  {
    name: "20,000 stores in their list",
    route: "setting/store",
    markup: () =>
      unseen({
        content: list(
          times(
            20_000,
            (at) =>
              `<tr><td></td><td>Store ${at}</td><td>http://s${at}.test/</td><td><a href="${address("setting/store/edit", { store_id: String(at) })}">x</a></td></tr>`,
          ),
        ),
      }),
    expects: isRead,
  },
  {
    name: "20,000 languages in their list",
    route: "localisation/language",
    markup: () =>
      unseen({
        content: list(
          times(
            20_000,
            (at) =>
              `<tr><td></td><td>L</td><td>aa-${String(at).padStart(5, "0")}</td><td><a href="${address("localisation/language/edit", { language_id: String(at) })}">x</a></td></tr>`,
          ),
        ),
      }),
    expects: isRead,
  },
  {
    name: "10,000 tabs of logs",
    route: "tool/log",
    markup: () =>
      unseen({
        content: `<ul class="nav-tabs">${times(10_000, (at) => `<li><a>log ${at}</a></li>`)}</ul>${times(10_000, () => '<div class="tab-pane"><textarea>2026-03-03 22:10:00 - PHP Warning: x</textarea></div>')}`,
      }),
    expects: isRead,
  },
  {
    name: "a style with 100,000 selectors",
    markup: () =>
      unseen({ head: `<style>${times(100_000, (at) => `#content .a${at} > td:nth-child(${at}n) ~ *,`)}x{}</style>` }),
  },
  {
    name: "a list of 100,000 classes on the body and on every row",
    markup: () => {
      const classes = times(100_000, (at) => `c${at} `);
      return unseen({
        content: list(rows.replaceAll("<tr>", `<tr class="${classes}">`)),
        header: `<div class="${classes}"></div>`,
      });
    },
  },
  {
    name: "2,000 attributes on one element, and a megabyte in each of ten",
    markup: () =>
      unseen({
        header: `<div ${times(2_000, (at) => `data-a${at}="${address("x")}" `)} ${times(10, (at) => `data-b${at}="${"x".repeat(million)}" `)}></div>`,
      }),
  },
];

const mega = () => bulk(50 * million);
const long: readonly HostilePage[] = [
  {
    name: "50 MB of text before the version, in the footer",
    markup: () => unseen({ footer: `Version 3.0.3.8 ${mega()}` }),
  },
  { name: "50 MB of text as the title", markup: () => unseen({ title: mega() }) },
  { name: "50 MB of text in a log's text area", route: "tool/log", markup: () => log(mega()), expects: isRead },
  {
    name: "50 MB of text in an attribute of a link",
    markup: () => unseen({ content: `${list()}<a href="${mega()}?route=common/logout">x</a>` }),
  },
  { name: "50 MB of text in a script", markup: () => unseen({ head: `<script>/* ${mega()} */</script>` }) },
  { name: "50 MB of text in a comment", markup: () => unseen({ content: `${list()}<!-- ${mega()} -->` }) },
  {
    name: "50 MB of blanks before a module's name",
    markup: () => unseen({ content: list(rows.replace("Fast", `${" ".repeat(50 * million)}Fast`)) }),
    expects: isRead,
  },
  {
    name: "20 MB of log lines that all begin alike and fit no pattern",
    route: "tool/log",
    markup: () =>
      log(`2026-03-03 22:10:00 - ${"PHP Warning in /a/a/a/a/a/a/a/a ".repeat(100)} on line\n`.repeat(6_000)),
    expects: isRead,
  },
  {
    name: "a log of one line of 20 MB of slashes",
    route: "tool/log",
    markup: () => log(`2026-03-03 22:10:00 - x${"/a ".repeat(7 * million)}`),
    expects: isRead,
  },
  {
    name: "a log of 300,000 different errors",
    route: "tool/log",
    markup: () =>
      log(
        times(
          300_000,
          (at) =>
            `2026-03-03 22:10:00 - PHP Warning: no ${at} of ann${at}@mail.example in /srv/shop/admin/x${at}.php on line ${at % 999}\n`,
        ),
      ),
    expects: isRead,
  },
  {
    name: "a text area's end tag and markup within a log",
    route: "tool/log",
    markup: () =>
      log(`2026-03-03 22:10:00 - PHP Warning: &lt;/textarea&gt;&lt;script&gt;trip(1)&lt;/script&gt;\n`.repeat(2_000)),
    expects: (report) => expect(report.logs[0]?.groups[0]?.message).toContain("</textarea><script>trip(1)"),
  },
  {
    name: "text areas left open in their hundreds",
    route: "tool/log",
    markup: () => log("<textarea>".repeat(10_000)),
    expects: isRead,
  },
  {
    name: "a list of failed modifications of 20 MB",
    route: "marketplace/modification",
    markup: () =>
      unseen({
        content: `<div id="tab-log"><textarea>${"MOD: x\nFILE: y\nCODE: z\nNOT FOUND - x\n".repeat(500_000)}</textarea></div>`,
      }),
    expects: isRead,
  },
  {
    name: "1 MB of PHP warnings before the doctype",
    markup: () =>
      unseen({
        before: "<br />\n<b>Warning</b>:  Undefined index in <b>/srv/x.php</b> on line <b>4</b><br />\n".repeat(12_000),
      }),
  },
  {
    name: "addresses of a megabyte on the buttons",
    markup: () =>
      unseen({
        content: list(
          rows +
            `<tr><td>Long</td><td>On</td><td><a href="${address("x")}&amp;${"a=b&amp;".repeat(100_000)}">x</a></td></tr>`,
        ),
      }),
  },
  {
    name: "3,000 buttons whose addresses are just short enough",
    markup: () =>
      unseen({
        content: list(
          rows +
            times(
              3_000,
              (at) =>
                `<tr><td>Long ${at}</td><td>On</td><td><a href="${address("x")}&amp;${"a=b&amp;".repeat(480)}">x</a></td></tr>`,
            ),
        ),
      }),
  },
  {
    name: "a script of 20 MB in a CS-Cart page",
    path: "/admin.php",
    query: "dispatch=addons.manage",
    markup: () =>
      csCart({ script: `/* product_version: ${"product_edition index_script runCart(.A ".repeat(500_000)} */` }),
    expects: ({ platform }) => expect(platform).toMatchObject({ id: "cs-cart", version: "4.17.2" }),
  },
  {
    name: "1,000 scripts in a CS-Cart page",
    path: "/admin.php",
    query: "dispatch=addons.manage",
    markup: () => csCart({ body: `<script>/* ${"x".repeat(40_000)} */</script>`.repeat(1_000) }),
    expects: ({ platform }) => expect(platform.id).toBe("cs-cart"),
  },
  {
    name: "60,000 add-ons in a CS-Cart page",
    path: "/admin.php",
    query: "dispatch=addons.manage",
    markup: () =>
      csCart({
        addons: times(
          60_000,
          (at) =>
            `<tr id="addon_a${at}" class="cm-row-status-d"><td><a class="addons-addon-description__name">Add-on ${at}</a></td></tr>`,
        ),
      }),
    expects: ({ platform, modules }) => {
      expect(platform.id).toBe("cs-cart");
      expect(modules.length).toBeGreaterThan(100);
    },
  },
];

export const heavyPages: readonly HostilePage[] = [...deep, ...wide, ...long];
