import { html, raw } from "hono/html";
import { dropOrphans } from "../harm.ts";
import { type ExtensionFile, settingKey } from "../state.ts";
import type { Controller, Markup, Visit } from "../visit.ts";
import { action, page, table } from "./layout.ts";

interface Column {
  name: string;
  align: "left" | "right" | "center";
  cell: (row: { isOn: boolean; rank: number }) => string;
}

const status: Column = { name: "Status", align: "left", cell: ({ isOn }) => (isOn ? "Enabled" : "Disabled") };
const order: Column = { name: "Sort Order", align: "right", cell: ({ isOn, rank }) => (isOn ? String(rank) : "") };
const picture: Column = { name: "", align: "center", cell: () => "" };

/** Each type's page, and what stands between a row's name and its links. */
const types: Readonly<Record<string, { title: string; name: string; between: readonly Column[] }>> = {
  feed: { title: "Product Feeds", name: "Product Feed Name", between: [status] },
  module: { title: "Modules", name: "Module Name", between: [] },
  payment: { title: "Payment", name: "Payment Method", between: [picture, status, order] },
  shipping: { title: "Shipping", name: "Shipping Method", between: [status, order] },
  total: { title: "Order Totals", name: "Order Totals", between: [status, order] },
};

export const extensionTypes = Object.keys(types);

/** Looking at this list uninstalls every extension of the type whose file is missing. */
const list =
  (type: string, { title, name, between }: (typeof types)[string]): Controller =>
  (visit) => {
    dropOrphans(visit.state, type);
    const rows = visit.state.files
      .filter((file) => file.type === type)
      .map((file, rank) => rowOf(visit, file, between, rank));
    return page(visit, {
      title,
      icon: type,
      content: table([{ name, align: "left" }, ...between, { name: "Action", align: "right" }], rows),
    });
  };

function rowOf({ state, link }: Visit, file: ExtensionFile, between: readonly Column[], rank: number): Markup {
  const { type, code, nameHtml } = file;
  const isRegistered = state.registered.some((entry) => entry.type === type && entry.code === code);
  const isOn = isRegistered && state.settings[settingKey(file)]?.[`${settingKey(file)}_status`] === "1";
  const change = (method: string) => link(`extension/${type}/${method}`, { extension: code });
  return html`<tr>
<td class="left">${raw(nameHtml)}</td>
${between.map(({ align, cell }) => html`<td class="${align}">${cell({ isOn, rank })}</td>`)}
<td class="right">${
    isRegistered
      ? html`${action(link(`${type}/${code}`), "Edit")} ${action(change("uninstall"), "Uninstall")}`
      : action(change("install"), "Install")
  }</td>
</tr>
`;
}

/** A third party's own page. */
const acmeQuick: Controller = (visit) =>
  page(visit, {
    title: "Acme Quick Checkout",
    icon: "module",
    content: html`<p>One-page checkout, version 3.1.2.</p>`,
  });

export const extensionRoutes: Record<string, Controller> = {
  ...Object.fromEntries(Object.entries(types).map(([type, about]) => [`extension/${type}`, list(type, about)])),
  "module/acme_quick": acmeQuick,
};
