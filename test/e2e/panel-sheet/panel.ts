import { mountPanel } from "../../../extension/panel/mount.tsx";
import { fakeHost } from "../../support/fake-host.ts";
import { nowMs, panelStates } from "./states.ts";

const query = new URLSearchParams(location.search);
const state = panelStates.find(({ name }) => name === query.get("state")) ?? panelStates[0];
document.documentElement.dir = query.get("dir") ?? "ltr";
Date.now = () => nowMs;

const root = document.querySelector("#root");
if (root && state) {
  const host = fakeHost(state.world);
  // For whoever looks at this page from outside.
  Object.assign(window, { host });
  if (state.isOffline) Object.defineProperty(navigator, "onLine", { get: () => false });
  mountPanel(root, host);
  await state.drive?.(host);
  document.documentElement.dataset.ready = "";
}
