import type { LicenseSummary } from "../../../shared/license-list.ts";
import { lifeWords, stateWords } from "./words.ts";

/** A license's state, and what is going on with its reseller. */
export function LicenseBadges({
  state,
  life,
  unreachableAt,
}: Pick<LicenseSummary, "state" | "life" | "unreachableAt">) {
  const told = lifeWords[life] ?? (unreachableAt ? { words: "Reported unreachable", look: "caution" } : null);
  return (
    <span class="line wrap">
      {(state !== "active" || !told) && (
        <span class={`badge ${stateWords[state].look}`}>{stateWords[state].words}</span>
      )}
      {told && <span class={`badge ${told.look}`}>{told.words}</span>}
    </span>
  );
}
