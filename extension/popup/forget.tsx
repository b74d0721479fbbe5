import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../shared/ui/icon.tsx";
import type { SiteStatus } from "../messages.ts";
import { hostOf } from "./parts.tsx";
import type { Popup } from "./state.ts";

/** Two presses: what is forgotten cannot be brought back without a new link. */
export function ForgetSite({ popup, status }: { popup: Popup; status: SiteStatus }) {
  const isAsking = useSignal(false);
  const isBack = useSignal(false);
  if (isAsking.value) {
    const keep = () => {
      isBack.value = true;
      isAsking.value = false;
    };
    return <Asking popup={popup} status={status} onKeep={keep} />;
  }
  const ask = () => {
    isAsking.value = true;
  };
  return <ForgetLink isConnected={status.enrolment !== null} hasFocus={isBack.value} onPress={ask} />;
}

interface LinkProps {
  isConnected: boolean;
  hasFocus: boolean;
  onPress: () => void;
}

function ForgetLink({ isConnected, hasFocus, onPress }: LinkProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (hasFocus) button.current?.focus();
  }, []);
  return (
    <p class="line end-of-screen">
      <button ref={button} type="button" class="link sm" onClick={onPress}>
        {isConnected ? "Disconnect or forget this site" : "Forget this site"}
      </button>
    </p>
  );
}

function Asking({ popup, status, onKeep }: { popup: Popup; status: SiteStatus; onKeep: () => void }) {
  const busy = popup.busy.value;
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <fieldset
      class="card pad stack end-of-screen"
      aria-label="Forget this site"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onKeep();
      }}
    >
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
        <button ref={keep} type="button" class="btn small quiet" onClick={onKeep}>
          <Icon name="back" look="sm flip" />
          Keep it
        </button>
      </div>
    </fieldset>
  );
}
