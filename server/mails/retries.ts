const minute = 60_000;
const waits = [1, 5, 15, 60].map((minutes) => minutes * minute);
const longestMs = 48 * 60 * minute;

/**
 * When a mail is tried again that was tried so often in vain: after 1, 5 and 15 minutes, then every hour. Null, and it
 * has failed, once that would be more than 48 hours after it was queued.
 */
export function nextTry({ tries, createdAt, now }: { tries: number; createdAt: Date; now: Date }): Date | null {
  const wait = waits[Math.min(Math.max(tries, 1), waits.length) - 1] ?? 60 * minute;
  const next = new Date(now.getTime() + wait);
  return next.getTime() - createdAt.getTime() > longestMs ? null : next;
}
