import { html } from "hono/html";
import { deed } from "../harm.ts";
import type { StoreModification, StoreState } from "../state.ts";
import type { Controller, Markup, Visit } from "../visit.ts";
import { button, hasVqmod, page } from "./layout.ts";

const own = "module/vqmod_manager";

/** A third party's page: every change that vQmod makes, by its file. A file whose name ends in `_` is switched off. */
const manager: Controller = (visit) =>
  page(visit, {
    title: "VQMod Manager",
    icon: "module",
    buttons: button(visit.link("extension/module"), "Cancel"),
    content: html`<div id="tabs" class="htabs"><a href="#tab-scripts">VQMod Scripts</a><a href="#tab-settings">Settings and Maintenance</a><a href="#tab-error">Error Log</a></div>
<form action="${visit.link(own)}" method="post" enctype="multipart/form-data" id="form">
<div id="tab-scripts"><table class="vqmm-list">
<thead><tr><th class="left">File Name<hr /><i>Name / Description</i></th>${["Version", "VQMod Version", "Author", "Status", "Install / Uninstall", "Delete"].map((name) => html`<th class="center">${name}</th>`)}</tr></thead>
<tbody>
${[...visit.state.modifications, core].map((script, index) => row(visit, script, index))}</tbody></table></div>
<div id="tab-settings"><table class="form"><tr><td>VQMod Cache:</td><td>${button(visit.link(`${own}/clear_vqcache`), "Clear")}</td></tr></table></div>
<div id="tab-error"><table class="form"><tr><td><textarea rows="20" cols="160" id="error-log">${visit.state.logs["vqmod.log"] ?? ""}</textarea>
<div class="right">${button(visit.link(`${own}/download_log`), "Download Log")} ${button(visit.link(`${own}/clear_log`), "Clear")}</div></td></tr></table></div>
</form>`,
  });

/** What vQmod brings itself. */
const core = {
  name: "VQMOD core",
  code: "vqmod_opencart",
  author: "vqmod.com",
  version: "1.4.x and above",
  enabled: true,
};

function row({ link }: Visit, script: Omit<StoreModification, "id" | "link" | "date">, index: number): Markup {
  const { name, code, author, version, enabled } = script;
  const file = `${code}.xml${enabled ? "" : "_"}`;
  const act = (method: string, text: string, vqmod: string) =>
    html`[ <a class="action-link" href="${link(`${own}/${method}`, { vqmod })}">${text}</a> ]`;
  return html`<tr class="row-${index % 2 ? "odd" : "even"}">
<td class="left"><strong>${file}</strong><br /><div class="description">${name}<br /></div></td>
<td class="center">${version}</td>
<td class="center">2.4.0</td>
<td class="center">${author}</td>
<td class="center">${enabled ? "Enabled" : html`<span class="highlight">Disabled</span>`}</td>
<td class="action">${enabled ? act("vqmod_uninstall", "Uninstall", code) : act("vqmod_install", "Install", code)}</td>
<td class="action">${act("vqmod_delete", "Delete", file)}</td>
</tr>
`;
}

const switchTo = (enabled: boolean) => (state: StoreState, params: URLSearchParams) => {
  const found = state.modifications.find(({ code }) => code === params.get("vqmod"));
  if (found) found.enabled = enabled;
};

/** The manager's own log, as a file. */
const download: Controller = (visit) => ({
  headers: { "content-type": "application/octet-stream", "content-disposition": 'attachment; filename="vqmod.log"' },
  body: visit.state.logs["vqmod.log"] ?? "",
});

const controllers: Record<string, Controller> = {
  [own]: manager,
  [`${own}/download_log`]: download,
  [`${own}/vqmod_install`]: deed(own, switchTo(true)),
  [`${own}/vqmod_uninstall`]: deed(own, switchTo(false)),
  [`${own}/vqmod_delete`]: deed(own, (state, params) => {
    const file = params.get("vqmod")?.replace(/\.xml_?$/, "");
    state.modifications = state.modifications.filter(({ code }) => code !== file);
  }),
  [`${own}/clear_vqcache`]: deed(own, () => {}),
  [`${own}/clear_log`]: deed(own, (state) => {
    state.logs["vqmod.log"] = "";
  }),
};

/** A store without the manager has none of these pages, and says so as of every page that it does not have. */
export function vqmodRoutes(denied: Controller): Record<string, Controller> {
  return Object.fromEntries(
    Object.entries(controllers).map(([route, controller]) => [
      route,
      (visit: Visit) => (hasVqmod(visit) ? controller(visit) : denied(visit)),
    ]),
  );
}
