import { html, raw } from "hono/html";
import { type Markup, type Reply, takeNotice, type Visit } from "../visit.ts";
import { languageAttributes } from "../words.ts";

interface Page {
  title: string;
  icon: string;
  /** The route that the last breadcrumb leads to, where it is not the one asked for. */
  crumb?: string;
  buttons?: Markup;
  content: Markup;
}

/** A page of the signed-in admin. */
export function page(visit: Visit, { title, icon, crumb = visit.route, buttons, content }: Page): Reply {
  const notice = takeNotice(visit);
  const body = frame(
    visit,
    title,
    html`<div id="content">
<div class="breadcrumb"><a href="${visit.link("common/home")}">Home</a>${
      crumb === "common/home" ? "" : html` :: <a href="${visit.link(crumb)}">${title}</a>`
    }</div>
${notice ? html`<div class="success">${notice}</div>` : ""}
<div class="box">
<div class="heading"><h1><img src="view/image/${icon}.png" alt="" /> ${title}</h1>${buttons ? html`<div class="buttons">${buttons}</div>` : ""}</div>
<div class="content">${content}</div>
</div>
</div>`,
  );
  return { body };
}

/** A page's frame: the menu only where somebody is signed in, the version always. */
export function frame(visit: Visit, title: string, content: Markup): Markup {
  const { state, base, user } = visit;
  const isIn = user !== null && visit.hasToken;
  return html`<!DOCTYPE html>
<html ${languageAttributes(state.language)}>
<head>
<meta charset="UTF-8" />
<title>${title}</title>
<base href="${base}" />
<link rel="stylesheet" type="text/css" href="view/stylesheet/stylesheet.css" />
<script type="text/javascript" src="view/javascript/jquery/jquery-1.7.1.min.js"></script>
<script type="text/javascript" src="view/javascript/jquery/ui/jquery-ui-1.8.16.custom.min.js"></script>
<script type="text/javascript" src="view/javascript/jquery/tabs.js"></script>
<script type="text/javascript" src="view/javascript/jquery/superfish/js/superfish.js"></script>
<script type="text/javascript" src="view/javascript/common.js"></script>
${raw(state.behaviour.extraHead)}
</head>
<body>
<div id="container">
<div id="header">
<div class="div1">
<div class="div2"><img src="view/image/logo.png" title="Administration" onclick="location = '${isIn ? visit.link("common/home") : `${base}index.php?route=common/login`}'" /></div>
${isIn ? html`<div class="div3"><img src="view/image/lock.png" alt="" />&nbsp;You are logged in as <span>${user.username}</span></div>` : ""}
</div>
${isIn ? menu(visit) : ""}
</div>
${content}
</div>
<div id="footer"><a href="http://www.opencart.com">OpenCart</a> &copy; 2009-2026 All Rights Reserved.<br />Version ${state.version}</div>
${raw(state.behaviour.extraBody)}
</body></html>`;
}

const entries: readonly [id: string, name: string, links: readonly [name: string, route: string][]][] = [
  ["catalog", "Catalog", [["Products", "catalog/product"]]],
  [
    "extension",
    "Extensions",
    [
      ["Modules", "extension/module"],
      ["Shipping", "extension/shipping"],
      ["Payments", "extension/payment"],
      ["Order Totals", "extension/total"],
      ["Product Feeds", "extension/feed"],
      ["VQMod Manager", "module/vqmod_manager"],
    ],
  ],
  ["sale", "Sales", [["Orders", "sale/order"]]],
  [
    "system",
    "System",
    [
      ["Settings", "setting/store"],
      ["Users", "user/user"],
      ["User Groups", "user/user_permission"],
      ["Languages", "localisation/language"],
      ["Error Logs", "tool/error_log"],
    ],
  ],
];

/** Whether the third party's manager lies on this store's disk; without it nothing shows what vQmod does. */
export function hasVqmod({ state }: Visit): boolean {
  return state.files.some(({ code }) => code === "vqmod_manager");
}

/** Everybody sees all of it, whatever the group may open. Its lists are hidden until the page's script shows them. */
function menu(visit: Visit): Markup {
  const { state, root, link } = visit;
  const [front, ...others] = state.stores;
  return html`<div id="menu">
<ul class="left" style="display: none;">
<li id="dashboard"><a href="${link("common/home")}" class="top">Dashboard</a></li>
${entries.map(
  ([id, name, links]) => html`<li id="${id}"><a class="top">${name}</a>
<ul>${links
    .filter(([, route]) => route !== "module/vqmod_manager" || hasVqmod(visit))
    .map(([text, route]) => html`<li><a href="${link(route)}">${text}</a></li>`)}</ul></li>
`,
)}
<li id="help"><a class="top">Help</a><ul><li><a href="http://www.opencart.com" target="_blank">Homepage</a></li></ul></li>
</ul>
<ul class="right" style="display: none;">
<li id="store"><a href="${front?.url || root}" target="_blank" class="top">Store Front</a>
<ul>${others.map(({ name, url }) => html`<li><a href="${url}" target="_blank">${name}</a></li>`)}</ul></li>
<li><a class="top" href="${link("common/logout")}">Logout</a></li>
</ul>
</div>`;
}

interface Heading {
  name: string;
  align: "left" | "right" | "center";
}

/** A list with its heading; rows bring their own cells. */
export function table(headings: readonly Heading[], rows: readonly Markup[]): Markup {
  return html`<table class="list">
<thead><tr>${headings.map(({ name, align }) => html`<td class="${align}">${name}</td>`)}</tr></thead>
<tbody>
${rows.length > 0 ? rows : html`<tr><td class="center" colspan="${headings.length}">No results!</td></tr>`}</tbody>
</table>`;
}

/** A list of things that can be chosen: a box, the texts, and a link to each one's form. */
export function choices(
  names: readonly string[],
  things: readonly { id: number; cells: readonly (Markup | string)[]; edit: string }[],
): Markup {
  const headings: Heading[] = ["", ...names].map((name) => ({ name, align: "left" }));
  return html`<form action="#" method="post" enctype="multipart/form-data" id="form">${table(
    [...headings, { name: "Action", align: "right" }],
    things.map(
      ({ id, cells, edit }) => html`<tr>
<td style="text-align: center;"><input type="checkbox" name="selected[]" value="${id}" /></td>
${cells.map((cell) => html`<td class="left">${cell}</td>`)}
<td class="right">${action(edit, "Edit")}</td>
</tr>
`,
    ),
  )}</form>`;
}

export function results(count: number): Markup {
  return html`<div class="pagination"><div class="results">Showing ${count ? 1 : 0} to ${count} of ${count} (1 Pages)</div></div>`;
}

export function action(href: string, name: string): Markup {
  return html`[ <a href="${href}">${name}</a> ]`;
}

export function button(href: string, name: string): Markup {
  return html`<a href="${href}" class="button">${name}</a>`;
}
