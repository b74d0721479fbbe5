import "../../../shared/ui/tokens.css";
import "../../../shared/ui/ui.css";
import "../../popup/popup.css";
import { render } from "preact";
import { browser } from "wxt/browser";
import { invariant } from "../../../shared/invariant.ts";
import { App } from "../../popup/app.tsx";
import { createPopup } from "../../popup/state.ts";
import { popupHost } from "../../popup-host.ts";

const root = document.getElementById("root");
invariant(root, "popup.html has a root");
const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
const popup = createPopup(popupHost(), { tabId: tab?.id ?? -1 });
render(<App popup={popup} />, root);
void popup.open();
