import "../../../shared/ui/tokens.css";
import "../../../shared/ui/ui.css";
import "../../popup/popup.css";
import { render } from "preact";
import { browser } from "wxt/browser";
import { invariant } from "../../../shared/invariant.ts";
import { siteOf } from "../../origins.ts";
import { App } from "../../popup/app.tsx";
import { createRole } from "../../popup/reseller-role.ts";
import { createPopup } from "../../popup/state.ts";
import { popupHost, resellerHost } from "../../popup-host.ts";

const root = document.getElementById("root");
invariant(root, "popup.html has a root");
const laterScreens = () => import("../../popup/reseller/later.tsx");
const reseller = resellerHost();
const early = reseller.early();
const [[tab], Screens] = await Promise.all([
  browser.tabs.query({ active: true, currentWindow: true }),
  early ? laterScreens().then(({ ResellerScreens }) => ResellerScreens) : null,
]);
const popup = createPopup(popupHost(), { tabId: tab?.id ?? -1 });
const role = createRole(reseller, siteOf(tab?.url), laterScreens, early && Screens && { clients: early, Screens });
render(<App popup={popup} role={role} />, root);
void role.start();
void popup.open();
