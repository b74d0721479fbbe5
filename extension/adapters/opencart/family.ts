import type { Detector, Mount } from "../adapter.ts";
import type { Glance } from "../page.ts";

/**
 * The header's own row of links: of 3.x and 4.x, of 2.x and Arastta, of 1.5, of OverClocked; no version has two of them.
 * Ports keep the classes and put a suffix to the ids. Seen on 1.5.6.4, 2.1.0.2, 3.0.5.1, 4.1.0.4 and 1.11.1.
 */
const mount: Mount = {
  anchor: "#header .navbar-nav,[id^=header]>.pull-right,[id^=menu]>.right,#menu>.menu",
  position: "prepend",
  // The class means something in 4.x alone.
  wrap: { tag: "li", className: "nav-item" },
};

export const logoutLink = 'a[href*="route=common/logout"]';
export const shownFooter = "#footer,[id^=footer-]";

/** A port has no sign-out of its own: who is offered its links with a token is signed in. */
export const portLink = '[href*="route="][href*="token="]';

/**
 * One of the family; its id is its label in small letters. `mark`: what its pages alone have, or what their footer alone
 * says. `footer`: where it shows its version. `component`: its name, where it runs within Joomla.
 */
export function member(label: string, mark: string | RegExp, footer = shownFooter, component?: string): Detector {
  const id = label.toLowerCase().replace(" ", "-");
  return {
    id,
    mounts: [mount],
    detect(page) {
      const adminPath = /^(.*\/)(index\.php)?$/.exec(page.url.pathname)?.[1];
      const said = page.text(footer) ?? "";
      const isIn = adminPath && (component ? isInJoomla(page, component) : isOwnAdmin(page, adminPath));
      if (!isIn || !(typeof mark === "string" ? page.has(mark) : mark.test(said))) return null;
      const signedIn = component !== undefined || page.has(logoutLink);
      return {
        platform: id,
        label,
        native: false,
        version: versionIn(said),
        adminPath,
        entry: "index.php",
        signedIn,
        offerHelp: signedIn,
      };
    },
  };
}

/** In Joomla's own admin, or in its front for an admin there; base and ids are not OpenCart's any more. */
function isInJoomla({ url }: Glance, component: string): boolean {
  const { href, searchParams } = url;
  return searchParams.get("option") === component && /\/administrator\/|[?&]view=admin\b/.test(href);
}

/**
 * An admin's address is its own base, it loads the admin's files by relative addresses (the storefront loads
 * `catalog/view/…`), and it has the admin's frame. The base may be http behind a proxy. No word, theme or folder name
 * counts: admins are renamed.
 */
function isOwnAdmin(page: Glance, folder: string): boolean {
  const base = page.attribute("base[href]", "href");
  return (
    base !== null &&
    URL.parse(base, page.url)?.pathname === folder &&
    page.has('[src^="view/javascript/common."],link[href^="view/stylesheet/"]', "#header", "#content,#content-login")
  );
}

/** The number in a footer; the words around it are translated. */
export function versionIn(footer: string): string | null {
  return /\b\d+(\.\d+){2,3}(_\w+)?/.exec(footer)?.[0] ?? null;
}
