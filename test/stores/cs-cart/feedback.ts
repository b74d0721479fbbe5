import { html } from "hono/html";
import { canaries } from "../canaries.ts";
import type { Markup } from "../visit.ts";
import { page } from "./layout.ts";
import { type CsCartController, type CsCartVisit, linkOf } from "./visit.ts";

const row = (name: string, value: string | Markup): Markup =>
  html`<tr><td><input type="checkbox" name="fdata[]" checked="checked" /></td><td>${name}</td><td>${value}</td></tr>`;
const heading = (title: string): Markup => html`<tr><td colspan="3"><h4>${title}</h4></td></tr>`;
const rows = (values: Record<string, string>): Markup[] =>
  Object.entries(values).map(([name, value]) => row(name, value));

function table(section: string, lines: readonly (readonly (string | number)[])[]): Markup {
  const body = lines.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`);
  return html`<tr><td colspan="3"><table id="parameters_${section}" class="table">${body}</table></td></tr>`;
}

/** What the maker would be sent; it counts people, and names the settings. */
export const prepareFeedback: CsCartController = (visit) => {
  const content = html`<form action="${linkOf(visit, "feedback.send")}" method="get" name="feedback_form"><table class="table table-condensed">${sections(visit)}</table></form>`;
  return page(
    visit,
    "Send feedback",
    html`<div id="content_groupfeedback">${content}<!--content_groupfeedback--></div>`,
    { content_groupfeedback: content },
  );
};

function sections({ state, root }: CsCartVisit): Markup[] {
  const { hostname } = new URL(root);
  return [
    heading("Installation"),
    ...rows({
      version: state.version,
      type: "ULTIMATE",
      status: "",
      build: "",
      domain: hostname,
      url: root,
      mode: "ultimate",
    }),
    heading("General"),
    ...rows({ current_theme: "responsive", current_style: "Modern", companies: "2", layouts: "3" }),
    heading("Languages"),
    ...rows({ en: "A", de: "D" }),
    heading("Settings"),
    ...rows({
      company_phone: "+49 30 5550137",
      mailer_smtp_username: canaries.adminEmail,
      mode: "catalog",
      version: "7",
    }),
    heading("Users"),
    ...rows({ administrators: "2", customers: "1042" }),
    heading("Add-ons"),
    table(
      "addons",
      state.addons.map(({ id, status }, index) => [id, status, index * 100, 1_790_000_000 + index]),
    ),
    heading("Installed upgrades"),
    table("installed_upgrades", [["CS-Cart upgrade", "4.17.1", 1_788_000_000]]),
    heading("Local modifications"),
    table("local_modifications", [
      ["/app/addons/", 0],
      ["/app/controllers/", 2],
      ["/app/functions/", 1],
      ["/app/Tygh/", 0],
    ]),
    heading("Environment"),
    ...rows({
      php_version: "8.1.29",
      php_os: "Linux",
      php_sapi: "fpm-fcgi",
      php_int_size: "8",
      db_version: "10.6.18",
      db_engine: "MariaDB",
      web_server: "nginx/1.24.0",
    }),
  ];
}
