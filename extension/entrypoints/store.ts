import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { detectStore } from "../adapters/detect.ts";
import { openGlance } from "../adapters/page.ts";
import { startOnce } from "../launcher/start.ts";

/**
 * All that an allowed store's pages get before the click: what is this page, and one button if it is a store's admin.
 * Not WXT's kind of content script: that one sends a message to the page's window, which would tell the page of us.
 */
export default defineUnlistedScript(() => {
  const page = openGlance(document, new URL(location.href));
  void startOnce(page, () => detectStore(page));
});
