import type { Programme } from "./programmes/schema.ts";

/** Refunds and bans as a programme rules them; staff carry them out. */
export interface RefundDecision {
  decision: "grant" | "consider" | "refuse";
  /** `current-month` where only that much is given back. */
  scope: string | null;
  rule: string | null;
}

export function refundFor(
  programme: Programme,
  { reason, accessGiven, hostingCooperates }: { reason: string; accessGiven: boolean; hostingCooperates: boolean },
): RefundDecision {
  const refused: RefundDecision = { decision: "refuse", scope: null, rule: programme.refundRefused };
  const refund = programme.refunds.find((candidate) => candidate.reason === reason);
  if (!refund) return refused;
  if (refund.unless.includes("no-access") && !accessGiven) return refused;
  if (refund.unless.includes("hosting-does-not-cooperate") && !hostingCooperates) return refused;
  return { decision: refund.decision, scope: refund.scope, rule: refund.rule };
}

export interface BanDecision {
  decision: "permanent" | "none";
  rule: string | null;
}

export function banFor(programme: Programme, reason: string): BanDecision {
  const ban = programme.bans.find(({ reasons }) => reasons.includes(reason));
  return ban ? { decision: ban.decision, rule: ban.rule } : { decision: "none", rule: null };
}
