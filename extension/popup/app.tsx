import { sentence } from "../../shared/problems.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { ConnectScreen } from "./connect.tsx";
import { ConnectedScreen } from "./connected.tsx";
import { ElsewhereScreen } from "./elsewhere.tsx";
import { EnableScreen } from "./enable.tsx";
import type { Popup } from "./state.ts";

export function App({ popup }: { popup: Popup }) {
  return (
    <section class="popup">
      <CurrentScreen popup={popup} />
    </section>
  );
}

function CurrentScreen({ popup }: { popup: Popup }) {
  const status = popup.status.value;
  if (!status) return popup.fault.value ? <FaultScreen popup={popup} /> : <LoadingScreen />;
  if (!status.enabled && (!status.supported || !status.claim)) return <ElsewhereScreen popup={popup} status={status} />;
  if (!status.enabled) return <EnableScreen popup={popup} status={status} />;
  if (!status.enrolment) return <ConnectScreen popup={popup} status={status} />;
  return <ConnectedScreen popup={popup} status={status} enrolment={status.enrolment} />;
}

function LoadingScreen() {
  return (
    <main class="late" aria-busy="true" aria-label="Looking at this page">
      <i class="skeleton" style={{ inlineSize: "62%" }} />
      <i class="skeleton" style={{ inlineSize: "84%" }} />
      <i class="skeleton" style={{ inlineSize: "48%" }} />
    </main>
  );
}

function FaultScreen({ popup }: { popup: Popup }) {
  const why = popup.fault.value;
  return (
    <main>
      <div class="note critical" role="alert">
        <Icon name="alert" />
        <p>{why && sentence(why)}</p>
      </div>
      <button type="button" class="btn block" onClick={() => popup.open()}>
        <Icon name="refresh" />
        Try again
      </button>
    </main>
  );
}
