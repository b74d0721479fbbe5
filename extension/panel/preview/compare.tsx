import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { DraftKeeper } from "../draft-keeper.ts";
import type { Panel } from "../state.ts";

/** When it last worked: what is sent then says what has changed since. There only where days of this store are kept. */
export function Compare({ panel, draft }: { panel: Panel; draft: DraftKeeper }) {
  const days = useSignal<readonly string[]>([]);
  useEffect(() => {
    panel.host
      .send("capture.days", draft.draftId)
      .then((kept) => {
        days.value = kept;
      })
      .catch(() => {});
  }, [panel, draft, days]);

  const report = draft.report.value;
  if (!report || days.value.length === 0) return null;
  const { changes } = report;
  const choose = (since: string | null) =>
    panel.host
      .send("capture.compare", { draftId: draft.draftId, since })
      .catch(() => panel.voice.warn("The days could not be compared."));
  return (
    <div class="card pad field">
      <label for="since">When did it last work?</label>
      <select
        class="input"
        id="since"
        value={changes?.since ?? ""}
        onChange={(event) => void choose(event.currentTarget.value || null)}
      >
        <option value="">I do not know: compare with no day</option>
        {days.value.map((day) => (
          <option key={day} value={day}>
            {dayWords(day)}
          </option>
        ))}
      </select>
      <p class="hint" role="status">
        {changes === null
          ? "Nothing is said about what has changed."
          : changes.changed.length === 0
            ? "Nothing that was seen on that day is otherwise now."
            : `${changes.changed.length === 1 ? "1 change" : `${changes.changed.length} changes`} since then, listed below. What was seen stays in this browser; only the differences are sent.`}
      </p>
    </div>
  );
}

function dayWords(day: string): string {
  const at = new Date(`${day}T12:00:00`);
  return at.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
}
