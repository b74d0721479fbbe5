import { whyLittle } from "../../shared/little-read.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { ReadDepth } from "../../shared/report.ts";
import { report as reportSchema } from "../../shared/report.ts";
import { type Sweep, sweepOf } from "../adapters/sweeps.ts";
import { withCapture, withReport } from "../drafts.ts";
import type { CaptureProgress, Draft } from "../messages.ts";
import type { OwnCaller, PageCaller, PanelCaller } from "../sender.ts";
import { type PendingCapture, without } from "../settings.ts";
import { draftOf } from "./own-store.ts";
import type { Services } from "./services.ts";
import { withChanges } from "./snapshots.ts";

/** How long a page may be silent before its capture is given up. */
const silenceMs = 60_000;
export const captureAlarm = "capture:";

const silent = "The store's page did not answer. Reload it and read again, or send without its facts.";
const unreachable = "The store's page could not be reached. Is it still open? Reload it and read again.";
const unreadable = "What the store's page sent back could not be read. You can send without its facts.";

/** Begins to read the store's page into this draft. What comes of it is told by events. */
export async function startCapture(
  services: Services,
  caller: PanelCaller | OwnCaller,
  { draftId, depth }: { draftId: string; depth: ReadDepth },
): Promise<void> {
  const draft = await draftOf(services, caller, draftId);
  const tabId = caller.kind === "panel" ? caller.tabId : await tabShowing(services, draft.storeOrigin);
  if (tabId === null) return fail(services, draft, unreachable);
  const captureId = services.newId();
  const pending: PendingCapture = { captureId, tabId, draftId, storeOrigin: draft.storeOrigin, depth };
  // A newer capture of the same draft takes the older one's place.
  await services.settings.captures.change((captures) => ({
    ...Object.fromEntries(Object.entries(captures).filter(([, other]) => other.draftId !== draftId)),
    [captureId]: pending,
  }));
  await keep(services, draftId, (kept) => withCapture(kept, { state: "reading", progress: null }));
  await services.reach.wakeIn(captureAlarm + captureId, silenceMs);
  try {
    await services.reach.runCapture(tabId, captureId, depth);
  } catch (error) {
    console.warn("The capture could not be started.", error);
    await end(services, captureId);
    await fail(services, draft, unreachable);
  }
}

export async function hearProgress(services: Services, caller: PageCaller, progress: CaptureProgress): Promise<void> {
  const { storeOrigin } = await pendingOf(services, caller, progress.captureId);
  await services.reach.wakeIn(captureAlarm + progress.captureId, silenceMs);
  await services.tell({ kind: "capture.progress", storeOrigin, progress });
}

export async function hearReport(
  services: Services,
  caller: PageCaller,
  { captureId, report: claimed }: { captureId: string; report?: unknown },
): Promise<void> {
  const { draftId } = await pendingOf(services, caller, captureId);
  await end(services, captureId);
  const parsed = reportSchema.safeParse(claimed);
  const read = parsed.success ? await withChanges(services, caller.origin, parsed.data) : null;
  await keep(services, draftId, (draft) =>
    read ? withReport(draft, read, services.now()) : withCapture(draft, { state: "failed", why: unreadable }),
  );
}

export async function stopCapture(services: Services, caller: PanelCaller | OwnCaller, draftId: string): Promise<void> {
  await draftOf(services, caller, draftId);
  const running = Object.values(await services.settings.captures.get()).find((one) => one.draftId === draftId);
  if (running) await services.reach.stopCapture(running.tabId);
}

/** What would have to be agreed to; nothing is offered where it was done, where nothing was read or nothing would be. */
export async function offerSweep(
  services: Services,
  caller: PanelCaller | OwnCaller,
  draftId: string,
): Promise<Sweep | null> {
  const { report } = await draftOf(services, caller, draftId);
  if (!report || whyLittle(report) || report.sources.some(({ depth }) => depth === "sweep")) return null;
  return sweepOf(report.platform.id, report.platform.version);
}

const observations = reportSchema.shape.browser.unwrap().pick({ errors: true, failedRequests: true });

/** The person tried again what goes wrong while the panel stood open: what failed meanwhile is part of the report. */
export async function observe(services: Services, caller: PanelCaller | OwnCaller, draftId: string): Promise<void> {
  const draft = await draftOf(services, caller, draftId);
  const tabId = caller.kind === "panel" ? caller.tabId : await tabShowing(services, draft.storeOrigin);
  if (tabId === null || !draft.report) return;
  const seen = observations.safeParse(await services.reach.observed(tabId));
  if (!seen.success) return;
  await keep(services, draftId, (kept) =>
    kept.report ? { ...kept, report: { ...kept.report, browser: { ...kept.report.browser, ...seen.data } } } : kept,
  );
}

/** The page was silent for too long. */
export async function giveUp(services: Services, captureId: string): Promise<void> {
  const pending = (await services.settings.captures.get())[captureId];
  if (!pending) return;
  await end(services, captureId);
  await keep(services, pending.draftId, (draft) => withCapture(draft, { state: "failed", why: silent }));
}

/** A draft that is being read although no capture runs for it: the browser was closed meanwhile. */
export async function dropStale(services: Services, storeOrigin: string): Promise<void> {
  const running = new Set(Object.values(await services.settings.captures.get()).map(({ draftId }) => draftId));
  for (const draft of await services.shelves.drafts.all()) {
    if (draft.storeOrigin !== storeOrigin || draft.capture.state !== "reading" || running.has(draft.draftId)) continue;
    await keep(services, draft.draftId, (kept) =>
      withCapture(kept, kept.report ? { state: "ready", at: kept.report.capturedAt } : { state: "none" }),
    );
  }
}

/** A tab that shows another page answers no more. */
export async function loseTab(services: Services, tabId: number): Promise<void> {
  for (const pending of Object.values(await services.settings.captures.get())) {
    if (pending.tabId === tabId) await giveUp(services, pending.captureId);
  }
}

/** Only a page that was asked may answer, and only for what it was asked. */
export async function pendingOf(services: Services, caller: PageCaller, captureId: string): Promise<PendingCapture> {
  const pending = (await services.settings.captures.get())[captureId];
  if (pending?.tabId !== caller.tabId || pending.storeOrigin !== caller.origin) {
    throw new AppError(refusal("extension.not-allowed"));
  }
  return pending;
}

async function end(services: Services, captureId: string): Promise<void> {
  await services.reach.cancelWake(captureAlarm + captureId);
  await services.settings.captures.change((captures) => without(captures, captureId));
}

async function fail(services: Services, draft: Draft, why: string): Promise<void> {
  await keep(services, draft.draftId, (kept) => withCapture(kept, { state: "failed", why }));
}

async function keep(services: Services, draftId: string, change: (draft: Draft) => Draft): Promise<void> {
  const draft = await services.shelves.drafts.change(draftId, change);
  if (draft) await services.tell({ kind: "draft.changed", storeOrigin: draft.storeOrigin, draft });
}

async function tabShowing(services: Services, storeOrigin: string): Promise<number | null> {
  const seen = await services.settings.tabs.get();
  return (await services.reach.tabsOf(storeOrigin)).find((tabId) => seen[tabId]?.origin === storeOrigin) ?? null;
}
