import { html } from "hono/html";
import { type Markup, mayOpen, type Visit } from "./visit.ts";

export interface MenuSection {
  id: string;
  name: string;
  icon: string;
  links: [name: string, route: string][];
}

/** Of 3.x and 4.x. */
const sections: MenuSection[] = [
  { id: "catalog", name: "Catalog", icon: "tag", links: [["Products", "catalog/product"]] },
  {
    id: "extension",
    name: "Extensions",
    icon: "puzzle-piece",
    links: [
      ["Installer", "marketplace/installer"],
      ["Extensions", "marketplace/extension"],
      ["Modifications", "marketplace/modification"],
    ],
  },
  { id: "sale", name: "Sales", icon: "shopping-cart", links: [["Orders", "sale/order"]] },
  {
    id: "system",
    name: "System",
    icon: "cog",
    links: [
      ["Settings", "setting/store"],
      ["User Groups", "user/user_permission"],
      ["Languages", "localisation/language"],
      ["Error Logs", "tool/log"],
    ],
  },
];

/** The left menu. People see only what their group may open; the section of the open page is unfolded. */
export function menu(
  visit: Visit,
  icons: { style: string; home: string },
  toggle: "data-toggle" | "data-bs-toggle",
): Markup {
  const shown = openSections(visit, sections);
  const attribute = (name: string) => html`${name}="collapse"`;
  return html`<nav id="column-left">
<div id="navigation"><span class="${icons.style} fa-bars"></span> Navigation</div>
<ul id="menu">
<li id="menu-dashboard"><a href="${visit.link("common/dashboard")}"><i class="${icons.style} fa-${icons.home}"></i> Dashboard</a></li>
${shown.map((section) => {
  const isOpen = section.links.some(([, route]) => visit.route.startsWith(route));
  return html`<li id="menu-${section.id}"><a href="#collapse-${section.id}" ${attribute(toggle)} class="parent ${isOpen ? "" : "collapsed"}"><i class="${icons.style} fa-${section.icon}"></i> ${section.name}</a>
<ul id="collapse-${section.id}" class="collapse ${isOpen ? "in show" : ""}">${section.links.map(
    ([name, route]) =>
      html`<li class="${visit.route.startsWith(route) ? "active" : ""}"><a href="${visit.link(route)}">${name}</a></li>`,
  )}</ul></li>
`;
})}</ul>
</nav>`;
}

/** What the person's group may open. */
export function openSections(visit: Visit, all: readonly MenuSection[]): MenuSection[] {
  return all
    .map((section) => ({ ...section, links: section.links.filter(([, route]) => mayOpen(visit, route)) }))
    .filter(({ links }) => links.length > 0);
}
