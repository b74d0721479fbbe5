import type { LicenseSummary } from "../../../shared/license-list.ts";
import { lifeWords, stateWords } from "./words.ts";

type Told = Pick<LicenseSummary, "state" | "life" | "unreachableAt" | "reseller">;

/** A license's state, and what is going on with its reseller. */
export function LicenseBadges({ state, ...license }: Told) {
  const told = toldOf(license);
  return (
    <span class="line wrap">
      {(state !== "active" || !told) && (
        <span class={`badge ${stateWords[state].look}`}>{stateWords[state].words}</span>
      )}
      {told && <span class={`badge ${told.look}`}>{told.words}</span>}
    </span>
  );
}

function toldOf({ life, unreachableAt, reseller }: Omit<Told, "state">): { words: string; look: string } | null {
  // Operators alone are told who the reseller is; a reseller reads of itself.
  const isOurs = reseller === null && unreachableAt !== null && life !== "orphaned";
  if (isOurs) return { words: "Your answer is due", look: "caution" };
  return lifeWords[life] ?? (unreachableAt ? { words: "Reported unreachable", look: "caution" } : null);
}
