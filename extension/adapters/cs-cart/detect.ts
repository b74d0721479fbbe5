import type { Detector } from "../adapter.ts";
import type { Glance } from "../page.ts";

/**
 * An admin page of CS-Cart or Multi-Vendor, 2.0 to 4.20: its main column, and a script that starts the admin's own part.
 * The admin's script is renamed by everyone who follows the handbook, so no file name counts; titles are translated.
 * Read of the templates of sixteen releases, 2026-11; never seen running.
 */
export const backOffice = (id: string, label: string, isMarketplace: boolean): Detector => ({
  id,
  mounts: [
    // 4.13 on: beside the maker's own help, which is never covered.
    { anchor: "#opener_help_center_popup", position: "before", wrap: null },
    // 4.18 on.
    { anchor: "#top_bar_right", position: "prepend", wrap: null },
    // 4.0 to 4.17.
    { anchor: "#header_navbar ul.navbar-right", position: "prepend", wrap: { tag: "li", className: "" } },
    // 3.x, then 2.x.
    { anchor: "#top_menu #alt_menu, ul#menu_first_level", position: "append", wrap: { tag: "li", className: "" } },
  ],
  detect(page) {
    if (!page.has("#main_column, #main_column_login") || page.has("#tygh_main_container")) return null;
    const script = scriptsOf(page);
    if (!/runCart\(.A|index_script/.test(script) || /runCart\(.C/.test(script)) return null;
    if ((isVendors(page) || /product_edition\W{1,6}mve/i.test(script)) !== isMarketplace) return null;
    const { pathname } = page.url;
    const cut = pathname.lastIndexOf("/") + 1;
    const signedIn = page.has(logoutLink);
    return {
      platform: id,
      label,
      native: null,
      // 4.12.2.SP2 on; earlier pages show none.
      version: /product_version\W{1,6}(\d[\w.]{0,40})/.exec(script)?.[1] ?? null,
      adminPath: pathname.slice(0, cut),
      entry: pathname.slice(cut),
      signedIn,
      offerHelp: signedIn,
    };
  },
});

export const csCart = backOffice("cs-cart", "CS-Cart", false);

export const logoutLink = 'a[href*="dispatch=auth.logout"]';

/** The page's own scripts, as far as they are looked at: what they are told of the store stands after their texts. */
export function scriptsOf(page: Glance): string {
  return page
    .all("script:not([src])")
    .slice(0, 40)
    .map((script) => page.text(script, 40_000))
    .join("\n");
}

/** A vendor's own panel: told by its script's name, and from 4.10 on also where that is renamed. */
export function isVendors(page: Glance): boolean {
  return page.has("body.vendor-area") || page.url.pathname.endsWith("/vendor.php");
}
