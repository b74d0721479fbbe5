import { placeholderPattern } from "./redaction/placeholders.ts";

/**
 * What the person blots out by hand in the preview. The draft keeps its values as they are and the selected texts beside
 * them, in order; what is shown and sent is the values with the masks applied. Taking a text off the list therefore
 * brings it back.
 */

/** Characters of a text that can be masked, without the spaces around it. */
const leastLength = 3;
const mostLength = 300;

/** How many texts can be masked in one draft. */
export const mostMasks = 100;

/** Whether a selected text can be masked: 3 to 300 characters, and not just placeholders of what is gone already. */
export function canMask(selected: string): boolean {
  const text = selected.trim();
  if (text.length < leastLength || text.length > mostLength) return false;
  return text.replace(placeholderPattern, "").replaceAll(/[\s[\]]/g, "") !== "";
}

/** Whether the text at this path of a report or a submission may be replaced: names and numbers of things, times and choices from a list may not. */
export type IsFree = (path: readonly (string | number)[]) => boolean;

const fixedKeys = new Set([
  "schema",
  "id",
  "ticketId",
  "storeOrigin",
  "sha256",
  "capturedAt",
  "since",
  "at",
  "depth",
  "kind",
  "direction",
  "fact",
  "topic",
  "verdict",
  "leftOut",
]);

export const isFreeInReport: IsFree = (path) => !path.some((step) => typeof step === "string" && fixedKeys.has(step));

/**
 * The same value in which each masked text is `[masked#n]`, n being its place in the list, wherever it stands in a free
 * text: whatever runs of white space a browser made of its own, never in a key, never inside a placeholder. Masked texts
 * that overlap go as one, under the longest. A text stays within the limit it was made for (200, 300, 2,000 or 20,000
 * characters), at the cost of its end. Applied twice it is as applied once. Masks that cannot be are passed over.
 */
export function withMasks<Value>(value: Value, masks: readonly string[], isFree: IsFree = isFreeInReport): Value {
  const patterns = patternsOf(masks);
  if (patterns.length === 0) return value;
  // The same shape: only texts become other texts.
  return mapFree(value, [], isFree, (text) => masked(text, patterns)) as Value;
}

/** How often each text of the list stands in the free texts of a value, in the order of the list. */
export function maskCounts(value: unknown, masks: readonly string[], isFree: IsFree = isFreeInReport): number[] {
  const counts = masks.map(() => 0);
  const patterns = patternsOf(masks);
  mapFree(value, [], isFree, (text) => {
    for (const { number } of hitsOf(text, patterns)) counts[number - 1] = (counts[number - 1] ?? 0) + 1;
    return text;
  });
  return counts;
}

interface Mask {
  number: number;
  pattern: RegExp;
}

/** Spaces of any kind and length between the words, since a selection in a browser has its own. */
export function maskPattern(selected: string): RegExp {
  const words = selected.trim().split(/\s+/);
  return new RegExp(words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("\\s+"), "g");
}

function patternsOf(masks: readonly string[]): Mask[] {
  return masks
    .slice(0, mostMasks)
    .map((mask, index) => ({ number: index + 1, mask }))
    .filter(({ mask }) => canMask(mask))
    .map(({ number, mask }) => ({ number, pattern: maskPattern(mask) }));
}

interface Hit {
  from: number;
  to: number;
  number: number;
}

/** Every place of every mask, also where they overlap, but none that begins or ends inside a placeholder. */
function hitsOf(text: string, patterns: readonly Mask[]): Hit[] {
  const kept = Array.from(text.matchAll(placeholderPattern), ({ index, 0: { length } }) => ({
    index,
    end: index + length,
  }));
  const cuts = (at: number) => kept.some(({ index, end }) => at > index && at < end);
  const isKept = (from: number, to: number) => kept.some(({ index, end }) => from >= index && to <= end);
  const hits: Hit[] = [];
  for (const { number, pattern } of patterns) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (!cuts(from) && !cuts(to) && !isKept(from, to)) hits.push({ from, to, number });
      pattern.lastIndex = from + 1;
    }
  }
  return hits.sort((a, b) => a.from - b.from || b.to - a.to || a.number - b.number);
}

function masked(text: string, patterns: readonly Mask[]): string {
  const apart: (Hit & { longest: number })[] = [];
  for (const hit of hitsOf(text, patterns)) {
    const length = hit.to - hit.from;
    const last = apart.at(-1);
    if (last === undefined || hit.from >= last.to) {
      apart.push({ ...hit, longest: length });
      continue;
    }
    last.to = Math.max(last.to, hit.to);
    if (length > last.longest) [last.number, last.longest] = [hit.number, length];
  }
  if (apart.length === 0) return text;
  let [out, done] = ["", 0];
  for (const { from, to, number } of apart) {
    out += `${text.slice(done, from)}[masked#${number}]`;
    done = to;
  }
  return fitted(out + text.slice(done), text.length);
}

const limits = [200, 300, 2_000, 20_000];

/** Cut to the limit that the original kept to, never through a placeholder. */
function fitted(text: string, length: number): string {
  const most = limits.find((limit) => length <= limit) ?? length;
  if (text.length <= most) return text;
  for (const { index, 0: found } of text.matchAll(placeholderPattern)) {
    if (index < most && index + found.length > most) return text.slice(0, index);
  }
  return text.slice(0, most);
}

function mapFree(value: unknown, path: (string | number)[], isFree: IsFree, change: (text: string) => string): unknown {
  if (typeof value === "string") return isFree(path) ? change(value) : value;
  if (Array.isArray(value)) return value.map((item, index) => mapFree(item, [...path, index], isFree, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, mapFree(inner, [...path, key], isFree, change)]),
  );
}
