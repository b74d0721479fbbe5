import { AppError, refusal } from "../../shared/problems.ts";
import { isBegun, isExpired, latestDraft, newDraft, withEdit } from "../drafts.ts";
import { summaryOf } from "../enrolments.ts";
import type { Draft, DraftEdit, EnrolmentSummary, PanelAddress, PanelStart } from "../messages.ts";
import type { OwnCaller, PanelCaller } from "../sender.ts";
import { dropStale } from "./capturing.ts";
import { dropFilesOf } from "./files.ts";
import { draftOf, storeOf } from "./own-store.ts";
import type { Services } from "./services.ts";

type Caller = PanelCaller | OwnCaller;

export async function startPanel(services: Services, caller: Caller, from: PanelAddress): Promise<PanelStart> {
  const storeOrigin = await storeOf(services, caller);
  await dropStale(services, storeOrigin);
  const { draft, resumed } = await draftToGoOnWith(services, caller, storeOrigin, from.draftId);
  const tabs = Object.entries(await services.settings.tabs.get());
  const seen = tabs.find(([tabId, tab]) =>
    caller.kind === "panel" ? Number(tabId) === caller.tabId : tab.origin === storeOrigin,
  );
  return {
    storeOrigin,
    claim: seen?.[1].claim ?? null,
    enrolment: await enrolmentOf(services, storeOrigin),
    draft,
    resumed,
    outbox: await services.outbox.list(storeOrigin),
    consentHere: caller.kind === "own" || services.canConsentInFrame,
  };
}

export async function enrolmentOf({ enrolments }: Services, storeOrigin: string): Promise<EnrolmentSummary | null> {
  const enrolment = await enrolments.find(storeOrigin);
  return enrolment && summaryOf(enrolment);
}

async function draftToGoOnWith(services: Services, caller: Caller, storeOrigin: string, wanted: string | null) {
  const { drafts } = services.shelves;
  const named = wanted ?? (caller.kind === "own" ? caller.url.searchParams.get("draft") : null);
  const asked = named === null ? null : await drafts.get(named);
  if (asked?.storeOrigin === storeOrigin) return { draft: asked, resumed: isBegun(asked) };
  const at = services.now();
  const open = (await drafts.all()).filter((draft) => !isExpired(draft, at.getTime()));
  const latest = latestDraft(open, storeOrigin, await services.outbox.takenIds());
  if (latest && isBegun(latest)) return { draft: latest, resumed: true };
  // One that nothing was written into may be open in another tab; this one's facts are read from the page now open.
  const draft = newDraft(services.newId(), storeOrigin, at);
  await drafts.put(draft);
  return { draft, resumed: false };
}

export async function saveDraft(services: Services, caller: Caller, edit: DraftEdit): Promise<Draft> {
  await draftOf(services, caller, edit.draftId);
  const saved = await services.shelves.drafts.change(edit.draftId, (draft) => withEdit(draft, edit, services.now()));
  if (!saved) throw new AppError(refusal("draft.absent"));
  await services.tell({ kind: "draft.changed", storeOrigin: saved.storeOrigin, draft: saved });
  return saved;
}

export async function discardDraft(services: Services, caller: Caller, draftId: string): Promise<void> {
  await draftOf(services, caller, draftId);
  await services.shelves.drafts.drop(draftId);
  await services.shelves.prepared.drop(draftId);
  await services.shelves.shown.drop(draftId);
  await services.shelves.pictures.drop(draftId);
  await dropFilesOf(services.shelves.files, draftId);
  const entry = await services.outbox.find(draftId);
  if (entry && entry.state !== "sent") await services.outbox.drop(draftId);
}
