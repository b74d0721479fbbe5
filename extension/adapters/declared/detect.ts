import { fitsGlob, folderOf } from "../../../shared/path-glob.ts";
import type { ProfileMatch } from "../../../shared/profile-parts.ts";
import type { Detector } from "../adapter.ts";
import type { Glance } from "../page.ts";

/** Tells a store that a profile describes: on the very sites that it names, and nowhere else. */
export function declaredDetector({ id, label, match }: ProfileMatch): Detector {
  return {
    id: platformOf(id),
    // Nobody knows the admin's own controls: the button floats.
    mounts: [],
    detect(page) {
      const { origins, path, mustExist, mustNotExist } = match;
      if (!origins.includes(page.url.origin) || !fitsGlob(path, page.url.pathname)) return null;
      if (!mustExist.every((selector) => stands(page, selector))) return null;
      if (mustNotExist.some((selector) => stands(page, selector))) return null;
      const signedIn = stands(page, match.signedIn);
      return {
        platform: platformOf(id),
        label,
        native: null,
        version: null,
        adminPath: folderOf(path),
        entry: "",
        signedIn,
        offerHelp: signedIn,
      };
    },
  };
}

export function platformOf(profileId: string): string {
  return `declared:${profileId}`;
}

/** A selector that this browser cannot read finds nothing; profiles outlive browsers. */
export function stands(page: Glance, selector: string): boolean {
  try {
    return page.has(selector);
  } catch {
    return false;
  }
}
