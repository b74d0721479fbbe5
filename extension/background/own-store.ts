import { AppError, refusal } from "../../shared/problems.ts";
import type { Draft } from "../messages.ts";
import type { OutboxEntry } from "../outbox.ts";
import type { OwnCaller, PanelCaller } from "../sender.ts";
import type { Services } from "./services.ts";

type Caller = PanelCaller | OwnCaller;

/**
 * The store that a panel speaks for: the tab it stands in, as the browser says; in a tab of its own the store of the
 * draft that its address names.
 */
export async function storeOf(services: Services, caller: Caller): Promise<string> {
  if (caller.kind === "panel") return caller.origin;
  return (await requestOf(services, caller, caller.url.searchParams.get("draft") ?? "")).storeOrigin;
}

/** A draft of the caller's own store; of another store's it is not told that there is one. */
export async function draftOf(services: Services, caller: Caller, draftId: string): Promise<Draft> {
  const draft = await services.shelves.drafts.get(draftId);
  if (!draft || (caller.kind === "panel" && draft.storeOrigin !== caller.origin)) {
    throw new AppError(refusal("draft.absent"));
  }
  return draft;
}

/** The same of a request, whether it is still written or was sent: a tab can be about either. */
export async function requestOf(services: Services, caller: Caller, draftId: string): Promise<Draft | OutboxEntry> {
  const kept = (await services.shelves.drafts.get(draftId)) ?? (await services.outbox.find(draftId));
  if (!kept || (caller.kind === "panel" && kept.storeOrigin !== caller.origin)) {
    throw new AppError(refusal("draft.absent"));
  }
  return kept;
}
