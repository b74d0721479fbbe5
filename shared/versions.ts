/**
 * Versions of store platforms, as their makers write them: `3.0.3.8`, `2.1.0.0_rc1`, `4.16.2.SP1`. A number that is not
 * written counts as zero; a pre-release stands before its release, a service pack after it.
 */

interface Version {
  numbers: readonly number[];
  /** Below zero for a pre-release, above zero for a service pack. */
  tag: number;
}

const preReleases = ["dev", "alpha", "a", "beta", "b", "rc"];

/** The first version in a text, or null where there is none. */
function parseVersion(text: string): Version | null {
  const found = /(\d{1,9}(?:\.\d{1,9}){0,5})(?:[._-]?([a-z]{1,8})\.?(\d{0,4}))?/i.exec(text);
  if (!found) return null;
  const [, numbers = "", word = "", count = ""] = found;
  return { numbers: numbers.split(".").map(Number), tag: tagOf(word.toLowerCase(), Number(count || 0)) };
}

function tagOf(word: string, count: number): number {
  if (word === "sp") return 1 + count;
  const stage = preReleases.indexOf(word);
  return stage < 0 ? 0 : (stage - preReleases.length) * 10_000 + count;
}

/** Negative where `a` is older, zero where they are the same, positive where it is newer. No version is the oldest. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  if (!left || !right) return Number(left !== null) - Number(right !== null);
  const length = Math.max(left.numbers.length, right.numbers.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.tag - right.tag;
}

/** Whether the version lies in a span; a span without an end is open. */
export function isWithin(version: string, span: { from: string; to: string | null }): boolean {
  return compareVersions(version, span.from) >= 0 && (span.to === null || compareVersions(version, span.to) <= 0);
}

/** Whether two versions differ in their first number; false where either has none. */
export function isOtherMajorLine(a: string, b: string): boolean {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  return left !== null && right !== null && left.numbers[0] !== right.numbers[0];
}
