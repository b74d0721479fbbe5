import { html, raw } from "hono/html";
import { openSections } from "../menu.ts";
import { type Frame, pageIn } from "../opencart-3/layout.ts";
import type { Markup, Visit } from "../visit.ts";
import { languageAttributes } from "../words.ts";

const sections = [
  { id: "catalog", name: "Catalog", icon: "tags", links: [["Products", "catalog/product"]] },
  {
    id: "extension",
    name: "Extensions",
    icon: "puzzle-piece",
    links: [
      ["Extension Installer", "extension/installer"],
      ["Extensions", "extension/extension"],
      ["Modifications", "extension/modification"],
    ],
  },
  { id: "sale", name: "Sales", icon: "shopping-cart", links: [["Orders", "sale/order"]] },
  {
    id: "system",
    name: "System",
    icon: "cog",
    links: [
      ["Settings", "setting/store"],
      ["Users", "user/user"],
      ["User Groups", "user/user_permission"],
      ["Languages", "localisation/language"],
      ["Error Logs", "tool/log"],
    ],
  },
] satisfies { id: string; name: string; icon: string; links: [string, string][] }[];

/** A page's frame; signed out it has neither menu nor version. */
export const frame: Frame = (visit, title, content) => {
  const { state, base, user } = visit;
  const isIn = user !== null && visit.hasToken;
  return html`<!DOCTYPE html>
<html ${languageAttributes(state.language)}>
<head>
<meta charset="UTF-8" />
<title>${title}</title>
<base href="${base}" />
<meta name="viewport" content="width=device-width, initial-scale=1.0, user-scalable=no, minimum-scale=1.0, maximum-scale=1.0" />
<script type="text/javascript" src="view/javascript/jquery/jquery-2.1.1.min.js"></script>
<script type="text/javascript" src="view/javascript/bootstrap/js/bootstrap.min.js"></script>
<link href="view/stylesheet/bootstrap.css" type="text/css" rel="stylesheet" />
<link href="view/javascript/font-awesome/css/font-awesome.min.css" type="text/css" rel="stylesheet" />
<link type="text/css" href="view/stylesheet/stylesheet.css" rel="stylesheet" media="screen" />
<script src="view/javascript/common.js" type="text/javascript"></script>
${raw(state.behaviour.extraHead)}
</head>
<body>
<div id="container">
<header id="header" class="navbar navbar-static-top">
<div class="navbar-header">${isIn ? html`<a type="button" id="button-menu" class="pull-left"><i class="fa fa-bars fa-lg"></i></a>` : ""}
<a href="${isIn ? visit.link("common/dashboard") : `${base}index.php?route=common/dashboard`}" class="navbar-brand"><img src="view/image/logo.png" alt="OpenCart" title="OpenCart" /></a></div>
${isIn ? headerTools(visit) : ""}
</header>
${isIn ? column(visit) : ""}
${content}
<footer id="footer"><a href="http://www.opencart.com">OpenCart</a> &copy; 2009-2026 All Rights Reserved.<br />${isIn ? `Version ${state.version}` : ""}</footer></div>
${raw(state.behaviour.extraBody)}
</body></html>`;
};

export const page = pageIn(frame);

function headerTools({ state, root, link }: Visit): Markup {
  const drop = (icon: string, content: Markup) =>
    html`<li class="dropdown"><a class="dropdown-toggle" data-toggle="dropdown"><i class="fa fa-${icon} fa-lg"></i></a>
<ul class="dropdown-menu dropdown-menu-right">${content}</ul></li>`;
  return html`<ul class="nav pull-right">
${drop("bell", html`<li class="dropdown-header">Orders</li><li><a href="${link("sale/order")}"><span class="label label-warning pull-right">1</span>Pending</a></li>`)}
${drop("home", html`<li class="dropdown-header">Stores</li>${state.stores.map(({ name, url }) => html`<li><a href="${url || root}" target="_blank">${name}</a></li>`)}`)}
${drop("life-ring", html`<li class="dropdown-header">Help</li><li><a href="http://www.opencart.com" target="_blank">OpenCart Homepage</a></li><li><a href="http://docs.opencart.com" target="_blank">Documentation</a></li>`)}
<li><a href="${link("common/logout")}"><span class="hidden-xs hidden-sm hidden-md">Logout</span> <i class="fa fa-sign-out fa-lg"></i></a></li>
</ul>`;
}

/** Who is here, and the menu: people see only what their group may open. */
function column(visit: Visit): Markup {
  const { user, state, link } = visit;
  const group = state.groups.find(({ id }) => id === user?.groupId);
  return html`<nav id="column-left">
<div id="profile"><div><i class="fa fa-user"></i></div>
<div><h4>${user?.name}</h4>
<small>${group?.name}</small></div></div>
<ul id="menu">
<li id="menu-dashboard"><a href="${link("common/dashboard")}"><i class="fa fa-dashboard fw"></i> <span>Dashboard</span></a></li>
${openSections(visit, sections).map(
  ({ id, name, icon, links }) => html`<li id="menu-${id}" class="${
    links.some(([, route]) => visit.route.startsWith(route)) ? "active open" : ""
  }"><a class="parent"><i class="fa fa-${icon} fw"></i> <span>${name}</span></a>
<ul>${links.map(([text, route]) => html`<li><a href="${link(route)}">${text}</a></li>`)}</ul></li>
`,
)}</ul>
</nav>`;
}
