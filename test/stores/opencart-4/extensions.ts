import { html, raw } from "hono/html";
import { dropOrphans } from "../harm.ts";
import { type ExtensionFile, settingKey } from "../state.ts";
import { type Controller, type Markup, pageOf, type Visit } from "../visit.ts";
import { button, card, modal, page, pager, table, valueButton } from "./layout.ts";

const types = { module: "Modules", payment: "Payments", shipping: "Shipping", theme: "Themes", total: "Order Totals" };
type ExtensionType = keyof typeof types;

const modifications: Controller = (visit) =>
  page(visit, {
    title: "Modifications",
    actions: html`${valueButton(visit.link("marketplace/modification.refresh"), "Refresh", "refresh", "info")} ${valueButton(visit.link("marketplace/modification.clear"), "Clear", "eraser", "warning")}`,
    content: card(
      "list",
      "Modification List",
      html`<ul class="nav nav-tabs"><li class="nav-item"><a href="#tab-general" data-bs-toggle="tab" class="nav-link active">General</a></li><li class="nav-item"><a href="#tab-log" data-bs-toggle="tab" class="nav-link">Log</a></li></ul>
<div class="tab-content">
<div id="tab-general" class="tab-pane active"><div id="modification">${modificationList(visit)}</div></div>
<div id="tab-log" class="tab-pane"><textarea id="input-log" wrap="off" rows="15" class="form-control">${visit.state.logs["ocmod.log"] ?? ""}</textarea></div>
</div>`,
    ),
  });

function modificationList(visit: Visit): Markup {
  const listed = pageOf(visit, visit.state.modifications, 10);
  const link = (method: string, id: number) =>
    visit.link(`marketplace/modification.${method}`, { modification_id: id });
  const rows = listed.shown.map(
    ({ id, name, author, version, enabled, date }) => html`<tr class="${enabled ? "" : "table-active opacity-50"}">
<td class="text-center"><input type="checkbox" name="selected[]" value="${id}" class="form-check-input"/></td>
<td>${name}</td>
<td>${author}</td>
<td>${version}</td>
<td>${date}</td>
<td class="text-end text-nowrap"><button type="button" data-bs-toggle="modal" data-bs-target="#modal-modification-${id}" class="btn btn-info"><i class="fa-solid fa-info-circle"></i></button> ${enabled ? valueButton(link("disable", id), "Disable", "minus-circle", "danger") : valueButton(link("enable", id), "Enable", "plus-circle", "success")}</td>
</tr>
`,
  );
  const modals = listed.shown.map(({ id, name, code, version }) =>
    modal(
      `modal-modification-${id}`,
      "Modification Information",
      html`<label class="form-label">Code</label><input type="text" value="${code}" class="form-control" readonly/>
<label class="form-label">XML</label><textarea rows="25" class="form-control" readonly><modification><name>${name}</name><code>${code}</code><version>${version}</version></modification></textarea>`,
    ),
  );
  return html`<form id="form-modification" method="post" data-oc-toggle="ajax" data-oc-load="${visit.link("marketplace/modification.list")}" data-oc-target="#modification">
${table(["", "Modification Name", "Author", "Version", "Date Added", "Action"], rows)}
${pager(visit, "marketplace/modification", listed)}
</form>
${modals}`;
}

const installer: Controller = (visit) =>
  page(visit, {
    title: "Extension Installer",
    content: card(
      "puzzle-piece",
      "Extension Installer",
      html`<fieldset><legend>Installed Extensions</legend><div id="extension">${packageList(visit)}</div></fieldset>`,
    ),
  });

function packageList(visit: Visit): Markup {
  const listed = pageOf(visit, visit.state.packages, 10);
  const link = (method: string, id: number) =>
    visit.link(`marketplace/installer.${method}`, { extension_install_id: id });
  const rows = listed.shown.map(
    ({ id, name, version, date, installed }) => html`<tr class="${installed ? "" : "table-active opacity-50"}">
<td><a href="https://extensions.example/${id}" target="_blank">${name}</a></td>
<td class="align-text-top">${version}</td>
<td class="align-text-top">${date}</td>
<td class="text-end align-text-top text-nowrap"><button type="button" data-bs-toggle="modal" data-bs-target="#extension-install-${id}" class="btn btn-info"><i class="fa-solid fa-info-circle"></i></button> ${installed ? button(link("uninstall", id), "Uninstall", "minus-circle", "warning") : button(link("install", id), "Install", "plus-circle", "success")}</td>
</tr>
`,
  );
  const modals = listed.shown.map(({ id, name, code }) =>
    modal(
      `extension-install-${id}`,
      "Extension Information",
      html`<label class="form-label">Extension Name</label><input type="text" value="${name}" class="form-control" readonly/>
<label class="form-label">Description</label><textarea rows="5" class="form-control" readonly></textarea>
<label class="form-label">Code</label><input type="text" value="${code}" class="form-control" readonly/>`,
    ),
  );
  return html`${table(["Extension Name", "Version", "Date Added", "Action"], rows)}
${pager(visit, "marketplace/installer.list", listed)}
${modals}`;
}

