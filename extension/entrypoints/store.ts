import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { opencartDetectors } from "../adapters/detect-opencart.ts";
import { firstClaim } from "../adapters/first-claim.ts";
import { openGlance } from "../adapters/page.ts";
import { startOnce } from "../launcher/start.ts";

/**
 * All that the pages of an allowed store get before the click, here of OpenCart and its kin: what is this page, and one
 * button if it is a store's admin.
 * Not WXT's kind of content script: that one sends a message to the page's window, which would tell the page of us.
 */
export default defineUnlistedScript(() => {
  const page = openGlance(document, new URL(location.href));
  void startOnce(page, () => firstClaim(page, opencartDetectors));
});
