import type { KeyObject } from "node:crypto";
import type { AccessLogRow } from "../db/schema.ts";
import { hashOf, noRow } from "./access-log.ts";
import type { Fault, Passage, Suspect } from "./verify.ts";

/** Of more rows than this it is said only that they were changed: each is compared with each. */
const mostCompared = 24;

/**
 * What became of each row that does not follow from the one before it. One that follows from a hash that stands elsewhere
 * is as it was written: it is its neighbour that was moved or changed. `end` is the last row that there should be, as far
 * as it is known.
 */
export function resolve(logKey: KeyObject, passage: Passage, end: number): Fault[] {
  const { suspects, last } = passage;
  const gaps = passage.gaps.filter(({ from }) => from <= end).map(({ from, to }) => ({ from, to: Math.min(to, end) }));
  const isFew = suspects.length <= mostCompared;
  const pool = isFew ? [noRow.hash, last.hash, ...suspects.flatMap(({ row, before }) => [row.hash, ...before])] : [];
  const places = isFew ? placesOf(suspects, gaps) : [];
  const follows = (row: AccessLogRow, before: readonly string[]) =>
    before.some((hash) => hashOf(logKey, hash, row) === row.hash);
  const unsure = new Set<number>();
  const faults = suspects.flatMap(({ row, before, isAfterGap }): Fault[] => {
    const hashes = [...before, ...pool];
    if (row.seq >= 1 && follows(row, hashes)) return [];
    const origin = places.find((seq) => seq !== row.seq && follows({ ...row, seq }, hashes));
    if (origin !== undefined) return [about(row, "moved", `was written as row ${origin}: it was moved`)];
    if (!isAfterGap || row.seq > end) return [about(row, "changed", "was changed or put in")];
    unsure.add(row.seq);
    return [];
  });
  return [...faults, ...gaps.map(({ from, to }) => gapFault(from, to, unsure.has(to + 1)))];
}

function placesOf(suspects: readonly Suspect[], gaps: Passage["gaps"]): number[] {
  const missing = gaps.flatMap(({ from, to }) =>
    Array.from({ length: Math.min(to - from + 1, mostCompared) }, (_, at) => from + at),
  );
  return [...suspects.map(({ row }) => row.seq), ...missing.slice(0, mostCompared)];
}

function about(row: AccessLogRow, kind: Fault["kind"], what: string): Fault {
  const { seq, at, action } = row;
  return { kind, seq, at, action, says: `Row ${seq} (${at}, ${action}) ${what}.`, mark: JSON.stringify(row) };
}

function gapFault(from: number, to: number, isNextUnsure: boolean): Fault {
  const which = from === to ? `Row ${from} is` : `Rows ${from} to ${to} are`;
  const rest = isNextUnsure ? ` Whether row ${to + 1} is as it was written cannot be said without it.` : "";
  const says = `${which} missing.${rest}`;
  return { kind: "missing", seq: from, at: null, action: null, says, mark: says };
}
