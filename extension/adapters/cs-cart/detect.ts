import type { Detector } from "../adapter.ts";
import type { Glance } from "../page.ts";

/**
 * An admin page of CS-Cart or Multi-Vendor, 2.0 to 4.20: its main column, and a script that starts the admin's own part
 * (a storefront's starts `C`). The admin's script is renamed by everyone who follows the handbook, so no file name
 * counts; titles are translated. Read of the templates of sixteen releases, 2026-11; never seen running.
 */
export function backOffice(label: string, isMarketplace: boolean): Detector {
  const id = label.toLowerCase();
  return {
    id,
    // In a row with what stands there, so the maker's own help is never covered: 4.18 on; 4.0 to 4.17, 3.x, 2.x.
    mounts: [
      { anchor: "#top_bar_right", position: "prepend", wrap: null },
      {
        anchor: ".navbar-right, #alt_menu, #menu_first_level",
        position: "prepend",
        wrap: { tag: "li", className: "" },
      },
    ],
    detect(page) {
      const script = page.has("[id^=main_column]") ? scriptsOf(page) : "";
      if (!/runCart\(.A/.test(script)) return null;
      if ((isVendors(page) || /product_edition["': ]+mve/i.test(script)) !== isMarketplace) return null;
      const [, adminPath = "", entry = ""] = /(.*\/)(.*)/.exec(page.url.pathname) ?? [];
      const signedIn = page.has(logoutLink);
      return {
        platform: id,
        label,
        native: null,
        // 4.12.2.SP2 on; earlier pages show none.
        version: /product_version["': ]+(\d[\w.]{0,40})/.exec(script)?.[1] ?? null,
        adminPath,
        entry,
        signedIn,
        offerHelp: signedIn,
      };
    },
  };
}

export const csCart = backOffice("CS-Cart", false);

export const logoutLink = 'a[href*="=auth.logout"]';

/** The page's own scripts, as far as they are looked at: what they are told of the store stands after their texts. */
export function scriptsOf(page: Glance): string {
  return page
    .all("script")
    .slice(0, 200)
    .map((script) => page.text(script, 40_000))
    .join();
}

/** A vendor's own panel: told by its script's name, and from 4.10 on also where that is renamed. */
export function isVendors(page: Glance): boolean {
  return page.has("body.vendor-area") || /\/vendor.php$/.test(page.url.pathname);
}
