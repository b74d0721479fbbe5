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

/** A page of the signed-in admin. */
export function page(
  visit: Visit,
  { title, crumb = visit.route, actions, content }: Page,
  status: 200 | 401 = 200,
): Reply {
  const notice = takeNotice(visit);
  const body = frame(
    visit,
    title,
    html`<div id="content">
<div class="page-header"><div class="container-fluid">
<div class="float-end">${actions ?? ""}</div>
<h1>${title}</h1>
<ol class="breadcrumb"><li class="breadcrumb-item"><a href="${visit.link("common/dashboard")}">Home</a></li><li class="breadcrumb-item"><a href="${visit.link(crumb)}">${title}</a></li></ol>
</div></div>
<div class="container-fluid">
${notice ? html`<div class="alert alert-success">${notice}</div>` : ""}
${content}
</div></div>`,
  );
  return { status, body };
}

/** A page's frame; signed out it has neither menu nor version. */
export function frame(visit: Visit, title: string, content: Markup): Markup {
  const { state, base, root, user } = visit;
  const isIn = user !== null && visit.hasToken;
  return html`<!DOCTYPE html>
<html ${languageAttributes(state.language)}>
<head>
  <meta charset="UTF-8"/>
  <title>${title}</title>
  <base href="${base}"/>
  <meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no"/>
  <link href="view/stylesheet/bootstrap.css" rel="stylesheet" media="screen"/>
  <link href="view/stylesheet/fonts/fontawesome/css/all.min.css" rel="stylesheet" type="text/css"/>
  <link href="view/stylesheet/stylesheet.css" rel="stylesheet" type="text/css"/>
  <script src="view/javascript/jquery/jquery-3.7.1.min.js" type="text/javascript"></script>
  <script type="text/javascript" src="view/javascript/common.js"></script>
${raw(state.behaviour.extraHead)}
</head>
<body>
<div id="alert"></div>
<div id="container">
  <header id="header" class="navbar navbar-expand navbar-light bg-light">
    <div class="container-fluid">
      <a href="${isIn ? visit.link("common/dashboard") : `${base}index.php?route=common/login`}" class="navbar-brand d-none d-lg-block"><img src="view/image/logo.png" alt="OpenCart" title="OpenCart"/></a>
      ${isIn ? headerTools(visit, root) : ""}
    </div>
  </header>
${isIn ? menu(visit, { style: "fas", home: "home" }, "data-bs-toggle") : ""}
${content}
<footer id="footer"><a href="https://www.opencart.com">OpenCart</a> &copy; 2009-2026 All Rights Reserved.<br/>${isIn ? `Version ${state.version}` : ""}</footer></div>
<script src="view/javascript/bootstrap/js/bootstrap.bundle.min.js" type="text/javascript"></script>
${raw(state.behaviour.extraBody)}
</body></html>`;
}

function headerTools(visit: Visit, root: string): Markup {
  const { user, state } = visit;
  return html`<button type="button" id="button-menu" class="btn btn-link d-inline-block d-lg-none"><i class="fa-solid fa-bars"></i></button>
      <ul class="nav navbar-nav">
        <li id="nav-notification" class="nav-item dropdown"><a href="#" data-bs-toggle="dropdown" class="nav-link dropdown-toggle"><i class="fa-regular fa-bell"></i></a><div class="dropdown-menu dropdown-menu-end"><span class="dropdown-item text-center">No results!</span></div></li>
        <li id="nav-language" class="nav-item dropdown"><a href="#" class="nav-link dropdown-toggle" data-bs-toggle="dropdown">EN</a>
          <ul class="dropdown-menu">${state.languages.map(({ code, name }) => html`<li><a href="${code}" class="dropdown-item">${name}</a></li>`)}</ul></li>
        <li id="nav-profile" class="nav-item dropdown">
          <a href="#" data-bs-toggle="dropdown" class="nav-link dropdown-toggle"><img src="${root}image/cache/profile-45x45.png" alt="${user?.name}" title="${user?.name}" class="rounded-circle"/><span class="d-none d-md-inline">&nbsp;&nbsp;${user?.name} <i class="fa-solid fa-caret-down"></i></span></a>
          <ul class="dropdown-menu dropdown-menu-end">
            <li><h6 class="dropdown-header">Stores</h6></li>
            ${state.stores.map(({ name, url }) => html`<a href="${url || root}" target="_blank" class="dropdown-item">${name}</a>`)}
            <li><hr class="dropdown-divider"></li>
            <li><h6 class="dropdown-header">Help</h6></li>
            <li><a href="https://www.opencart.com" target="_blank" class="dropdown-item">OpenCart Homepage</a></li>
          </ul>
        </li>
        <li id="nav-logout" class="nav-item"><a href="${visit.link("common/logout")}" class="nav-link"><i class="fa-solid fa-sign-out"></i> <span class="d-none d-md-inline">Logout</span></a></li>
      </ul>`;
}

export function card(icon: string, title: string, content: Markup, id = ""): Markup {
  return html`<div class="card">
<div class="card-header"><i class="fa-solid fa-${icon}"></i> ${title}</div>
<div ${id ? html`id="${id}"` : ""} class="card-body">${content}</div>
</div>`;
}

export function table(head: readonly string[], rows: readonly Markup[]): Markup {
  return html`<div class="table-responsive"><table class="table table-bordered table-hover">
<thead><tr>${head.map((name) => html`<th>${name}</th>`)}</tr></thead>
<tbody>
${rows.length > 0 ? rows : html`<tr><td class="text-center" colspan="${head.length}">No results!</td></tr>`}
</tbody></table></div>`;
}

export function pager(
  visit: Visit,
  route: string,
  { number, pages, summary }: { number: number; pages: number; summary: string },
): Markup {
  const numbers = Array.from({ length: pages }, (_, index) => index + 1);
  return html`<div class="row"><div class="col-sm-6 text-start">${
    pages > 1
      ? html`<ul class="pagination">${numbers.map((each) =>
          each === number
            ? html`<li class="page-item active"><span class="page-link">${each}</span></li>`
            : html`<li class="page-item"><a href="${visit.link(route, { page: each })}" class="page-link">${each}</a></li>`,
        )}</ul>`
      : ""
  }</div><div class="col-sm-6 text-end">${summary}</div></div>`;
}

export function button(href: string, title: string, icon: string, look: string): Markup {
  return html`<a href="${href}" data-bs-toggle="tooltip" title="${title}" class="btn btn-${look}"><i class="fa-solid fa-${icon}"></i></a>`;
}

/** Where a 3.x page has a link that changes something, a 4.x page often has a button that carries the address. */
export function valueButton(value: string, title: string, icon: string, look: string): Markup {
  return html`<button type="button" value="${value}" data-bs-toggle="tooltip" title="${title}" class="btn btn-${look}"><i class="fa-solid fa-${icon}"></i></button>`;
}

export function modal(id: string, title: string, content: Markup): Markup {
  return html`<div id="${id}" class="modal modal-lg"><div class="modal-dialog"><div class="modal-content">
<div class="modal-header"><h5 class="modal-title"><i class="fa-solid fa-info-circle"></i> ${title}</h5><button type="button" class="btn-close" data-bs-dismiss="modal"></button></div>
<div class="modal-body">${content}</div>
</div></div></div>`;
}
