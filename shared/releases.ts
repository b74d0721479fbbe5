/**
 * Releases of a product in order, and how many lie between two of them. A service pack (`4.4.2.SP1`) is no release of
 * its own: it never counts as a step.
 */
export type UpgradeRefusal = "unknown-release" | "not-an-upgrade";

export type UpgradeSteps = { ok: true; steps: number } | { ok: false; error: UpgradeRefusal };

const servicePack = /[._]SP(\d+)$/i;

/** Steps from one release to another, by their places in the list. Both must be listed. */
export function upgradeSteps(from: string, to: string, releases: readonly string[]): UpgradeSteps {
  const start = releases.indexOf(from);
  const end = releases.indexOf(to);
  if (start === -1 || end === -1) return { ok: false, error: "unknown-release" };
  if (end <= start) return { ok: false, error: "not-an-upgrade" };
  return { ok: true, steps: releases.slice(start + 1, end + 1).filter((release) => !servicePack.test(release)).length };
}
