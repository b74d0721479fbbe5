import { html, raw } from "hono/html";
import { dropOrphans } from "../harm.ts";
import { settingKey } from "../state.ts";
import { type Controller, type Markup, pageOf, type Visit } from "../visit.ts";
import { button, type PageMaker, page, pager, panel, table } from "./layout.ts";

const types = { module: "Modules", payment: "Payments", shipping: "Shipping", theme: "Themes", total: "Order Totals" };

/** The list of modifications, which 2.3 has under another route. */
export const modifications =
  (page: PageMaker, route: string): Controller =>
  (visit) => {
    const listed = pageOf(visit, visit.state.modifications, 20);
    const link = (method: string, id: number) => visit.link(`${route}/${method}`, { modification_id: id });
    const rows = listed.shown.map(
      ({ id, name, author, version, enabled, date, link: home }) => html`<tr>
<td class="text-center"><input type="checkbox" name="selected[]" value="${id}" /></td>
<td class="text-left">${name}</td>
<td class="text-left">${author}</td>
<td class="text-left">${version}</td>
<td class="text-left">${enabled ? "Enabled" : "Disabled"}</td>
<td class="text-left">${date}</td>
<td class="text-right">${button(home, "Link", "link", "info")} ${enabled ? button(link("disable", id), "Disable", "minus-circle", "danger") : button(link("enable", id), "Enable", "plus-circle", "success")}</td>
</tr>
`,
    );
    return page(visit, {
      title: "Modifications",
      actions: html`${button(visit.link(`${route}/refresh`), "Refresh", "refresh", "info")} ${button(visit.link(`${route}/clear`), "Clear", "eraser", "warning")}`,
      content: panel(
        "list",
        "Modification List",
        html`<ul class="nav nav-tabs"><li class="active"><a href="#tab-general" data-toggle="tab">General</a></li><li><a href="#tab-log" data-toggle="tab">Log</a></li></ul>
<div class="tab-content">
<div class="tab-pane active" id="tab-general">
<form action="${visit.link(`${route}/delete`)}" method="post" id="form-modification">${table(["", "Modification Name", "Author", "Version", "Status", "Date Added", "Action"], rows)}</form>
${pager(visit, listed)}
</div>
<div class="tab-pane" id="tab-log"><textarea wrap="off" rows="15" class="form-control">${visit.state.logs["ocmod.log"] ?? ""}</textarea></div>
</div>`,
      ),
    });
  };

const installer: Controller = (visit) =>
  page(visit, {
    title: "Extension Installer",
    content: panel(
      "puzzle-piece",
      "Upload an extension",
      html`<fieldset><legend>Upload</legend><button type="button" id="button-upload" class="btn btn-primary"><i class="fa fa-upload"></i> Upload</button></fieldset>
<fieldset><legend>Install History</legend><div id="history" data-load="${visit.link("marketplace/installer/history")}"></div></fieldset>`,
    ),
  });

const history: Controller = (visit) => {
  const listed = pageOf(visit, visit.state.packages, 10);
  return {
    body: html`<div class="table-responsive"><table class="table table-bordered">
<thead><tr><th>Filename</th><th>Date Added</th><th class="text-right">Action</th></tr></thead>
<tbody>
${listed.shown.map(
  ({ id, fileName, date }) => html`<tr>
<td>${fileName}</td>
<td>${date}</td>
<td class="text-right"><button type="button" value="${id}" title="Uninstall" class="btn btn-danger"><i class="fa fa-minus-circle"></i></button></td>
</tr>
`,
)}</tbody></table></div>
${pager(visit, listed)}`,
  };
};

/** The shell lists the types; its script then asks for the list of the first. */
export const shell =
  (page: PageMaker, types: Readonly<Record<string, string>>): Controller =>
  (visit) => {
    const options = Object.entries(types).map(([type, name]) => {
      const count = visit.state.files.filter((file) => file.type === type).length;
      return html`<option value="${visit.link(`extension/extension/${type}`)}">${name} (${count})</option>`;
    });
    return page(visit, {
      title: "Extensions",
      content: panel(
        "puzzle-piece",
        "Extension List",
        html`<fieldset><legend>Type of extension</legend><div class="well"><select name="type" class="form-control">${options}</select></div></fieldset>
<div id="extension"></div>`,
      ),
    });
  };

/** Looking at this list uninstalls every extension of the type whose file is missing. */
function list(type: keyof typeof types): Controller {
  return (visit) => {
    dropOrphans(visit.state, type);
    const rows = visit.state.files.filter((file) => file.type === type).flatMap((file) => extensionRows(visit, file));
    return {
      body: html`<fieldset>
<legend>${types[type]}</legend>
<div class="table-responsive"><table class="table table-bordered table-hover">
<thead><tr><td class="text-left">${types[type]} Name</td><td class="text-left">Status</td><td class="text-right">Action</td></tr></thead>
<tbody>
${rows}</tbody></table></div>
</fieldset>`,
    };
  };
}

function extensionRows(visit: Visit, file: { type: string; code: string; nameHtml: string }): Markup[] {
  const { state } = visit;
  const isRegistered = state.registered.some(({ type, code }) => type === file.type && code === file.code);
  const isEnabled = state.settings[settingKey(file)]?.[`${settingKey(file)}_status`] === "1";
  const act = (method: string) => visit.link(`extension/extension/${file.type}/${method}`, { extension: file.code });
  const edit = `extension/${file.type}/${file.code}`;
  const own = html`<tr>
<td><b>${raw(file.nameHtml)}</b></td>
<td>${isRegistered && isEnabled ? "Enabled" : "Disabled"}</td>
<td class="text-right">${
    isRegistered
      ? html`${button(visit.link(edit), "Edit", "pencil", "primary")} ${button(act("uninstall"), "Uninstall", "minus-circle", "danger")}`
      : html`<button type="button" class="btn btn-primary" disabled="disabled"><i class="fa fa-pencil"></i></button> ${button(act("install"), "Install", "plus-circle", "success")}`
  }</td>
</tr>
`;
  const instances = state.instances
    .filter(({ code }) => file.type === "module" && code === file.code && isRegistered)
    .map(
      ({ id, name, enabled }) => html`<tr>
<td class="text-left">&nbsp;&nbsp;&nbsp;${name}</td>
<td class="text-left">${enabled ? "Enabled" : "Disabled"}</td>
<td class="text-right">${button(visit.link(edit, { module_id: id }), "Edit", "pencil", "info")} ${button(visit.link("extension/extension/module/delete", { module_id: id }), "Delete", "minus-circle", "warning")}</td>
</tr>
`,
    );
  return [own, ...instances];
}

/** A third party's own page. */
const acmeQuick: Controller = (visit) =>
  page(visit, {
    title: "Acme Quick Checkout",
    content: panel("pencil", "Edit Acme Quick Checkout", html`<p>One-page checkout, version 3.1.2.</p>`),
  });

export const extensionRoutes: Record<string, Controller> = {
  "marketplace/modification": modifications(page, "marketplace/modification"),
  "marketplace/installer": installer,
  "marketplace/installer/history": history,
  "marketplace/extension": shell(page, types),
  ...Object.fromEntries(
    Object.keys(types).map((type) => [`extension/extension/${type}`, list(type as keyof typeof types)]), // Its own keys.
  ),
  "extension/module/acme_quick": acmeQuick,
};
