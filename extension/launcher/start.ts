import type { Found } from "../adapters/first-claim.ts";
import type { Glance } from "../adapters/page.ts";
import { askBackground, hearBackground, ownAddress } from "./background.ts";
import { openLauncher } from "./launcher.ts";

declare global {
  /** Set in our own world of the page while there is a button, or one is being looked for: scripts can arrive twice. */
  var deskbellStore: true | undefined;
}

/** Looks once at the page, and puts the button there where it is a store's admin. */
export async function startOnce(page: Glance, look: () => Found | null | Promise<Found | null>): Promise<void> {
  // An element of the page that takes this id stands here too, and is not what was put here.
  if (globalThis.deskbellStore === true) return;
  globalThis.deskbellStore = true;
  const found = await look();
  const state = found?.claim.offerHelp && (await askBackground("store.seen", found.claim));
  if (!found || !state) {
    // A store profile that is imported later may find something here.
    globalThis.deskbellStore = undefined;
    return;
  }
  const launcher = openLauncher({
    page,
    mounts: found.detector.mounts,
    state,
    panelUrl: () => ownAddress("panel.html"),
    arranged: (arrangement) => void askBackground("launcher.changed", { kind: "arranged", arrangement }),
    interfered: () => void askBackground("launcher.changed", { kind: "interfered" }),
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
