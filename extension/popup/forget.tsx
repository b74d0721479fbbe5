import { useSignal } from "@preact/signals";
import { Icon } from "../../shared/ui/icon.tsx";
import type { SiteStatus } from "../messages.ts";
import { hostOf } from "./parts.tsx";
import type { Popup } from "./state.ts";

/** Two presses: what is forgotten cannot be brought back without a new link. */
export function ForgetSite({ popup, status }: { popup: Popup; status: SiteStatus }) {
  const isAsking = useSignal(false);
  const busy = popup.busy.value;
  if (!isAsking.value) {
    return (
      <p class="line end-of-screen">
        <button type="button" class="link sm" onClick={() => (isAsking.value = true)}>
          {status.enrolment ? "Disconnect or forget this site" : "Forget this site"}
        </button>
      </p>
    );
  }
  return (
    <fieldset class="card pad stack end-of-screen" aria-label="Forget this site">
      <p class="sm">
        {status.enrolment
          ? "Disconnecting throws away this browser’s key to support. Forgetting also takes the button out of "
          : "Forgetting takes the button and the permission away from "}
        <b>{hostOf(status.origin)}</b>. Drafts and waiting requests stay in this browser.
      </p>
      <div class="line wrap">
        {status.enrolment ? (
          <button type="button" class="btn small" aria-disabled={busy !== null} onClick={() => popup.disconnect()}>
            {busy === "disconnecting" ? "Disconnecting …" : "Disconnect"}
          </button>
        ) : null}
        <button type="button" class="btn small danger" aria-disabled={busy !== null} onClick={() => popup.forget()}>
          {busy === "forgetting" ? "Forgetting …" : "Forget this site"}
        </button>
        <button type="button" class="btn small quiet" onClick={() => (isAsking.value = false)}>
          <Icon name="back" look="sm flip" />
          Keep it
        </button>
      </div>
    </fieldset>
  );
}
