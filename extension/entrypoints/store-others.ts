import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { otherDetectors } from "../adapters/detect-others.ts";
import { firstClaim } from "../adapters/first-claim.ts";
import { openGlance } from "../adapters/page.ts";
import { startOnce } from "../launcher/start.ts";

/** In place of store.js on the pages of stores that are no kin of OpenCart. */
export default defineUnlistedScript(() => {
  const page = openGlance(document, new URL(location.href));
  void startOnce(page, () => firstClaim(page, otherDetectors));
});
