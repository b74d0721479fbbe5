import type { StoreClaim } from "../adapters/adapter.ts";
import { familyOf } from "../adapters/detect.ts";
import type { Arrangement, LauncherState } from "../messages.ts";
import type { PageCaller } from "../sender.ts";
import { firstArrangement } from "../settings.ts";
import { loseTab } from "./capturing.ts";
import type { Services } from "./services.ts";

export const narrowestPx = 320;
export const widestPx = 720;
const mostTabs = 100;

export async function seeStore(services: Services, caller: PageCaller, claim: StoreClaim): Promise<LauncherState> {
  // A page that was just loaded has nothing left of a capture that ran in the one before it.
  await loseTab(services, caller.tabId);
  await services.sites.learn(caller.origin, familyOf(claim.platform));
  const tab = { origin: caller.origin, claim, interfered: false };
  await services.settings.tabs.change((tabs) => ({
    ...Object.fromEntries(Object.entries(tabs).slice(-mostTabs)),
    [caller.tabId]: tab,
  }));
  return launcherState(services, caller.origin, claim.platform);
}

async function launcherState(services: Services, origin: string, platform: string): Promise<LauncherState> {
  const sites = await services.settings.sites.get();
  const outbox = await services.outbox.list(origin);
  return {
    label: (await services.enrolments.find(origin))?.brand?.button ?? (await labelFor(services, origin, platform)),
    unread: (await services.settings.unread.get())[origin] ?? 0,
    waiting: outbox.filter(({ send }) => send.state === "queued").length,
    arrangement: sites[origin]?.arrangement ?? firstArrangement,
  };
}

/** A store that a profile describes has its own words on the button. */
async function labelFor({ profiles }: Services, origin: string, platform: string): Promise<string> {
  if (!platform.startsWith("declared:")) return "Get Support";
  const named = (await profiles.usedOn(origin)).find(({ id }) => platform === `declared:${id}`);
  return named?.brand.supportLabel ?? "Get Support";
}

export async function refreshLaunchers(services: Services, origin: string): Promise<void> {
  const tabs = await services.reach.tabsOf(origin);
  const seen = await services.settings.tabs.get();
  const tellOne = async (tabId: number) => {
    const state = await launcherState(services, origin, seen[String(tabId)]?.claim.platform ?? "");
    await services.reach.tellLauncher(tabId, { kind: "launcher.state", state });
  };
  await Promise.all(tabs.map(tellOne));
}

export async function arrange(services: Services, caller: PageCaller, arrangement: Arrangement): Promise<void> {
  await services.settings.sites.change((sites) => {
    const site = sites[caller.origin];
    return site ? { ...sites, [caller.origin]: { ...site, arrangement } } : sites;
  });
}

/** The page would not leave the panel alone: the popup offers to go on in a tab. */
export async function noteInterference(services: Services, caller: PageCaller): Promise<void> {
  await services.settings.tabs.change((tabs) => {
    const tab = tabs[caller.tabId];
    return tab ? { ...tabs, [caller.tabId]: { ...tab, interfered: true } } : tabs;
  });
}
