import { v7 } from "uuid";
import { browser } from "wxt/browser";
import { openServer } from "../api.ts";
import { openShelves } from "../database.ts";
import { createEnrolments } from "../enrolments.ts";
import type { PanelEvent } from "../messages.ts";
import { createOutbox } from "../outbox.ts";
import { openSettings } from "../settings.ts";
import { createSites, isAllowed } from "../sites.ts";
import { createStandings } from "../standings.ts";
import { afterChange, deliver } from "./filing.ts";
import { browserReach } from "./reach.ts";
import type { Services } from "./services.ts";

export const outboxAlarm = "outbox";

/** The services of the running extension. Nothing is kept in them that could not be lost with the worker. */
export function makeServices(): Services {
  const shelves = openShelves();
  const settings = openSettings();
  const now = () => Date.now();
  const changed = (storeOrigin: string) => tell({ kind: "site.changed", storeOrigin });
  const enrolments = createEnrolments({ shelf: shelves.enrolments, settings, openServer, isAllowed, now, changed });
  const outbox = createOutbox({
    shelf: shelves.outbox,
    deliver: (entry) => deliver({ enrolments, openServer }, entry),
    lock: (name, work) => navigator.locks.request(name, work),
    now,
    random: Math.random,
    wakeAt: (at) => (at === null ? browserReach.cancelWake(outboxAlarm) : browserReach.wakeIn(outboxAlarm, at - now())),
    changed: (entry, isSending) => afterChange(services, entry, isSending),
  });
  const standings = createStandings({
    shelf: shelves.standings,
    enrolments,
    openServer,
    now,
    changed: (storeOrigin) => tell({ kind: "standing.changed", storeOrigin }),
  });
  const services: Services = {
    shelves,
    settings,
    sites: createSites(settings, changed),
    enrolments,
    outbox,
    standings,
    reach: browserReach,
    openServer,
    tell,
    now: () => new Date(),
    newId: () => v7(),
    client: { name: "deskbell", version: browser.runtime.getManifest().version },
    canConsentInFrame: import.meta.env.BROWSER !== "firefox",
  };
  return services;
}

async function tell(event: PanelEvent): Promise<void> {
  // Nobody is listening while no panel and no page of ours is open.
  await browser.runtime.sendMessage({ event }).catch(() => undefined);
}
