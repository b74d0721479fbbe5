import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { detectStore } from "../adapters/detect.ts";
import { openPage } from "../adapters/page.ts";

/** What the page in front is: asked by the popup, once the person pressed our icon there. Draws and keeps nothing. */
export default defineUnlistedScript(() => detectStore(openPage(document, new URL(location.href)))?.claim ?? null);
