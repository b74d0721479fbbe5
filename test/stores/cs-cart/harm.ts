import { type CsCartController, type CsCartVisit, linkOf, redirectTo } from "./visit.ts";

/** Addresses whose bare opening changes this store or sends something off it. */
const places = [
  "tools.store_mode",
  "tools.cleanup_history",
  "tools.create_snapshot",
  "upgrade_center.manage",
  "upgrade_center.refresh",
  "feedback.send",
  "settings.change_store_mode",
  "addons.install",
  "addons.uninstall",
  "addons.update_status",
  "logs.clean",
];

export const harmfulRoutes: Record<string, CsCartController> = Object.fromEntries(
  places.map((place) => [
    place,
    (visit) => {
      visit.state.harm.push(`route ${visit.dispatch}`);
      changeAddon(visit);
      visit.session.notice = "The change was made.";
      return redirectTo(linkOf(visit, "index.index"));
    },
  ]),
);

function changeAddon({ dispatch, params, state }: CsCartVisit): void {
  const addon = state.addons.find(({ id }) => id === params.get("addon"));
  if (!addon) return;
  if (dispatch === "addons.uninstall") addon.status = "N";
  if (dispatch === "addons.install") addon.status = "A";
  if (dispatch === "addons.update_status") addon.status = addon.status === "A" ? "D" : "A";
}

/** Parameters that any page of this admin keeps for the person, whatever else they asked for. */
const keptParameters = ["sl", "currency", "switch_company_id", "backoffice_color_scheme", "main_menu_type"];

export function noteParameters({ params, state }: CsCartVisit): void {
  for (const name of keptParameters) if (params.has(name)) state.harm.push(`parameter ${name}`);
}
