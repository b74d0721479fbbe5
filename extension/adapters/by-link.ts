import type { Detector, StoreClaim } from "./adapter.ts";

/** What is enough to tell an admin whose every page, once signed in, has one link that no other page has. */
export interface LinkMark extends Pick<StoreClaim, "label" | "entry"> {
  id: string;
  link: string;
  /** Fits the path that the link leads to; the first group is the admin's own folder. */
  folder: RegExp;
  /** The element that says the version: as `ver` in its address, or first of its numbers in its text. */
  version: string;
  /** Where the button can stand: the anchor that it comes first in, and the tag of that bar's items. */
  mounts: readonly (readonly [anchor: string, tag: string])[];
}

/** Not claimed while signed out: then that link is not there. */
export function byLink({ id, label, entry, link, folder, version, mounts }: LinkMark): Detector {
  return {
    id,
    mounts: mounts.map(([anchor, tag]) => ({ anchor, position: "prepend", wrap: { tag, className: "" } })),
    detect(page) {
      const href = page.attribute(link, "href");
      const adminPath = folder.exec((href && URL.parse(href, page.url)?.pathname) || "")?.[1];
      if (!adminPath) return null;
      const shown = page.attribute(version, "href")?.split("ver=")[1] ?? page.text(version) ?? "";
      return {
        platform: id,
        label,
        native: null,
        version: /\d+\.\d[\w.-]*/.exec(shown)?.[0] ?? null,
        adminPath,
        entry,
        signedIn: true,
        offerHelp: true,
      };
    },
  };
}
