import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { detectStore } from "../adapters/detect.ts";
import { openPage } from "../adapters/page.ts";
import { askBackground, hearBackground, ownAddress } from "../launcher/background.ts";
import { openLauncher } from "../launcher/launcher.ts";

declare global {
  /** Set once in our own world of the page: registered and injected, this script can arrive twice. */
  var deskbellStore: true | undefined;
}

/**
 * All that an allowed store's pages get before the click: what is this page, and one button if it is a store's admin.
 * Not WXT's kind of content script: that one sends a message to the page's window, which would tell the page of us.
 */
export default defineUnlistedScript(() => {
  if (globalThis.deskbellStore) return;
  globalThis.deskbellStore = true;
  void start();
});

async function start(): Promise<void> {
  const page = openPage(document, new URL(location.href));
  const found = detectStore(page);
  if (!found?.claim.offerHelp) return;
  const state = await askBackground("store.seen", found.claim);
  if (!state) return;

  const launcher = openLauncher({
    page,
    mounts: found.detector.mounts,
    state,
    panelUrl: () => ownAddress("panel.html"),
    arranged: (arrangement) => void askBackground("launcher.arranged", arrangement),
    interfered: () => void askBackground("launcher.interfered"),
  });
  hearBackground((event) => {
    if (event.kind === "launcher.state") launcher.show(event.state);
    if (event.kind === "launcher.close") launcher.close();
    if (event.kind === "launcher.hide") launcher.hide(event.isHidden);
    if (event.kind === "launcher.gone") {
      globalThis.deskbellStore = undefined;
      launcher.remove();
    }
  });
}
