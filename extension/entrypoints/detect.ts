import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { matchOf } from "../../shared/profile-parts.ts";
import { declaredDetector } from "../adapters/declared/detect.ts";
import { detectors, detectStore } from "../adapters/detect.ts";
import { openGlance } from "../adapters/page.ts";

/** What the page in front is: asked by the popup, once the person pressed our icon there. Draws and keeps nothing. */
export default defineUnlistedScript(() => {
  const declared = (globalThis.deskbellProfiles ?? []).map((profile) => declaredDetector(matchOf(profile)));
  return detectStore(openGlance(document, new URL(location.href)), [...declared, ...detectors])?.claim ?? null;
});
