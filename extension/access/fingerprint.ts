/** Compares two fingerprints without telling by its time where they differ. */
export function isSameFingerprint(pinned: string, shown: string): boolean {
  if (pinned.length !== 64) return false;
  let difference = pinned.length ^ shown.length;
  for (let at = 0; at < pinned.length; at += 1) difference |= pinned.charCodeAt(at) ^ shown.charCodeAt(at);
  return difference === 0;
}
