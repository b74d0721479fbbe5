import { type FactGroup, factsOf } from "../shared/facts.ts";
import type { Report } from "../shared/report.ts";
import type { CaptureState, Draft, DraftEdit } from "./messages.ts";
import type { Shelf } from "./shelf.ts";

export const draftDays = 14;
const dayMs = 86_400_000;

export function newDraft(draftId: string, storeOrigin: string, at: Date): Draft {
  return {
    draftId,
    storeOrigin,
    subject: "",
    message: "",
    leftOut: [],
    masks: [],
    ask: null,
    capture: { state: "none" },
    report: null,
    files: [],
    updatedAt: at.toISOString(),
  };
}

/** What the person typed takes the place of what was typed before; what was captured meanwhile stays. */
export function withEdit(draft: Draft, { subject, message, leftOut, masks, ask }: DraftEdit, at: Date): Draft {
  return { ...draft, subject, message, leftOut, masks, ask, updatedAt: at.toISOString() };
}

/** What was captured takes its place; what the person typed meanwhile stays. */
export function withCapture(draft: Draft, capture: CaptureState): Draft {
  return { ...draft, capture };
}

export function withReport(draft: Draft, report: Report, at: Date): Draft {
  return {
    ...draft,
    report,
    leftOut: carryLeftOut(draft.report, report, draft.leftOut),
    capture: { state: "ready", at: at.toISOString() },
  };
}

/**
 * A second capture may list things in another order. What was left out by its place is left out again by its name, so
 * that nothing returns unasked; what is no longer there is forgotten.
 */
export function carryLeftOut(before: Report | null, after: Report, leftOut: readonly string[]): string[] {
  if (!before) return leftOut.slice();
  const known = named(factsOf(before));
  const kept = new Set(leftOut.flatMap((path) => known.find((fact) => fact.path === path)?.key ?? []));
  return named(factsOf(after))
    .filter(({ key }) => kept.has(key))
    .map(({ path }) => path);
}

function named(groups: readonly FactGroup[]): { path: string; key: string }[] {
  return groups.flatMap(({ id, facts }) =>
    // Log lines all bear the log's name: there the words themselves say which one it is.
    facts.map(({ path, name, value }) => ({ path, key: JSON.stringify([id, name, id === "logs" ? value : null]) })),
  );
}

/** Whether the person has put anything into it that would be missed. */
export function isBegun({ subject, message, leftOut, masks, files }: Draft): boolean {
  return [subject.trim(), message.trim(), leftOut, masks, files].some(({ length }) => length > 0);
}

/** A draft that nothing was written into goes after a day. */
export function isExpired(draft: Draft, at: number): boolean {
  return Date.parse(draft.updatedAt) < at - (isBegun(draft) ? draftDays : 1) * dayMs;
}

/** The draft that a person would expect to find again: the one written last, of those that are not on their way. */
export function latestDraft(drafts: readonly Draft[], storeOrigin: string, sentIds: ReadonlySet<string>): Draft | null {
  const open = drafts.filter((draft) => draft.storeOrigin === storeOrigin && !sentIds.has(draft.draftId));
  return open.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))[0] ?? null;
}

/** Forgets drafts that nobody touched for two weeks, but none that is still on its way. */
export async function sweepDrafts(shelf: Shelf<Draft>, sentIds: ReadonlySet<string>, at: number): Promise<void> {
  for (const draft of await shelf.all()) {
    if (isExpired(draft, at) && !sentIds.has(draft.draftId)) await shelf.drop(draft.draftId);
  }
}
