import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { declaredDetector } from "../adapters/declared/detect.ts";
import { detectStore } from "../adapters/detect.ts";
import { openGlance } from "../adapters/page.ts";
import { askBackground } from "../launcher/background.ts";
import { startOnce } from "../launcher/start.ts";

/** In place of store.js on the hosts that a store profile names: what no platform claims, the profile may. */
export default defineUnlistedScript(() => {
  const page = openGlance(document, new URL(location.href));
  void startOnce(page, async () => {
    const known = detectStore(page);
    if (known) return known;
    const matches = (await askBackground("profile.matches")) ?? [];
    return detectStore(page, matches.map(declaredDetector));
  });
});
