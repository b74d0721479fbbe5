import { useEffect } from "preact/hooks";
import { sentence } from "../../shared/problems.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { ConnectScreen } from "./connect.tsx";
import { ConnectedScreen } from "./connected.tsx";
import { ElsewhereScreen } from "./elsewhere.tsx";
import { EnableScreen } from "./enable.tsx";
import type { ResellerRole } from "./reseller-role.ts";
import type { Popup } from "./state.ts";

/** `role` where this browser may be a reseller's too. */
export function App({ popup, role = null }: { popup: Popup; role?: ResellerRole | null }) {
  const Screens = role?.Screens.value ?? null;
  useEffect(() => {
    // Not before the tab has the focus: where the popup is gone by then, Firefox opens a window in place of a tab.
    const leave = (event: Event) => opensTab(event) && window.addEventListener("blur", popup.leave, { once: true });
    document.addEventListener("click", leave);
    return () => document.removeEventListener("click", leave);
  }, [popup]);
  return (
    <section class="popup">
      {role?.kept.value && Screens ? <Sides role={role} /> : null}
      {role && Screens && role.side.value === "clients" ? (
        <Screens role={role} />
      ) : (
        <CurrentScreen popup={popup} role={role} />
      )}
    </section>
  );
}

/** Whether a link was followed out of the popup; the code that is shown for pairing is still to be read. */
function opensTab({ target }: Event): boolean {
  return target instanceof Element && target.closest("a[target=_blank]:not(#pairing-page)") !== null;
}

/** A reseller's popup has two sides. */
function Sides({ role: { side } }: { role: ResellerRole }) {
  const sides = [
    ["clients", "Clients"],
    ["store", "This store"],
  ] as const;
  return (
    <nav class="sides" aria-label="What to look at">
      <div class="seg">
        {sides.map(([name, words]) => (
          <button
            key={name}
            type="button"
            aria-current={side.value === name ? "page" : undefined}
            onClick={() => {
              side.value = name;
            }}
          >
            {words}
          </button>
        ))}
      </div>
    </nav>
  );
}

function CurrentScreen({ popup, role }: { popup: Popup; role: ResellerRole | null }) {
  const status = popup.status.value;
  if (!status) return popup.fault.value ? <FaultScreen popup={popup} /> : <LoadingScreen />;
  if (!status.enabled && (!status.supported || !status.claim)) {
    return <ElsewhereScreen popup={popup} status={status} role={role} />;
  }
  if (!status.enabled) return <EnableScreen popup={popup} status={status} />;
  if (!status.enrolment) return <ConnectScreen popup={popup} status={status} role={role} />;
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
