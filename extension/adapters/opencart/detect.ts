import type { Detector } from "../adapter.ts";
import type { Page } from "../page.ts";
import { kinOf } from "./kin.ts";

/**
 * An OpenCart admin page: its address is its own base, it loads the admin's files by relative addresses (the storefront
 * loads `catalog/view/…`), and it has the admin's frame. No word, theme or folder name counts: admins are renamed.
 */
export const opencart: Detector = {
  id: "opencart",
  mounts: [
    // 3.x, ocStore; seen on 3.0.5.1.
    { anchor: "#header ul.navbar-right", position: "prepend", wrap: { tag: "li", className: "" } },
    // 4.x; seen on 4.1.0.4.
    { anchor: "#header ul.navbar-nav", position: "prepend", wrap: { tag: "li", className: "nav-item" } },
    // 2.x; seen on 2.1.0.2.
    { anchor: "#header > ul.nav.pull-right", position: "prepend", wrap: { tag: "li", className: "" } },
    // 1.5; seen on 1.5.6.4.
    { anchor: "#menu > ul.right", position: "prepend", wrap: { tag: "li", className: "" } },
  ],
  detect(page) {
    const adminPath = adminPathOf(page);
    if (!adminPath || kinOf(page)) return null;
    const signedIn = page.has(logoutLink);
    return {
      platform: "opencart",
      label: "OpenCart",
      // An admin theme may have taken the maker's link out of the footer: then it is not known whose it is.
      native: page.has('#footer a[href*="opencart.com"]') ? true : null,
      version: shownVersion(page),
      adminPath,
      entry: "index.php",
      signedIn,
      offerHelp: signedIn,
    };
  },
};

export const logoutLink = 'a[href*="route=common/logout"]';

/** The admin's own folder, where this is a page of the OpenCart family's admin; the base may be http behind a proxy. */
export function adminPathOf(page: Page): string | null {
  const base = page.attribute("base[href]", "href");
  const path = base && URL.parse(base, page.url)?.pathname;
  if (!path?.endsWith("/") || !page.has("#header")) return null;
  if (page.url.pathname !== path && page.url.pathname !== `${path}index.php`) return null;
  return page.has(ownFiles) && (page.has("#content") || page.has("#content-login")) ? path : null;
}

const ownFiles =
  'script[src^="view/javascript/common.js"], script[src^="view/javascript/common.min.js"], link[href^="view/stylesheet/"]';

/** The number in the footer; the words around it are translated. */
export function shownVersion(page: Page): string | null {
  return /\b\d+\.\d+\.\d+(?:\.\d+)?(?:_[a-z0-9]+)?\b/.exec(page.text("#footer, [id^='footer-']") ?? "")?.[0] ?? null;
}
