import { changesBetween, joinSnapshots, type Snapshot, snapshotOf } from "../../shared/changes.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import { type Report, report as reportSchema } from "../../shared/report.ts";
import type { OwnCaller, PageCaller, PanelCaller } from "../sender.ts";
import { draftOf } from "./own-store.ts";
import type { Services } from "./services.ts";

/** A day of a store, as its own pages showed it while the person worked there. Stays in this browser. */
export interface KeptDay {
  /** `2026-11-22`, by the person's own clock. */
  date: string;
  snapshot: Snapshot;
  /** Paths of the pages that it was read from. */
  seen: string[];
}

export interface KeptDays {
  storeOrigin: string;
  /** Oldest first. */
  days: KeptDay[];
}

export const mostDays = 30;
const mostPagesADay = 20;

export async function keepSnapshots(services: Services, storeOrigin: string, keep: boolean): Promise<void> {
  const known = await services.settings.sites.get();
  if (!known[storeOrigin]) throw new AppError(refusal("extension.not-allowed"));
  await services.settings.sites.change((sites) => {
    const site = sites[storeOrigin];
    return site ? { ...sites, [storeOrigin]: { ...site, keepsSnapshots: keep } } : sites;
  });
  if (!keep) await services.shelves.days.drop(storeOrigin);
}

/**
 * Reads what the page that the person just opened shows anyway, without any request: only where they wished it, once
 * for each page a day. Called after the launcher has its answer; a page that cannot be read is passed over.
 */
export async function noteDay(services: Services, { tabId, origin }: PageCaller): Promise<void> {
  const site = (await services.settings.sites.get())[origin];
  if (!site?.keepsSnapshots) return;
  const place = pageOf(await services.reach.addressOf(tabId), origin);
  const kept = (await services.shelves.days.get(origin)) ?? { storeOrigin: origin, days: [] };
  const date = dayOf(services.now());
  const today = kept.days.find((day) => day.date === date);
  if (place === null || today?.seen.includes(place) || (today?.seen.length ?? 0) >= mostPagesADay) return;
  const read = reportSchema.safeParse(await services.reach.readPage(tabId));
  if (!read.success || read.data.platform.id === "unknown") return;
  const snapshot = snapshotOf(read.data);
  const day: KeptDay = {
    date,
    snapshot: today ? joinSnapshots(today.snapshot, snapshot) : snapshot,
    seen: [...(today?.seen ?? []), place],
  };
  const days = [...kept.days.filter((one) => one.date !== date), day].sort((a, b) => a.date.localeCompare(b.date));
  await services.shelves.days.put({ storeOrigin: origin, days: days.slice(-mostDays) });
}

/** Path and route of a page: no token and no number of a customer is kept. */
function pageOf(address: string | null, origin: string): string | null {
  const url = address === null ? null : URL.parse(address);
  if (url?.origin !== origin) return null;
  const route = ["route", "dispatch", "controller", "page"].map((name) => url.searchParams.get(name)).find(Boolean);
  return `${url.pathname} ${route ?? ""}`.slice(0, 300);
}

/** The person's own day. */
function dayOf(at: Date): string {
  const pad = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** Days before today that a report can be compared with, newest first. */
export async function daysOf(services: Services, storeOrigin: string): Promise<string[]> {
  const today = dayOf(services.now());
  const kept = await services.shelves.days.get(storeOrigin);
  return (kept?.days ?? [])
    .map(({ date }) => date)
    .filter((date) => date < today)
    .reverse();
}

/** The report with what is otherwise than on that day, or than on the last one that is kept. */
export async function withChanges(
  services: Services,
  storeOrigin: string,
  report: Report,
  since: string | null = null,
): Promise<Report> {
  const [newest] = await daysOf(services, storeOrigin);
  const date = since ?? newest;
  const day = (await services.shelves.days.get(storeOrigin))?.days.find((one) => one.date === date);
  if (!day) return { ...report, changes: null };
  return { ...report, changes: { since: day.date, changed: changesBetween(day.snapshot, snapshotOf(report)) } };
}

/** The person says when it last worked; null: nothing is compared. */
export async function compare(
  services: Services,
  caller: PanelCaller | OwnCaller,
  { draftId, since }: { draftId: string; since: string | null },
): Promise<void> {
  const { storeOrigin, report } = await draftOf(services, caller, draftId);
  if (!report) return;
  const compared =
    since === null ? { ...report, changes: null } : await withChanges(services, storeOrigin, report, since);
  const draft = await services.shelves.drafts.change(draftId, (kept) => ({ ...kept, report: compared }));
  if (draft) await services.tell({ kind: "draft.changed", storeOrigin, draft });
}
