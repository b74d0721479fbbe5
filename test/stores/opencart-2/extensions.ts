import { html, raw } from "hono/html";
import { dropOrphans } from "../harm.ts";
import { modifications, shell } from "../opencart-3/extensions.ts";
import { button, panel } from "../opencart-3/layout.ts";
import { type ExtensionFile, settingKey } from "../state.ts";
import type { Controller, Markup, Visit } from "../visit.ts";
import { page } from "./layout.ts";

const types = {
  analytics: "Analytics",
  captcha: "Captchas",
  dashboard: "Dashboard",
  feed: "Feeds",
  fraud: "Anti-Fraud",
  module: "Modules",
  payment: "Payments",
  shipping: "Shipping",
  theme: "Themes",
  total: "Order Totals",
};
type ExtensionType = keyof typeof types;

// Its own keys.
export const extensionTypes = Object.keys(types) as ExtensionType[];

interface Column {
  name: string;
  align: "left" | "right" | "center";
  cell: (row: { isOn: boolean; rank: number }) => Markup | string;
}

const status: Column = { name: "Status", align: "left", cell: ({ isOn }) => (isOn ? "Enabled" : "Disabled") };
const order: Column = { name: "Sort Order", align: "right", cell: ({ isOn, rank }) => (isOn ? String(rank) : "") };
const picture: Column = { name: "", align: "center", cell: () => "" };
const width: Column = { name: "Width", align: "right", cell: () => "4" };

/** What stands between a row's name and its buttons. */
const columns: Partial<Record<ExtensionType, readonly Column[]>> = {
  module: [],
  payment: [picture, status, order],
  shipping: [status, order],
  total: [status, order],
  dashboard: [width, status, order],
};

/** Looking at this list uninstalls every extension of the type whose file is missing. */
function list(type: ExtensionType): Controller {
  return (visit) => {
    dropOrphans(visit.state, type);
    const between = columns[type] ?? [status];
    const files = visit.state.files.filter((file) => file.type === type);
    return {
      body: html`<fieldset>
<legend>${types[type]}</legend>
<div class="table-responsive"><table class="table table-bordered table-hover">
<thead><tr><td class="text-left">${types[type]} Name</td>${between.map(({ name, align }) => html`<td class="text-${align}">${name}</td>`)}<td class="text-right">Action</td></tr></thead>
<tbody>
${files.flatMap((file, rank) => rowsOf(visit, file, between, rank))}</tbody></table></div>
</fieldset>`,
    };
  };
}

function rowsOf(visit: Visit, file: ExtensionFile, between: readonly Column[], rank: number): Markup[] {
  const { registered, settings } = visit.state;
  const isRegistered = registered.some(({ type, code }) => type === file.type && code === file.code);
  const isOn = isRegistered && settings[settingKey(file)]?.[`${settingKey(file)}_status`] === "1";
  // Themes and analytics say what they are in each store, in rows of their own.
  if (file.type === "theme" || file.type === "analytics") return perStore(visit, file, isRegistered);
  const children = file.type === "module" && isRegistered ? instancesOf(visit, file) : [];
  const name = raw(file.nameHtml);
  const own = html`<tr>
<td class="text-left">${file.type === "module" ? html`<b>${name}</b>` : name}</td>
${between.map(({ align, cell }) => html`<td class="text-${align}">${cell({ isOn, rank })}</td>`)}
<td class="text-right">${isRegistered ? button(visit.link(editRoute(file)), "Edit", children.length > 0 ? "plus-circle" : "pencil", "primary") : html`<button type="button" class="btn btn-primary" disabled="disabled"><i class="fa fa-pencil"></i></button>`} ${switchOf(visit, file, isRegistered)}</td>
</tr>
`;
  return [own, ...children];
}

function switchOf({ link }: Visit, { type, code }: ExtensionFile, isRegistered: boolean): Markup {
  const to = (method: string) => link(`extension/extension/${type}/${method}`, { extension: code });
  return isRegistered
    ? button(to("uninstall"), "Uninstall", "minus-circle", "danger")
    : button(to("install"), "Install", "plus-circle", "success");
}

function instancesOf({ state, link }: Visit, file: ExtensionFile): Markup[] {
  return state.instances
    .filter(({ code }) => code === file.code)
    .map(
      ({ id, name }) => html`<tr>
<td class="text-left">&nbsp;&nbsp;&nbsp;<i class="fa fa-folder-open"></i>&nbsp;&nbsp;&nbsp;${name}</td>
<td class="text-right">${button(link(editRoute(file), { module_id: id }), "Edit", "pencil", "info")} ${button(link("extension/extension/module/delete", { module_id: id }), "Delete", "minus-circle", "warning")}</td>
</tr>
`,
    );
}

function perStore(visit: Visit, file: ExtensionFile, isRegistered: boolean): Markup[] {
  const own = html`<tr>
<td class="text-left" colspan="2"><b>${raw(file.nameHtml)}</b></td>
<td class="text-right">${switchOf(visit, file, isRegistered)}</td>
</tr>
`;
  if (!isRegistered) return [own];
  const stores = visit.state.stores.map(
    ({ id, name }) => html`<tr>
<td class="text-left">&nbsp;&nbsp;&nbsp;-&nbsp;&nbsp;&nbsp;${name}</td>
<td class="text-left">${id === 0 ? "Enabled" : "Disabled"}</td>
<td class="text-right">${button(visit.link(editRoute(file), { store_id: id }), "Edit", "pencil", "primary")}</td>
</tr>
`,
  );
  return [own, ...stores];
}

function editRoute({ type, code }: ExtensionFile): string {
  return `extension/${type}/${code}`;
}

/** Takes an upload, and keeps no list of what came that way. */
const installer: Controller = (visit) =>
  page(visit, {
    title: "Extension Installer",
    content: panel(
      "puzzle-piece",
      "Upload your extensions",
      html`<form class="form-horizontal"><div class="form-group required"><button type="button" id="button-upload" class="btn btn-primary"><i class="fa fa-upload"></i> Upload</button></div>
<div class="form-group"><textarea rows="10" readonly id="overwrite" class="form-control"></textarea></div></form>`,
    ),
  });

/** A third party's own page. */
const acmeQuick: Controller = (visit) =>
  page(visit, {
    title: "Acme Quick Checkout",
    content: panel("pencil", "Edit Acme Quick Checkout", html`<p>One-page checkout, version 3.1.2.</p>`),
  });

export const extensionRoutes: Record<string, Controller> = {
  "extension/modification": modifications(page, "extension/modification"),
  "extension/installer": installer,
  "extension/extension": shell(page, types),
  ...Object.fromEntries(extensionTypes.map((type) => [`extension/extension/${type}`, list(type)])),
  "extension/module/acme_quick": acmeQuick,
};
