/**
 * Tokens are exchanged for new ones after a day of use. The browser makes the new one and keeps it before it sends it, so
 * that neither a lost answer nor a worker that died leaves it without a good token: the earlier one stays good until the
 * new one was used, and a minute longer for what was on its way.
 */
const dueAfterMs = 24 * 3_600_000;
const overlapMs = 60_000;

export interface TokenUse {
  isGood: boolean;
  /** Time for a new one. */
  isDue: boolean;
  /** The new one is used for the first time: the earlier one ends a minute from now. */
  isFirst: boolean;
}

/** `rotatedAt` is when the present token was used first; null where it never was. */
export function tokenUse({
  isEarlier,
  rotatedAt,
  now,
}: {
  isEarlier: boolean;
  rotatedAt: string | null;
  now: Date;
}): TokenUse {
  const age = rotatedAt === null ? null : now.getTime() - Date.parse(rotatedAt);
  if (isEarlier) return { isGood: age === null || age < overlapMs, isDue: age === null, isFirst: false };
  return { isGood: true, isDue: age !== null && age >= dueAfterMs, isFirst: age === null };
}
