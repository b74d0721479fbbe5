import type { Detector } from "./adapter.ts";

/**
 * A platform whose every page, for who is signed in, has one link that no other page has; its id is its label in small
 * letters. Small, since it is on every page of an allowed site: the version is left to the capture. `anchor`, `tag`: the
 * bar that the button comes first in, and what that bar's items are.
 */
export const byLink = (label: string, link: string, anchor: string, tag = "div", entry = ""): Detector => {
  const id = label.toLowerCase();
  return {
    id,
    mounts: [{ anchor, position: "prepend", wrap: { tag, className: "" } }],
    detect(page) {
      const href = page.attribute(link, "href");
      // What follows the admin's own folder: a script's name, or Magento's way out with its secret key.
      const adminPath = href && URL.parse(href, page.url)?.pathname.split(/admin\/auth|index\/l|(?<=\/)[^/]*$/)[0];
      return adminPath
        ? {
            platform: id,
            label,
            native: null,
            version: null,
            adminPath,
            entry,
            signedIn: true,
            offerHelp: true,
          }
        : null;
    },
  };
};
