import { html } from "hono/html";
import { canaries } from "../canaries.ts";
import { orderRows, wares } from "../goods.ts";
import { permissionBoxes } from "../permissions.ts";
import type { Controller, Markup, Visit } from "../visit.ts";
import { button, type PageMaker, pager, panel, table } from "./layout.ts";

const dashboard =
  (page: PageMaker): Controller =>
  (visit) => {
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
  return table(
    ["Order ID", "Customer", "E-Mail", "Status", "Total"],
    orderRows.map((cells) => html`<tr>${cells.map((cell) => html`<td class="text-left">${cell}</td>`)}</tr>`),
  );
}

const orderList =
  (page: PageMaker): Controller =>
  (visit) =>
    page(visit, { title: "Orders", content: panel("list", "Order List", orders()) });

const products =
  (page: PageMaker): Controller =>
  (visit) =>
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

const stores =
  (page: PageMaker): Controller =>
  (visit) =>
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
const settings =
  (page: PageMaker): Controller =>
  (visit) => {
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
<div class="form-group"><label class="control-label">Theme</label><select name="config_theme" class="form-control"><option value="${visit.state.kind === "opencart-2.3" ? "theme_default" : "default"}" selected="selected">Default Store Theme</option></select></div>
${field("config_mail_smtp_password", canaries.smtpPassword)}
${field("config_ftp_password", canaries.ftpPassword)}
<div class="form-group"><label class="control-label">Encryption key</label><textarea name="config_encryption" class="form-control">${canaries.encryptionKey}</textarea></div>
</form>`,
      ),
    });
  };

const languages =
  (page: PageMaker): Controller =>
  (visit) =>
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

const groups =
  (page: PageMaker): Controller =>
  (visit) =>
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

const groupForm =
  (page: PageMaker): Controller =>
  (visit) => {
    const groupId = visit.params.get("user_group_id");
    const group = visit.state.groups.find(({ id }) => String(id) === groupId);
    return page(visit, {
      title: "User Groups",
      crumb: "user/user_permission",
      content: panel(
        "pencil",
        "Edit User Group",
        html`<form id="form-user-group" class="form-horizontal">
<div class="form-group required"><label class="control-label" for="input-name">User Group Name</label><input type="text" name="name" value="${group?.name ?? ""}" id="input-name" class="form-control" /></div>
<div class="form-group"><label class="control-label">Access Permission</label><div class="well well-sm">
${permissionBoxes(visit.state, groupId, controllers(visit), ({ type, code }) => `extension/${type}/${code}`).map(
  ({ route, isChecked }) =>
    html`<div class="checkbox"><label><input type="checkbox" name="permission[access][]" value="${route}" ${isChecked ? "checked" : ""} /> ${route}</label></div>
`,
)}</div></div>
</form>`,
      ),
    });
  };

const users =
  (page: PageMaker): Controller =>
  (visit) =>
    page(visit, {
      title: "Users",
      content: panel(
        "list",
        "User List",
        html`<form id="form-user">${table(
          ["", "Username", "Status", "Date Added", "Action"],
          visit.state.users.map(
            ({ id, username }) =>
              html`<tr><td class="text-center"><input type="checkbox" name="selected[]" value="${id}" /></td><td class="text-left">${username}</td><td class="text-left">Enabled</td><td class="text-left">20/11/2026</td><td class="text-right">${button(visit.link("user/user/edit", { user_id: id }), "Edit", "pencil", "primary")}</td></tr>`,
          ),
        )}</form>`,
      ),
    });

/** A page of the signed-in admin that asks for a password, as the sign-in page does. */
const userForm =
  (page: PageMaker): Controller =>
  (visit) => {
    const user = visit.state.users.find(({ id }) => String(id) === visit.params.get("user_id"));
    return page(visit, {
      title: "Users",
      crumb: "user/user",
      content: panel(
        "pencil",
        "Edit User",
        html`<form id="form-user">
<div class="form-group"><label class="control-label">Username</label><input type="text" name="username" value="${user?.username ?? ""}" class="form-control" /></div>
<div class="form-group"><label class="control-label">E-Mail</label><input type="text" name="email" value="${user?.email ?? ""}" class="form-control" /></div>
<div class="form-group"><label class="control-label">Password</label><input type="password" name="password" value="" class="form-control" autocomplete="new-password" /></div>
</form>`,
      ),
    });
  };

/** The platform's own controllers, as far as these pages have them. */
function controllers({ state }: Visit): string[] {
  const extensions = state.kind === "opencart-2.3" ? "extension" : "marketplace";
  return [
    ...Object.keys(pages).filter((route) => route.split("/").length === 2),
    ...["extension", "installer", "modification"].map((name) => `${extensions}/${name}`),
    "tool/log",
  ];
}

const pages = {
  "common/dashboard": dashboard,
  "catalog/product": products,
  "sale/order": orderList,
  "setting/store": stores,
  "setting/setting": settings,
  "localisation/language": languages,
  "user/user_permission": groups,
  "user/user_permission/edit": groupForm,
  "user/user": users,
  "user/user/edit": userForm,
};

/** The pages that 2.3 and 3.x have alike, in the frame of one of them. */
export function settingRoutes(page: PageMaker): Record<string, Controller> {
  return Object.fromEntries(Object.entries(pages).map(([route, make]) => [route, make(page)]));
}
