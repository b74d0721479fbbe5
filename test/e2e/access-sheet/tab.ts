import { mountAccess } from "../../../extension/access/mount.tsx";
import { fakeAccessHost, nowMs, storeOrigin, ticketId } from "../../support/fake-access-host.ts";
import { accessStates } from "./states.ts";
import "../../../shared/access-problems.ts";

const query = new URLSearchParams(location.search);
const state = accessStates.find(({ name }) => name === query.get("state")) ?? accessStates[0];
history.replaceState(null, "", `?${new URLSearchParams({ store: storeOrigin, ticket: ticketId })}`);
Date.now = () => nowMs;

const root = document.querySelector("#root");
if (root && state) {
  if (state.isOffline) Object.defineProperty(navigator, "onLine", { get: () => false });
  mountAccess(root, fakeAccessHost(state.world));
  await settled();
  for (const step of state.drive ?? []) {
    await step(root);
    await settled();
  }
  document.documentElement.dataset.ready = "";
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 60));
}
