import { v7 } from "uuid";
import { browser } from "wxt/browser";
import { openServer as openServerAt, watchingToken } from "../api.ts";
import { openShelves } from "../database.ts";
import { createEnrolments, type Enrolments } from "../enrolments.ts";
import type { PanelEvent } from "../messages.ts";
import { createOutbox } from "../outbox.ts";
import { createProfiles } from "../profiles.ts";
import { openResellerServer } from "../reseller-server.ts";
import { openSettings, type Settings, without } from "../settings.ts";
import { createSites, isAllowed } from "../sites.ts";
import { createStandings } from "../standings.ts";
import { afterChange, deliver } from "./filing.ts";
import { openReach } from "./reach.ts";
import type { Services } from "./services.ts";

export const outboxAlarm = "outbox";

/** The services of the running extension. Nothing is kept in them that could not be lost with the worker. */
export function makeServices(): Services {
  const shelves = openShelves();
  const settings = openSettings();
  const now = () => Date.now();
  const tell = teller(settings);
  const changed = (storeOrigin: string) => tell({ kind: "site.changed", storeOrigin });
  const openServer = (origin: string, token: string | null) =>
    openServerAt(
      origin,
      token,
      // What tells of it is answered first: an exchange of a token is nothing to wait for.
      token === null ? fetch : watchingToken(fetch, () => void enrolments.exchange(token)),
    );
  const enrolments: Enrolments = createEnrolments({
    shelf: shelves.enrolments,
    settings,
    openServer,
    isAllowed,
    now,
    changed,
  });
  const profiles = createProfiles({
    kept: settings.profiles,
    now: () => new Date(),
    changed: (origins) => services.sites.renew(origins),
  });
  const reach = openReach(profiles.usedOn);
  const outbox = createOutbox({
    shelf: shelves.outbox,
    deliver: (entry) => deliver({ enrolments, openServer, shelves }, entry),
    lock: (name, work) => navigator.locks.request(name, work),
    now,
    random: Math.random,
    wakeAt: (at) => (at === null ? reach.cancelWake(outboxAlarm) : reach.wakeIn(outboxAlarm, at - now())),
    changed: (entry, isSending) => afterChange(services, entry, isSending),
  });
  const standings = createStandings({
    shelf: shelves.standings,
    enrolments,
    openServer,
    now,
    changed: (storeOrigin) => tell({ kind: "standing.changed", storeOrigin }),
    branded: enrolments.rebrand,
  });
  const services: Services = {
    shelves,
    settings,
    sites: createSites(settings, changed, profiles.origins),
    enrolments,
    outbox,
    standings,
    profiles,
    reach,
    openServer,
    openReseller: openResellerServer,
    isAllowed,
    tell,
    now: () => new Date(),
    newId: () => v7(),
    // Stands in what a person sees before sending: under a white label it names nobody.
    client: { name: "store-panel", version: browser.runtime.getManifest().version },
    canConsentInFrame: import.meta.env.BROWSER !== "firefox",
  };
  return services;
}

/**
 * Tells every page of our own. Firefox leaves out pages that stand in a frame of a web page: there each panel of the
 * event's store is told by its frame, and by nothing less, for the tab's other listeners stand in the store's page.
 */
function teller({ panels }: Pick<Settings, "panels">): Services["tell"] {
  return async (event: PanelEvent) => {
    // Nobody is listening while no panel and no page of ours is open.
    await browser.runtime.sendMessage({ event }).catch(() => undefined);
    if (import.meta.env.BROWSER !== "firefox") return;
    for (const [tabId, { frameId, origin }] of Object.entries(await panels.get())) {
      if (origin !== event.storeOrigin) continue;
      await browser.tabs
        .sendMessage(Number(tabId), { event }, { frameId })
        .catch(() => panels.change((open) => without(open, tabId)));
    }
  };
}
