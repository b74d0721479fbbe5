import { isLoopback } from "../../shared/invitation.ts";
import type { StoreClaim } from "../adapters/adapter.ts";
import { familyOf } from "../adapters/detect.ts";
import { isBegun, latestDraft } from "../drafts.ts";
import { summaryOf } from "../enrolments.ts";
import type { SiteStatus, SiteSummary } from "../messages.ts";
import { siteOf } from "../origins.ts";
import { storeClaim } from "./page-handlers.ts";
import type { Services } from "./services.ts";
import { listTickets } from "./tickets.ts";

/** The page in this tab, as far as the browser shows it to us: it does so once our icon was pressed there. */
export async function statusOfTab(services: Services, tabId: number): Promise<SiteStatus> {
  const origin = siteOf(await services.reach.addressOf(tabId));
  if (origin === null) return { ...(await statusOf(services, "", null, false)), supported: false };
  const seen = (await services.settings.tabs.get())[String(tabId)];
  const claim = await claimIn(services, tabId);
  // The popup knows every platform: a second store on the site, or one that was moved to another, has its button again.
  if (claim?.signedIn) await services.sites.learn(origin, familyOf(claim.platform), tabId);
  return statusOf(services, origin, claim, seen?.origin === origin && seen.interfered);
}

/** The same of a store that is not on the tab in front. */
export async function statusOfSite(services: Services, origin: string): Promise<SiteStatus> {
  const tabs = Object.values(await services.settings.tabs.get());
  const seen = tabs.find((tab) => tab.origin === origin);
  return statusOf(services, siteOf(origin) ?? "", seen?.claim ?? null, false);
}

async function statusOf(
  services: Services,
  origin: string,
  claim: StoreClaim | null,
  interfered: boolean,
): Promise<SiteStatus> {
  const summary = await summaryFor(services, origin);
  const tickets = summary.enrolment ? await listTickets(services, origin) : null;
  const draft = latestDraft(await services.shelves.drafts.all(), origin, await services.outbox.takenIds());
  const url = URL.parse(origin);
  return {
    ...summary,
    claim,
    supported: url !== null,
    plainHttp: url?.protocol === "http:" && !isLoopback(url.hostname),
    tickets: tickets?.ok ? tickets.value : [],
    ticketsRefusal: tickets?.ok === false ? tickets.refusal : null,
    outbox: await services.outbox.list(origin),
    draftId: draft && (isBegun(draft) || interfered) ? draft.draftId : null,
    interfered,
    attempt: (await services.settings.attempts.get())[origin] ?? null,
  };
}

export async function listSites(services: Services): Promise<SiteSummary[]> {
  const enrolled = (await services.enrolments.all()).map(({ storeOrigin }) => storeOrigin);
  const origins = new Set([...(await services.sites.enabled()), ...enrolled]);
  return Promise.all([...origins].sort().map((origin) => summaryFor(services, origin)));
}

async function summaryFor(services: Services, origin: string): Promise<SiteSummary> {
  const enrolment = await services.enrolments.find(origin);
  const keepsSnapshots = (await services.settings.sites.get())[origin]?.keepsSnapshots ?? false;
  return {
    origin,
    snapshotDays: keepsSnapshots ? ((await services.shelves.days.get(origin))?.days.length ?? 0) : null,
    enabled: (await services.sites.enabled()).has(origin),
    enrolment: enrolment && summaryOf(enrolment),
  };
}

/** What the page says it is. It may be lying, and where nothing may run it says nothing. */
async function claimIn(services: Services, tabId: number): Promise<StoreClaim | null> {
  const parsed = storeClaim.safeParse(await services.reach.detectIn(tabId));
  return parsed.success ? parsed.data : null;
}
