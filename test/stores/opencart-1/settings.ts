import { html } from "hono/html";
import { canaries } from "../canaries.ts";
import { orderRows, wares } from "../goods.ts";
import { permissionBoxes } from "../permissions.ts";
import type { Controller, Markup } from "../visit.ts";
import { choices, page, results, table } from "./layout.ts";

const dashboard: Controller = (visit) =>
  page(visit, {
    title: "Dashboard",
    icon: "home",
    content: html`<div class="overview"><div class="dashboard-heading">Overview</div><div class="dashboard-content"><table>
<tr><td>Total Sales:</td><td>38.6K</td></tr>
<tr><td>Total Orders:</td><td>1042</td></tr>
<tr><td>No. of Customers:</td><td>617</td></tr>
</table></div></div>
<div class="latest"><div class="dashboard-heading">Latest 10 Orders</div><div class="dashboard-content">${orders()}</div></div>`,
  });

function orders(): Markup {
  return table(
    ["Order ID", "Customer", "E-Mail", "Status", "Total"].map((name) => ({ name, align: "left" })),
    orderRows.map((cells) => html`<tr>${cells.map((cell) => html`<td class="left">${cell}</td>`)}</tr>`),
  );
}

const products: Controller = (visit) =>
  page(visit, {
    title: "Products",
    icon: "product",
    content: choices(
      ["Product Name", "Price", "Quantity", "Status"],
      wares.map((name, index) => ({
        id: index + 1,
        cells: [name, (18.5 + index * 7).toFixed(2), String(40 - index), "Enabled"],
        edit: visit.link("catalog/product/update", { product_id: index + 1 }),
      })),
    ),
  });

const stores: Controller = (visit) =>
  page(visit, {
    title: "Settings",
    icon: "setting",
    content: choices(
      ["Store Name", "Store URL"],
      visit.state.stores.map(({ id, name, url }) => ({
        id,
        cells: [html`${name}${id === 0 ? html` <b>(Default)</b>` : ""}`, url || visit.root],
        edit: id === 0 ? visit.link("setting/setting") : visit.link("setting/store/update", { store_id: id }),
      })),
    ),
  });

/** Holds passwords in clear, as the real page does: nothing of ours may ever ask for it. */
const settings: Controller = (visit) => {
  const field = (label: string, name: string, value: string) =>
    html`<tr><td>${label}</td><td><input type="text" name="${name}" value="${value}" size="40" /></td></tr>`;
  return page(visit, {
    title: "Settings",
    icon: "setting",
    crumb: "setting/setting",
    content: html`<form id="form"><table class="form">
${field("Store Name:", "config_name", visit.state.stores[0]?.name ?? "")}
${field("E-Mail:", "config_email", canaries.adminEmail)}
<tr><td>Template:</td><td><select name="config_template"><option value="default" selected="selected">default</option></select></td></tr>
${field("FTP Password:", "config_ftp_password", canaries.ftpPassword)}
${field("SMTP Password:", "config_smtp_password", canaries.smtpPassword)}
${field("Encryption Key:", "config_encryption", canaries.encryptionKey)}
</table></form>`,
  });
};

const languages: Controller = (visit) =>
  page(visit, {
    title: "Languages",
    icon: "language",
    content: html`${choices(
      ["Language Name", "Code", "Sort Order"],
      visit.state.languages.map(({ name, code, isDefault }, index) => ({
        id: index + 1,
        cells: [html`${name}${isDefault ? html` <b>(Default)</b>` : ""}`, code, String(index + 1)],
        edit: visit.link("localisation/language/update", { language_id: index + 1 }),
      })),
    )}${results(visit.state.languages.length)}`,
  });

const groups: Controller = (visit) =>
  page(visit, {
    title: "User Group",
    icon: "user-group",
    content: html`${choices(
      ["User Group Name"],
      visit.state.groups.map(({ id, name }) => ({
        id,
        cells: [name],
        edit: visit.link("user/user_permission/update", { user_group_id: id }),
      })),
    )}${results(visit.state.groups.length)}`,
  });

const groupForm: Controller = (visit) => {
  const groupId = visit.params.get("user_group_id");
  const boxes = permissionBoxes(visit.state, groupId, controllers(), ({ type, code }) => `${type}/${code}`);
  const scrollbox = (right: string) =>
    html`<div class="scrollbox">${boxes.map(
      ({ route, isChecked }, index) =>
        html`<div class="${index % 2 ? "odd" : "even"}"><input type="checkbox" name="permission[${right}][]" value="${route}" ${isChecked ? html`checked="checked"` : ""} /> ${route}</div>
`,
    )}</div>`;
  return page(visit, {
    title: "User Group",
    icon: "user-group",
    crumb: "user/user_permission",
    content: html`<form method="post" enctype="multipart/form-data" id="form"><table class="form">
<tr><td><span class="required">*</span> User Group Name:</td><td><input type="text" name="name" value="${visit.state.groups.find(({ id }) => String(id) === groupId)?.name ?? ""}" /></td></tr>
<tr><td>Access Permission:</td><td>${scrollbox("access")}</td></tr>
<tr><td>Modify Permission:</td><td>${scrollbox("modify")}</td></tr>
</table></form>`,
  });
};

const users: Controller = (visit) =>
  page(visit, {
    title: "User",
    icon: "user",
    content: html`${choices(
      ["Username", "Status", "Date Added"],
      visit.state.users.map(({ id, username }) => ({
        id,
        cells: [username, "Enabled", "20/11/2026"],
        edit: visit.link("user/user/update", { user_id: id }),
      })),
    )}${results(visit.state.users.length)}`,
  });

/** A page of the signed-in admin that asks for a password, as the sign-in page does. */
const userForm: Controller = (visit) => {
  const user = visit.state.users.find(({ id }) => String(id) === visit.params.get("user_id"));
  return page(visit, {
    title: "User",
    icon: "user",
    crumb: "user/user",
    content: html`<form id="form"><table class="form">
<tr><td>Username:</td><td><input type="text" name="username" value="${user?.username ?? ""}" /></td></tr>
<tr><td>E-Mail:</td><td><input type="text" name="email" value="${user?.email ?? ""}" /></td></tr>
<tr><td>Password:</td><td><input type="password" name="password" value="" autocomplete="new-password" /></td></tr>
</table></form>`,
  });
};

/** The platform's own controllers, as far as these pages have them. */
function controllers(): string[] {
  const lists = ["feed", "module", "payment", "shipping", "total"].map((type) => `extension/${type}`);
  return [...Object.keys(settingRoutes).filter((route) => route.split("/").length === 2), ...lists, "tool/error_log"];
}

export const settingRoutes: Record<string, Controller> = {
  "common/home": dashboard,
  "catalog/product": products,
  "sale/order": (visit) => page(visit, { title: "Orders", icon: "order", content: orders() }),
  "setting/store": stores,
  "setting/setting": settings,
  "localisation/language": languages,
  "user/user_permission": groups,
  "user/user_permission/update": groupForm,
  "user/user": users,
  "user/user/update": userForm,
};
