import type { VerdictKind } from "../../../shared/verdict.ts";
import { verdictWords } from "../../../shared/words.ts";

const tones: Record<VerdictKind, "positive" | "caution" | "neutral"> = {
  accept: "positive",
  "accept-without-guarantee": "caution",
  "staff-decision": "caution",
  "quote-separately": "caution",
  "buy-credits": "caution",
  "limit-reached": "caution",
  "to-reseller": "neutral",
  refuse: "neutral",
};

export function VerdictBadge({ verdict }: { verdict: VerdictKind }) {
  return <span class={`badge verdict-badge ${tones[verdict]}`}>{verdictWords[verdict]}</span>;
}
