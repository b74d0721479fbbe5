import type { SiteStatus } from "../messages.ts";
import type { Popup } from "./state.ts";

/** Whether this browser remembers what the store looked like from day to day; unasked it does not. */
export function Snapshots({ popup, status: { snapshotDays } }: { popup: Popup; status: SiteStatus }) {
  const isOn = snapshotDays !== null;
  return (
    <section class="section">
      <h2 class="label">When it last worked</h2>
      <div class="card pad stack close">
        <label class="line top">
          <input
            type="checkbox"
            checked={isOn}
            aria-disabled={popup.busy.value !== null}
            onChange={(event) => void popup.keepSnapshots(event.currentTarget.checked)}
          />
          <span class="sm">Remember once a day what this store’s admin shows</span>
        </label>
        <p class="meta">
          {isOn ? kept(snapshotDays) : "A request can then say what has changed since it last worked."}
        </p>
        <p class="meta">
          Versions and modules of pages that you open anyway; nothing is asked of the store. It stays in this browser,
          thirty days at most.
        </p>
      </div>
    </section>
  );
}

function kept(days: number): string {
  if (days === 0) return "Begins with the next page of the store that you open.";
  return `${days === 1 ? "1 day is" : `${days} days are`} kept. Unticking throws them away.`;
}
