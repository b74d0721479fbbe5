import "../../../shared/ui/tokens.css";
import "../../../shared/ui/ui.css";
import "../../popup/popup.css";
import "../../settings/settings.css";
import { render } from "preact";
import { invariant } from "../../../shared/invariant.ts";
import { popupHost } from "../../popup-host.ts";
import { App } from "../../settings/app.tsx";
import { createSettings } from "../../settings/state.ts";

const root = document.getElementById("root");
invariant(root, "settings.html has a root");
const settings = createSettings(popupHost(), new URLSearchParams(location.search).get("store"));
render(<App settings={settings} />, root);
void settings.load();