/** The shell carries the first type's list in itself: opening it already uninstalls that type's orphans. */
const shell: Controller = (visit) => {
  const options = Object.entries(types).map(([type, name]) => {
    const count = visit.state.files.filter((file) => file.type === type).length;
    return html`<option value="${visit.link(`extension/${type}`)}">${name} (${count})</option>`;
  });
  return page(visit, {
    title: "Extensions",
    content: card(
      "puzzle-piece",
      "Extension List",
      html`<fieldset><legend>Type of extension</legend><select name="type" id="input-type" class="form-select">${options}</select></fieldset>
<div id="extension">${list(visit, "module")}</div>`,
    ),
  });
};

/** Looking at this list uninstalls every extension of the type whose file is missing. */
function list(visit: Visit, type: ExtensionType): Markup {
  dropOrphans(visit.state, type);
  const rows = visit.state.files.filter((file) => file.type === type).flatMap((file) => extensionRows(visit, file));
  return html`<fieldset>
<legend>${types[type]}</legend>
${table([`${types[type]} Name`, "Action"], rows)}
</fieldset>`;
}

function extensionRows(visit: Visit, file: ExtensionFile): Markup[] {
  const { state } = visit;
  const isRegistered = state.registered.some(({ type, code }) => type === file.type && code === file.code);
  const instances = state.instances.filter(({ code }) => file.type === "module" && code === file.code && isRegistered);
  const status = state.settings[settingKey(file)]?.[`${settingKey(file)}_status`];
  const isOn = isRegistered && (status === "1" || instances.length > 0);
  const act = (method: string) =>
    visit.link(`extension/${file.type}.${method}`, { extension: file.vendor, code: file.code });
  const edit = `extension/${file.vendor}/${file.type}/${file.code}`;
  const own = html`<tr class="${isOn ? "" : "table-active opacity-50"}">
<td><b>${raw(file.nameHtml)}</b></td>
<td class="text-end text-nowrap">${
    isRegistered
      ? html`${button(visit.link(edit), "Edit", "pencil", "primary")} ${button(act("uninstall"), "Uninstall", "minus-circle", "danger")}`
      : html`<button type="button" class="btn btn-primary" disabled="disabled"><i class="fa-solid fa-pencil"></i></button> ${button(act("install"), "Install", "plus-circle", "success")}`
  }</td>
</tr>
`;
  const rows = instances.map(
    ({ id, name }) => html`<tr>
<td>&nbsp;&nbsp;&nbsp;${name}</td>
<td class="text-end text-nowrap">${button(visit.link(edit, { module_id: id }), "Edit", "pencil", "outline-primary")} ${button(visit.link("extension/module.delete", { module_id: id }), "Delete", "minus-circle", "outline-danger")}</td>
</tr>
`,
  );
  return [own, ...rows];
}

/** A third party's own page. */
const acmeQuick: Controller = (visit) =>
  page(visit, {
    title: "Acme Quick Checkout",
    content: card("pencil", "Edit Acme Quick Checkout", html`<p>One-page checkout, version 3.1.2.</p>`),
  });

export const extensionRoutes: Record<string, Controller> = {
  "marketplace/modification": modifications,
  "marketplace/modification.list": (visit) => ({ body: modificationList(visit) }),
  "marketplace/installer": installer,
  "marketplace/installer.list": (visit) => ({ body: packageList(visit) }),
  "marketplace/extension": shell,
  ...Object.fromEntries(
    Object.keys(types).map((type) => [
      `extension/${type}`,
      (visit: Visit) => ({ body: list(visit, type as ExtensionType) }), // Its own keys.
    ]),
  ),
  "extension/acme_quick/module/acme_quick": acmeQuick,
};
