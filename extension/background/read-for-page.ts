import { AppError, refusal } from "../../shared/problems.ts";
import { areParamsOf, isAllowed, isWithinDepth, readsOfAny, urlOf } from "../adapters/allowed.ts";
import { declaredStore } from "../adapters/declared/declared-store.ts";
import { adapterOf } from "../adapters/facts.ts";
import { type Answer, fetchRead } from "../capture/fetch-read.ts";
import type { PageRead } from "../capture/run.ts";
import type { PageCaller } from "../sender.ts";
import { pendingOf } from "./capturing.ts";
import type { Services } from "./services.ts";

/**
 * Reads one page of a store for the capture that goes on in its tab: the address is made here, of the allow-list's words,
 * below the admin that the tab shows. Anything else is refused, and nothing is asked for.
 */
export async function readForPage(services: Services, caller: PageCaller, ask: PageRead): Promise<Answer> {
  const { depth } = await pendingOf(services, caller, ask.captureId);
  const shown = URL.parse((await services.reach.addressOf(caller.tabId)) ?? "");
  const seen = (await services.settings.tabs.get())[caller.tabId];
  if (!shown || seen?.origin !== caller.origin) throw notAllowed();
  const declared = (await services.profiles.usedOn(caller.origin)).map((profile) => declaredStore(profile).facts);
  const { claim } = seen;
  // The claim is the page's own: it has to name the admin that the tab shows, and what the capture found there.
  const { adminPath, entry, platform } = claim;
  if (platform !== ask.platform || !shown.pathname.startsWith(adminPath) || !/^[\w.-]*$/.test(entry))
    throw notAllowed();
  const adapter = adapterOf(claim, declared);
  const read = adapter && readsOfAny(adapter)[ask.at];
  if (!read || !isWithinDepth(read, depth) || !areParamsOf(adapter, read, ask.params)) throw notAllowed();
  const address = urlOf(shown, claim, adapter, read, ask.params);
  if (!isAllowed(address, adapter, [read], { origin: caller.origin, adminPath, entry })) throw notAllowed();
  return fetchRead(address, read, services.reach.fetchSigned);
}

function notAllowed(): AppError {
  return new AppError(refusal("extension.not-allowed"));
}
