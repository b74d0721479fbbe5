import type { OwnPage } from "../messages.ts";
import type { OwnCaller, PanelCaller } from "../sender.ts";
import { draftOf, requestOf, storeOf } from "./own-store.ts";
import type { Services } from "./services.ts";

/** Opens one of our own pages beside the tab in front; a page cannot draw over it. */
export async function openOwnPage(services: Services, caller: PanelCaller | OwnCaller, page: OwnPage): Promise<void> {
  const path = await pathOf(services, caller, page);
  await services.reach.openTab(path, page.page === "picture" && caller.kind === "panel" ? caller.tabId : undefined);
}

async function pathOf(services: Services, caller: PanelCaller | OwnCaller, page: OwnPage): Promise<string> {
  if (page.page === "settings") return "settings.html";
  if (page.page === "connect")
    return `settings.html?${new URLSearchParams({ store: await storeOf(services, caller) })}`;
  if (page.page === "access") {
    // A panel speaks for its own store; the popup has no draft that would name one.
    const named = caller.kind === "own" ? page.storeOrigin : undefined;
    const store = named ?? (await storeOf(services, caller));
    return `access.html?${new URLSearchParams({ store, ticket: page.ticketId })}`;
  }
  if (page.page === "picture") {
    const { draftId } = await draftOf(services, caller, page.draftId);
    return `picture.html?${new URLSearchParams({ draft: draftId, file: page.fileId })}`;
  }
  const { ticketId } = page;
  // At a ticket the draft says only which store it is about: it may be sent by now.
  const { draftId } = await (ticketId ? requestOf : draftOf)(services, caller, page.draftId);
  return `panel.html?${new URLSearchParams({ draft: draftId, ...(ticketId && { ticket: ticketId }) })}`;
}
