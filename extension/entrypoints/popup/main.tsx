import "../../../shared/ui/tokens.css";
import "../../../shared/ui/ui.css";
import "../../popup/popup.css";
import { render } from "preact";
import { browser } from "wxt/browser";
import { invariant } from "../../../shared/invariant.ts";
import { App } from "../../popup/app.tsx";
import { browserHost } from "../../popup/browser-host.ts";
import { createPopup } from "../../popup/state.ts";

const root = document.getElementById("root");
invariant(root, "popup.html has a root");
const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
const popup = createPopup(browserHost(), { tabId: tab?.id ?? -1 });
render(<App popup={popup} />, root);
void popup.load();
