import { html } from "hono/html";
import { canaries } from "../canaries.ts";
import type { StoreState } from "../state.ts";
import type { Controller, Markup } from "../visit.ts";
import { button, page, pager, panel, table } from "./layout.ts";

const wares = ["Beech cutting board", "Enamel coffee pot", "Linen tea towel", "Stoneware bowl", "Willow basket"];

const dashboard: Controller = (visit) => {
  const tile = (name: string, value: string, icon: string, route: string) =>
    html`<div class="col-sm-3"><div class="tile tile-primary"><div class="tile-heading">${name}</div><div class="tile-body"><i class="fa fa-${icon}"></i><h2 class="pull-right">${value}</h2></div><div class="tile-footer"><a href="${visit.link(route)}">View more...</a></div></div></div>`;
  return page(visit, {
    title: "Dashboard",
    content: html`<div class="row">
${tile("Total Orders", "1,042", "shopping-cart", "sale/order")}
${tile("Total Sales", "38.6K", "tag", "sale/order")}
${tile("Total Customers", "617", "user", "sale/order")}
${tile("Products", String(wares.length), "list", "catalog/product")}
</div>
${panel("shopping-cart", "Latest Orders", orders())}`,
  });
};

function orders(): Markup {
  const rows = [
    ["1042", canaries.customerName, canaries.customerEmail, "Pending", "€ 64.50"],
    ["1041", "J. Ndiaye", "j.ndiaye@mail.example", "Complete", "€ 21.00"],
    ["1040", "P. Lindqvist", "p.lindqvist@mail.example", "Complete", "€ 42.00"],
  ];
  return table(
    ["Order ID", "Customer", "E-Mail", "Status", "Total"],
    rows.map((cells) => html`<tr>${cells.map((cell) => html`<td class="text-left">${cell}</td>`)}</tr>`),
  );
}

const products: Controller = (visit) =>
  page(visit, {
    title: "Products",
    content: panel(
      "list",
      "Product List",
      html`<form id="form-product">${table(
        ["", "Product Name", "Price", "Quantity", "Status"],
        wares.map(
          (name, index) =>
            html`<tr><td class="text-center"><input type="checkbox" name="selected[]" value="${index + 1}" /></td><td class="text-left">${name}</td><td class="text-right">${(18.5 + index * 7).toFixed(2)}</td><td class="text-right">${40 - index}</td><td class="text-left">Enabled</td></tr>`,
        ),
      )}</form>`,
    ),
  });

const stores: Controller = (visit) =>
  page(visit, {
    title: "Stores",
    content: panel(
      "list",
      "Store List",
      html`<form id="form-store">${table(
        ["", "Store Name", "Store URL", "Action"],
        visit.state.stores.map(
          ({ id, name, url }) =>
            html`<tr><td class="text-center"><input type="checkbox" name="selected[]" value="${id}" /></td><td class="text-left">${name}${id === 0 ? html` <b>(Default)</b>` : ""}</td><td class="text-left">${url || visit.root}</td><td class="text-right">${button(
              id === 0 ? visit.link("setting/setting") : visit.link("setting/store/edit", { store_id: id }),
              "Edit",
              "pencil",
              "primary",
            )}</td></tr>`,
        ),
      )}</form>`,
    ),
  });

/** Holds passwords in clear, as the real page does: nothing of ours may ever ask for it. */
const settings: Controller = (visit) => {
  const field = (name: string, value: string) =>
    html`<div class="form-group"><label class="control-label">${name.replace("config_", "").replaceAll("_", " ")}</label><input type="text" name="${name}" value="${value}" class="form-control" /></div>`;
  return page(visit, {
    title: "Settings",
    crumb: "setting/store",
    content: panel(
      "pencil",
      "Edit Setting",
      html`<form id="form-setting">
${field("config_name", visit.state.stores[0]?.name ?? "")}
${field("config_email", canaries.adminEmail)}
<div class="form-group"><label class="control-label">Theme</label><select name="config_theme" class="form-control"><option value="default" selected="selected">Default Store Theme</option></select></div>
${field("config_mail_smtp_password", canaries.smtpPassword)}
${field("config_ftp_password", canaries.ftpPassword)}
<div class="form-group"><label class="control-label">Encryption key</label><textarea name="config_encryption" class="form-control">${canaries.encryptionKey}</textarea></div>
</form>`,
    ),
  });
};

const languages: Controller = (visit) =>
  page(visit, {
    title: "Languages",
    content: panel(
      "list",
      "Language List",
      html`<form id="form-language">${table(
        ["", "Language Name", "Code", "Sort Order", "Action"],
        visit.state.languages.map(
          ({ name, code, isDefault }, index) =>
            html`<tr><td class="text-center"><input type="checkbox" name="selected[]" value="${index + 1}" /></td><td class="text-left">${name}${isDefault ? html` <b>(Default)</b>` : ""}</td><td class="text-left">${code}</td><td class="text-right">${index + 1}</td><td class="text-right">${button(visit.link("localisation/language/edit", { language_id: index + 1 }), "Edit", "pencil", "primary")}</td></tr>`,
        ),
      )}</form>`,
    ),
  });

const groups: Controller = (visit) =>
  page(visit, {
    title: "User Groups",
    content: panel(
      "list",
      "User Group",
      html`<form id="form-user-group">${table(
        ["", "User Group Name", "Action"],
        visit.state.groups.map(
          ({ id, name }) =>
            html`<tr><td class="text-center"><input type="checkbox" name="selected[]" value="${id}" /></td><td class="text-left">${name}</td><td class="text-right">${button(visit.link("user/user_permission/edit", { user_group_id: id }), "Edit", "pencil", "primary")}</td></tr>`,
        ),
      )}</form>${pager(visit, { number: 1, pages: 1, summary: `Showing 1 to ${visit.state.groups.length} of ${visit.state.groups.length} (1 Pages)` })}`,
    ),
  });

const groupForm: Controller = (visit) => {
  const group = visit.state.groups.find(({ id }) => String(id) === visit.params.get("user_group_id"));
  return page(visit, {
    title: "User Groups",
    crumb: "user/user_permission",
    content: panel(
      "pencil",
      "Edit User Group",
      html`<form id="form-user-group" class="form-horizontal">
<div class="form-group required"><label class="control-label" for="input-name">User Group Name</label><input type="text" name="name" value="${group?.name ?? ""}" id="input-name" class="form-control" /></div>
<div class="form-group"><label class="control-label">Access Permission</label><div class="well well-sm">
${controllers(visit.state).map(
  (route) =>
    html`<div class="checkbox"><label><input type="checkbox" name="permission[access][]" value="${route}" ${!group || group.access === "all" || group.access.includes(route) ? "checked" : ""} /> ${route}</label></div>
`,
)}</div></div>
</form>`,
    ),
  });
};

/** Every controller on disk, as the form lists them. */
function controllers(state: StoreState): string[] {
  const own = Object.keys(settingRoutes).filter((route) => route.split("/").length === 2);
  const extensions = state.files.map(({ type, code }) => `extension/${type}/${code}`);
  return [
    ...own,
    "marketplace/extension",
    "marketplace/installer",
    "marketplace/modification",
    "tool/log",
    ...extensions,
  ].sort();
}

export const settingRoutes: Record<string, Controller> = {
  "common/dashboard": dashboard,
  "catalog/product": products,
  "sale/order": (visit) => page(visit, { title: "Orders", content: panel("list", "Order List", orders()) }),
  "setting/store": stores,
  "setting/setting": settings,
  "localisation/language": languages,
  "user/user_permission": groups,
  "user/user_permission/edit": groupForm,
};
