import { html, raw } from "hono/html";
import { menu } from "../menu.ts";
import { type Markup, type Reply, takeNotice, type Visit } from "../visit.ts";
import { languageAttributes } from "../words.ts";

interface Page {
  title: string;
  /** The route that the last breadcrumb leads to, where it is not the one asked for. */
  crumb?: string;
  actions?: Markup;
  content: Markup;
}

export type Frame = (visit: Visit, title: string, content: Markup) => Markup;
export type PageMaker = (visit: Visit, page: Page) => Reply;

/** A page of the signed-in admin, in the frame of its generation. */
export function pageIn(frame: Frame): PageMaker {
  return (visit, { title, crumb = visit.route, actions, content }) => {
    const notice = takeNotice(visit);
    return {
      body: frame(
        visit,
        title,
        html`<div id="content">
<div class="page-header"><div class="container-fluid">
<div class="pull-right">${actions ?? ""}</div>
<h1>${title}</h1>
<ul class="breadcrumb"><li><a href="${visit.link("common/dashboard")}">Home</a></li><li><a href="${visit.link(crumb)}">${title}</a></li></ul>
</div></div>
<div class="container-fluid">
${notice ? html`<div class="alert alert-success">${notice}</div>` : ""}
${content}
</div></div>`,
      ),
    };
  };
}

/** A page's frame; signed out it has neither menu nor version. */
export function frame(visit: Visit, title: string, content: Markup): Markup {
  const { state, base, root, user } = visit;
  const isIn = user !== null && visit.hasToken;
  return html`<!DOCTYPE html>
<html ${languageAttributes(state.language)}>
<head>
<meta charset="UTF-8" />
<title>${title}</title>
<base href="${base}" />
<meta name="viewport" content="width=device-width, initial-scale=1.0" />
<script type="text/javascript" src="view/javascript/jquery/jquery-3.7.1.min.js"></script>
<link href="view/stylesheet/bootstrap.css" type="text/css" rel="stylesheet" />
<link href="view/javascript/font-awesome/css/font-awesome.min.css" type="text/css" rel="stylesheet" />
<link type="text/css" href="view/stylesheet/stylesheet.css" rel="stylesheet" media="screen" />
<script src="view/javascript/common.js" type="text/javascript"></script>
${raw(state.behaviour.extraHead)}
</head>
<body>
<div id="container">
<header id="header" class="navbar navbar-static-top"><div class="container-fluid">
<div id="header-logo" class="navbar-header"><a href="${isIn ? visit.link("common/dashboard") : `${base}index.php?route=common/login`}" class="navbar-brand"><img src="view/image/logo.png" alt="OpenCart" title="OpenCart" /></a></div>
${isIn ? headerTools(visit, root) : ""}
</div></header>
${isIn ? menu(visit, { style: "fa", home: "dashboard" }, "data-toggle") : ""}
${content}
<footer id="footer"><a href="http://www.opencart.com">OpenCart</a> &copy; 2009-2026 All Rights Reserved.<br/>${isIn ? `Version ${state.version}` : ""}</footer>
</div>
${raw(state.behaviour.extraBody)}
</body></html>`;
}

export const page = pageIn(frame);

function headerTools(visit: Visit, root: string): Markup {
  const { user, state } = visit;
  return html`<a href="#" id="button-menu" class="hidden-md hidden-lg"><span class="fa fa-bars"></span></a>
<ul class="nav navbar-nav navbar-right">
<li class="dropdown"><a href="#" class="dropdown-toggle" data-toggle="dropdown"><img src="${root}image/cache/profile-45x45.png" alt="${user?.name}" title="${user?.username}" id="user-profile" class="img-circle" />${user?.name} <i class="fa fa-caret-down"></i></a>
<ul class="dropdown-menu dropdown-menu-right">
<li class="dropdown-header">Stores</li>
${state.stores.map(({ name, url }) => html`<li><a href="${url || root}" target="_blank">${name}</a></li>`)}
<li role="separator" class="divider"></li>
<li class="dropdown-header">Help</li>
<li><a href="https://www.opencart.com" target="_blank">OpenCart Homepage</a></li>
</ul></li>
<li><a href="${visit.link("common/logout")}"><i class="fa fa-sign-out"></i> <span class="hidden-xs">Logout</span></a></li>
</ul>`;
}

export function panel(icon: string, title: string, content: Markup): Markup {
  return html`<div class="panel panel-default">
<div class="panel-heading"><h3 class="panel-title"><i class="fa fa-${icon}"></i> ${title}</h3></div>
<div class="panel-body">${content}</div>
</div>`;
}

export function table(head: readonly string[], rows: readonly Markup[]): Markup {
  return html`<div class="table-responsive"><table class="table table-bordered table-hover">
<thead><tr>${head.map((name) => html`<td class="text-left">${name}</td>`)}</tr></thead>
<tbody>
${rows.length > 0 ? rows : html`<tr><td class="text-center" colspan="${head.length}">No results!</td></tr>`}
</tbody></table></div>`;
}

export function pager(
  visit: Visit,
  { number, pages, summary }: { number: number; pages: number; summary: string },
): Markup {
  const numbers = Array.from({ length: pages }, (_, index) => index + 1);
  return html`<div class="row"><div class="col-sm-6 text-left">${
    pages > 1
      ? html`<ul class="pagination">${numbers.map((each) =>
          each === number
            ? html`<li class="active"><span>${each}</span></li>`
            : html`<li><a href="${visit.link(visit.route, { page: each })}">${each}</a></li>`,
        )}</ul>`
      : ""
  }</div><div class="col-sm-6 text-right">${summary}</div></div>`;
}

export function button(href: string, title: string, icon: string, look: string): Markup {
  return html`<a href="${href}" data-toggle="tooltip" title="${title}" class="btn btn-${look}"><i class="fa fa-${icon}"></i></a>`;
}
