import { html, raw } from "hono/html";
import { compareVersions } from "../../../shared/versions.ts";
import { canaries } from "../canaries.ts";
import type { StoreState } from "../state.ts";
import type { Markup } from "../visit.ts";
import { languageAttributes } from "../words.ts";
import { type CsCartReply, type CsCartVisit, linkOf } from "./visit.ts";

const menu = [
  ["orders.manage", "Orders"],
  ["products.manage", "Products"],
  ["profiles.manage", "Customers"],
  ["addons.manage", "Manage add-ons"],
  ["themes.manage", "Themes"],
  ["storefronts.manage", "Storefronts"],
  ["settings.manage&section_id=Upgrade_center", "Settings"],
  ["logs.manage", "Logs"],
  ["tools.view_changes", "File changes detector"],
  ["upgrade_center.manage", "Upgrade center"],
  ["tools.store_mode&state=closed", "Close storefront"],
] as const;

const vendorMenu = [
  ["orders.manage", "Orders"],
  ["products.manage", "Products"],
] as const;

/** A page of the signed-in admin as 4.17 lays it out. */
export function page(visit: CsCartVisit, title: string, content: Markup, parts?: CsCartReply["parts"]): CsCartReply {
  // Parts come with their notices beside them.
  const notice = visit.isAjax ? undefined : visit.session.notice;
  if (notice) delete visit.session.notice;
  const items = visit.isVendors ? vendorMenu : menu;
  const body = frame(
    visit,
    title,
    html`<div class="navbar-admin-top cm-sticky-scroll">
<div class="navbar navbar-inverse" id="header_navbar"><div class="navbar-inner">
<a class="brand" href="${visit.script}">${visit.state.stores[0]?.name}</a>
<ul class="nav hover-show nav-pills">${items.map(([dispatch, name]) => html`<li><a href="${linkOf(visit, dispatch)}">${name}</a></li>`)}</ul>
<ul class="nav hover-show navbar-right">
<li><a id="opener_help_center_popup" class="cm-dialog-opener" href="#" title="Growth center">Growth center</a></li>
<li class="dropdown"><a href="#">${visit.user?.name}</a><ul class="dropdown-menu">
<li>${release(visit)}</li>
<li><a href="${linkOf(visit, "profiles.update", `&user_id=${visit.user?.id}`)}">${visit.user?.email}</a></li>
<li><a href="${linkOf(visit, "feedback.prepare")}" class="cm-dialog-opener cm-ajax" data-ca-target-id="content_groupfeedback">Send feedback</a></li>
<li><a href="${linkOf(visit, "auth.logout")}">Sign out</a></li>
</ul></li></ul>
</div></div>
<div id="header_subnav"><a href="${visit.script}?sl=de">Deutsch</a> <a href="${visit.script}?currency=EUR">€</a></div>
</div>
<div class="admin-content">
${notice ? html`<div class="cm-notification-container"><div class="alert alert-warning cm-notification-content">${notice}</div></div>` : ""}
<h1>${title}</h1>
<div id="main_column" class="clearfix" data-ca-element="mainContainer">
${content}
<!--main_column--></div>
</div>
${visit.isVendors ? "" : licenseDialog(visit)}
<div id="bp_bottom_panel" class="bp-panel"><a href="${visit.root}">Storefront</a> <a id="bp_off_bottom_panel" href="#">×</a></div>
${isSince(visit.state, "4.17.1") ? helpCentre(visit) : ""}`,
    visit.isVendors ? "vendor-area" : "",
  );
  return { body, ...(parts ? { parts } : {}) };
}

/** What every page has around it; signed out it has neither menu nor license. */
export function frame(visit: CsCartVisit, title: string, content: Markup, bodyClass = ""): Markup {
  const { state } = visit;
  return html`<!DOCTYPE html>
<html ${languageAttributes(state.language)}>
<head>
<meta charset="UTF-8" />
<title>${title}</title>
<link rel="stylesheet" type="text/css" href="${visit.root}design/admin.css" />
${raw(state.behaviour.extraHead)}
</head>
<body class="${bodyClass}" data-ca-scroll-to-elm-offset="120">
${content}
${startScript(visit)}
${raw(state.behaviour.extraBody)}
</body>
</html>`;
}

function startScript({ state, script, root, session }: CsCartVisit): Markup {
  const told = {
    index_script: script.slice(script.lastIndexOf("/") + 1),
    current_path: new URL(root).pathname.replace(/\/$/, ""),
    current_location: root.replace(/\/$/, ""),
    current_host: new URL(root).host,
    ...(isSince(state, "4.12.2.SP2")
      ? { product_version: state.version, product_edition: "ult", product_build: "" }
      : {}),
    cart_language: state.language,
    security_hash: session.security_hash ?? "",
  };
  const lines = Object.entries(told).map(([name, value]) => `    ${name}: '${value}'`);
  return html`<script>
var Tygh = window.Tygh || {};
(function (_) {
  Object.assign(_, {
${raw(lines.join(",\n"))}
  });
  _.runCart = _.runCart || function () {};
  _.runCart('A');
}(Tygh));
</script>`;
}

/** Pages of earlier releases do not say which one they are. */
function release({ state, isVendors }: CsCartVisit): Markup | string {
  if (!isSince(state, "4.15.1")) return "";
  return html`<div class="product-release"><span class="product-release__name">${isVendors ? "Multi-Vendor" : "CS-Cart"}</span> <span class="product-release__version">v${state.version}</span></div>`;
}

function isSince({ version }: StoreState, since: string): boolean {
  return compareVersions(version, since) >= 0;
}

/** Hidden in every page of those who may upgrade: the whole number stands in its field. */
function licenseDialog(visit: CsCartVisit): Markup {
  return html`<div id="store_mode_dialog" class="hidden" title="License">
<p>Licensed product: CS-Cart Ultimate</p>
<input type="radio" id="store_mode_radio_full" name="store_mode" value="full" checked="checked" />
<input type="radio" id="store_mode_radio_trial" name="store_mode" value="trial" />
<input type="text" name="license_number" value="${canaries.licenseNumber}" />
${release(visit)}
</div>`;
}

function helpCentre({ state, root }: CsCartVisit): Markup {
  const told = { version: state.version, edition: "ULTIMATE", lang_code: state.language, product_build: "" };
  const request = JSON.stringify({ ...told, store_domain: new URL(root).hostname });
  return html`<section id="content_help_center_popup" class="hidden" data-ca-help-center="main" data-ca-help-center-request="${request}"></section>`;
}
