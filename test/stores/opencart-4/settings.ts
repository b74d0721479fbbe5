import { html } from "hono/html";
import { canaries } from "../canaries.ts";
import { orderRows, wares } from "../goods.ts";
import { permissionBoxes } from "../permissions.ts";
import type { Controller, Markup } from "../visit.ts";
import { button, card, page, pager, table } from "./layout.ts";

const dashboard: Controller = (visit) => {
  const tile = (name: string, value: string, icon: string, route: string) =>
    html`<div class="col-lg-3"><div class="tile tile-primary"><div class="tile-heading">${name}</div><div class="tile-body"><i class="fa-solid fa-${icon}"></i><h2 class="float-end">${value}</h2></div><div class="tile-footer"><a href="${visit.link(route)}">View more...</a></div></div></div>`;
  return page(visit, {
    title: "Dashboard",
    content: html`<div class="row">
${tile("Total Orders", "1,042", "shopping-cart", "sale/order")}
${tile("Total Sales", "38.6K", "tag", "sale/order")}
${tile("Total Customers", "617", "user", "sale/order")}
${tile("Products", String(wares.length), "list", "catalog/product")}
</div>
${card("shopping-cart", "Latest Orders", orders())}`,
  });
};

function orders(): Markup {
  return table(
    ["Order ID", "Customer", "E-Mail", "Status", "Total"],
    orderRows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`),
  );
}

const products: Controller = (visit) =>
  page(visit, {
    title: "Products",
    content: card(
      "list",
      "Product List",
      html`<form id="form-product">${table(
        ["", "Product Name", "Price", "Quantity"],
        wares.map(
          (name, index) =>
            html`<tr><td class="text-center"><input type="checkbox" name="selected[]" value="${index + 1}" class="form-check-input"/></td><td>${name}</td><td class="text-end">${(18.5 + index * 7).toFixed(2)}</td><td class="text-end">${40 - index}</td></tr>`,
        ),
      )}</form>`,
      "product",
    ),
  });

const stores: Controller = (visit) =>
  page(visit, {
    title: "Stores",
    content: card(
      "list",
      "Store List",
      html`<form id="form-store" method="post" data-oc-toggle="ajax">${table(
        ["", "Store Name", "Store URL", "Action"],
        visit.state.stores.map(
          ({ id, name, url }) =>
            html`<tr><td class="text-center"><input type="checkbox" name="selected[]" value="${id}" class="form-check-input"/></td><td>${name}${id === 0 ? html` <b>(Default)</b>` : ""}</td><td>${url || visit.root}</td><td class="text-end">${button(
              id === 0 ? visit.link("setting/setting") : visit.link("setting/store.form", { store_id: id }),
              "Edit",
              "pencil",
              "primary",
            )}</td></tr>`,
        ),
      )}</form>`,
      "store",
    ),
  });

/** Holds a password in clear, as the real page does: nothing of ours may ever ask for it. */
const settings: Controller = (visit) => {
  const field = (name: string, value: string) =>
    html`<div class="mb-3"><label class="form-label">${name.replace("config_", "").replaceAll("_", " ")}</label><input type="text" name="${name}" value="${value}" class="form-control"/></div>`;
  return page(visit, {
    title: "Settings",
    crumb: "setting/store",
    content: card(
      "pencil",
      "Edit Setting",
      html`<form id="form-setting">
${field("config_name", visit.state.stores[0]?.name ?? "")}
${field("config_email", canaries.adminEmail)}
<div class="mb-3"><label class="form-label">Theme</label><select name="config_theme" class="form-select"><option value="basic" selected>Default Store Theme</option></select></div>
${field("config_mail_smtp_password", canaries.smtpPassword)}
</form>`,
    ),
  });
};

const languages: Controller = (visit) =>
  page(visit, {
    title: "Languages",
    content: card(
      "list",
      "Language List",
      html`<form id="form-language">${table(
        ["", "Language Name", "Code", "Sort Order", "Action"],
        visit.state.languages.map(
          ({ name, code, isDefault }, index) =>
            html`<tr><td class="text-center"><input type="checkbox" name="selected[]" value="${index + 1}" class="form-check-input"/></td><td>${name}${isDefault ? html` <b>(Default)</b>` : ""}</td><td>${code}</td><td class="text-end">${index + 1}</td><td class="text-end">${button(visit.link("localisation/language.form", { language_id: index + 1 }), "Edit", "pencil", "primary")}</td></tr>`,
        ),
      )}</form>`,
      "language",
    ),
  });

const groups: Controller = (visit) => {
  const count = visit.state.groups.length;
  return page(visit, {
    title: "User Groups",
    content: card(
      "list",
      "User Group",
      html`<form id="form-user-group">${table(
        ["", "User Group Name", "Action"],
        visit.state.groups.map(
          ({ id, name }) =>
            html`<tr><td class="text-center"><input type="checkbox" name="selected[]" value="${id}" class="form-check-input"/></td><td>${name}</td><td class="text-end">${button(visit.link("user/user_permission.form", { user_group_id: id }), "Edit", "pencil", "primary")}</td></tr>`,
        ),
      )}</form>${pager(visit, "user/user_permission.list", { number: 1, pages: 1, summary: `Showing 1 to ${count} of ${count} (1 Pages)` })}`,
      "user-group",
    ),
  });
};

const groupForm: Controller = (visit) => {
  const groupId = visit.params.get("user_group_id");
  const group = visit.state.groups.find(({ id }) => String(id) === groupId);
  const boxes = permissionBoxes(
    visit.state,
    groupId,
    controllers(),
    ({ type, code, vendor }) => `extension/${vendor}/${type}/${code}`,
  );
  return page(visit, {
    title: "User Groups",
    crumb: "user/user_permission",
    content: card(
      "pencil",
      "Edit User Group",
      html`<form id="form-user-group" action="${visit.link("user/user_permission.save")}" method="post" data-oc-toggle="ajax">
<div class="mb-3"><label for="input-name" class="form-label">User Group Name</label><input type="text" name="name" value="${group?.name ?? ""}" id="input-name" class="form-control"/></div>
<div id="user-group-permission" class="form-control"><table class="table">
<thead><tr><th></th><th>Access</th><th>Modify</th></tr></thead>
<tbody>${boxes.map(
        ({ route, isChecked }) =>
          html`<tr><td><label>${route}</label></td>${["access", "modify"].map(
            (right) =>
              html`<td><input type="checkbox" name="permission[${right}][]" value="${route}" class="form-check-input" ${isChecked ? "checked" : ""}/></td>`,
          )}</tr>
`,
      )}</tbody></table></div>
</form>`,
    ),
  });
};

/** The platform's own controllers, as far as these pages have them. */
function controllers(): string[] {
  const own = Object.keys(settingRoutes).filter((route) => !route.includes("."));
  return [...own, "marketplace/extension", "marketplace/installer", "marketplace/modification", "tool/log"];
}

export const settingRoutes: Record<string, Controller> = {
  "common/dashboard": dashboard,
  "catalog/product": products,
  "sale/order": (visit) => page(visit, { title: "Orders", content: card("list", "Order List", orders()) }),
  "setting/store": stores,
  "setting/setting": settings,
  "localisation/language": languages,
  "user/user_permission": groups,
  "user/user_permission.form": groupForm,
};
