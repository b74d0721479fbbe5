/** Platform versions as stores show them: numeric parts, then an optional mark such as `_rc1` or `.SP2`. */
export interface Version {
  parts: readonly number[];
  /** Below 0 before the release itself (alpha, beta, rc), 0 the release, above 0 a service pack. */
  stage: number;
}

const stages: [RegExp, number][] = [
  [/^(?:alpha|a)/i, -3],
  [/^(?:beta|b)/i, -2],
  [/^rc/i, -1],
];

/** Reads a version such as `3.0.3.9`, `4.4.2.SP1` or `2.1.0.0_rc1`; null where it is none. */
export function parseVersion(text: string): Version | null {
  const match = /^(\d{1,6}(?:\.\d{1,6}){1,4})(?:[._-]?([a-z]\w{0,20}))?$/i.exec(text.trim());
  if (!match?.[1]) return null;
  return { parts: match[1].split(".").map(Number), stage: stageOf(match[2] ?? "") };
}

function stageOf(mark: string): number {
  const pack = /^SP(\d{1,3})$/i.exec(mark);
  if (pack) return Number(pack[1]);
  return stages.find(([pattern]) => pattern.test(mark))?.[1] ?? 0;
}

/** Negative where `left` is older. Part by part, a missing part is 0; a text that is no version is older than any. */
export function compareVersions(left: string, right: string): number {
  const [first, second] = [parseVersion(left), parseVersion(right)];
  if (!first || !second) return Number(first !== null) - Number(second !== null);
  const length = Math.max(first.parts.length, second.parts.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (first.parts[index] ?? 0) - (second.parts[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return first.stage - second.stage;
}

/** Whether a module made for one main version stands in a store of another: `1.5` in `2.0.3.1`. */
export function isOtherMajorLine(madeFor: string, running: string): boolean {
  const main = (text: string) => /^\D*(\d+)/.exec(text)?.[1];
  return main(madeFor) !== main(running);
}
