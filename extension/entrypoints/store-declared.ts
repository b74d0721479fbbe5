import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { declaredDetector } from "../adapters/declared/detect.ts";
import { firstClaim } from "../adapters/first-claim.ts";
import { openGlance } from "../adapters/page.ts";
import { askBackground } from "../launcher/background.ts";
import { startOnce } from "../launcher/start.ts";

/** In place of store.js on the hosts that a store profile names: there the profile says what is a store's admin. */
export default defineUnlistedScript(() => {
  const page = openGlance(document, new URL(location.href));
  void startOnce(page, async () => {
    const matches = (await askBackground("profile.matches")) ?? [];
    return firstClaim(page, matches.map(declaredDetector));
  });
});
