import type { Report } from "../../../shared/report.ts";

/** A page of a store's admin that does what it can against being read. */
export interface HostilePage {
  /** The trick, and where it is played. */
  name: string;
  /** The file that answers; without it OpenCart's, with the route of the list of modules. */
  path?: string;
  /** Of the address; what the page shows is read by its route. */
  route?: string;
  /** Further parameters of the address. */
  query?: string;
  contentType?: string;
  /** Raw markup; made only when it is asked for. */
  markup(): string;
  /** What the report has to say all the same. Without it: an OpenCart 3.0.3.8 with both modules of the list. */
  expects?(report: Report): void;
}

export const origin = "http://hostile.test";
export const token = "a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6";

/** An address of the admin, as its links have it. */
export function address(route: string, params: Readonly<Record<string, string>> = {}): string {
  const rest = Object.entries(params).map(([name, value]) => `&amp;${name}=${encodeURIComponent(value)}`);
  return `${origin}/admin/index.php?route=${route}&amp;user_token=${token}${rest.join("")}`;
}

/** A row of the list of modules. */
export function row(code: string, name: string, { status = "On", method = "uninstall" } = {}): string {
  const act = address(`extension/extension/module/${method}`, { extension: code });
  const edit = address(`extension/module/${code}`);
  return `<tr><td><b>${name}</b></td><td>${status}</td><td><a href="${edit}">Edit</a> <a href="${act}">Do</a></td></tr>`;
}

export const rows =
  row("fast_checkout", "Fast Checkout") + row("banner", "Banner", { status: "Off", method: "install" });

export function list(inner = rows): string {
  return `<table class="table"><tbody>${inner}</tbody></table>`;
}

/** The places of the frame where a trick can stand. Absent: what an honest page has there. */
export interface Parts {
  before?: string;
  doctype?: string;
  attributes?: string;
  title?: string;
  head?: string;
  base?: string;
  header?: string;
  stores?: string;
  menu?: string;
  content?: string;
  footer?: string;
  body?: string;
}

/** Counts in the page's own world what must not happen: the page may call it, whoever reads the page must not make it. */
const counter = "<script>var trips = []; function trip(what) { trips.push(String(what)); }</script>";

/** Makes what no markup can say, once the page stands. */
export function script(code: string): string {
  return `<script>${code}</script>`;
}

/** So many elements, each within the one before, put at the end of what the selector finds. */
export function nested(selector: string, tag: string, levels: number, text = ""): string {
  return script(`{
    const outermost = document.createElement("${tag}");
    let inner = outermost;
    for (let at = 1; at < ${levels}; at += 1) inner = inner.appendChild(document.createElement("${tag}"));
    inner.append("${text}");
    document.querySelector("${selector}").append(outermost);
  }`);
}

/** So many lists of modules, each within the last cell of the one before. */
export function nestedLists(levels: number): string {
  const act = address("extension/extension/module/install").replaceAll("&amp;", "&");
  return script(`{
    const put = (within, tag) => within.appendChild(document.createElement(tag));
    const outermost = document.createElement("p");
    let inner = outermost;
    for (let at = 0; at < ${levels}; at += 1) {
      const table = put(inner, "table");
      table.className = "table";
      const row = put(put(table, "tbody"), "tr");
      put(row, "td").append("n" + at);
      put(row, "td").append("On");
      inner = put(row, "td");
      put(inner, "a").setAttribute("href", "${act}&extension=n" + at);
    }
    document.querySelector("#content").append(outermost);
  }`);
}

/** An admin page of OpenCart 3.0.3.8 on its list of modules. */
export function opencart(parts: Parts = {}): string {
  const { content = list(), footer = '<a href="http://www.opencart.com">OpenCart</a><br>Version 3.0.3.8' } = parts;
  return `${parts.before ?? ""}${parts.doctype ?? "<!DOCTYPE html>"}
<html ${parts.attributes ?? 'dir="ltr" lang="en"'}><head><link rel="icon" href="data:,">${counter}<title>${parts.title ?? "Extensions"}</title>
${parts.base ?? '<base href="/admin/">'}
<script src="view/javascript/jquery/jquery-3.7.0.min.js"></script><script src="view/javascript/common.js"></script>
<link href="view/stylesheet/stylesheet.css" rel="stylesheet">${parts.head ?? ""}</head><body>
<header id="header">${parts.header ?? ""}<ul class="nav navbar-nav navbar-right"><li><a data-toggle="dropdown">Ann</a>
<ul class="dropdown-menu"><li class="dropdown-header">Stores</li>${parts.stores ?? `<li><a href="${origin}/" target="_blank">Garden</a></li>`}
<li class="divider"></li></ul></li><li><a href="${address("common/logout")}">Leave</a></li></ul></header>
<ul id="menu"><li><a href="${address("marketplace/extension")}">Extensions</a></li>${parts.menu ?? ""}</ul>
<div id="content">${content}</div><footer id="footer">${footer}</footer>${parts.body ?? ""}</body></html>`;
}

/** An admin page of CS-Cart 4.17.2 on its list of add-ons. */
export function csCart({
  script = "",
  addons = "",
  body = "",
}: {
  script?: string;
  addons?: string;
  body?: string;
} = {}): string {
  return `<!DOCTYPE html><html lang="en" hidden><head><link rel="icon" href="data:,">${counter}<title>Add-ons</title></head><body>
<script>var told = { product_version: "4.17.2", product_edition: "ULTIMATE", index_script: "admin.php" }; function start() { Tygh.$.runCart("A"); }${script}</script>
<a href="${origin}/admin.php?dispatch=auth.logout">Leave</a>
<div id="main_column"><table id="addons_list"><tbody>
<tr id="addon_seo" class="cm-row-status-a"><td><a class="addons-addon-description__name">SEO</a></td></tr>${addons}
</tbody></table></div>${body}</body></html>`;
}

/** Text of this many characters that nobody can skip: addresses, numbers, a token. */
export function bulk(length: number): string {
  const piece = "user_token=abcdefabcdef12 ann@mail.example 4111 1111 1111 1111 ";
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}

export function times(count: number, make: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => make(at)).join("");
}
