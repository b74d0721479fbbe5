import { browser } from "wxt/browser";
import { inTurn } from "./in-turn.ts";
import type { LauncherEvent } from "./messages.ts";
import { patternOf, siteOf } from "./origins.ts";
import { firstArrangement, type Settings, without } from "./settings.ts";

export type Sites = ReturnType<typeof createSites>;

export function createSites(
  settings: Pick<Settings, "sites" | "siteWish">,
  changed: (origin: string) => Promise<void>,
) {
  const turn = inTurn();
  const enabled = async () => new Set(Object.keys(await settings.sites.get()));

  async function enable(origin: string, tabId: number | null): Promise<void> {
    await settings.sites.change((sites) => ({
      ...sites,
      [origin]: sites[origin] ?? { enabledAt: new Date().toISOString(), arrangement: firstArrangement },
    }));
    await turn(() => register(patternOf(origin)));
    // A registration is for pages to come; the one in front of the person is there already.
    const tabs = await tabsOf(origin);
    await Promise.all([...new Set([...tabs, ...(tabId === null ? [] : [tabId])])].map(inject));
    await changed(origin);
  }

  async function forget(origin: string): Promise<void> {
    await settings.sites.change((sites) => without(sites, origin));
    await Promise.all((await tabsOf(origin)).map((tabId) => tellLauncher(tabId, { kind: "launcher.gone" })));
    const left = [...(await enabled())].map(patternOf);
    if (!left.includes(patternOf(origin))) await turn(() => unregister(patternOf(origin)));
    await changed(origin);
  }

  return {
    enabled,
    forget,

    /** Remembers the wish, and fulfils it at once where the permission is there already. */
    async wish(origin: string, tabId: number | null): Promise<boolean> {
      await settings.siteWish.change(() => ({ origin, tabId }));
      return this.fulfil();
    },

    /** Goes on where the browser's prompt closed the popup. */
    async fulfil(): Promise<boolean> {
      const wish = await settings.siteWish.get();
      if (!wish || !(await isAllowed(wish.origin))) return false;
      await settings.siteWish.change(() => null);
      await enable(wish.origin, wish.tabId);
      return true;
    },

    /** The person took permissions back in the browser's own pages. */
    async dropNotAllowed(): Promise<void> {
      for (const origin of await enabled()) if (!(await isAllowed(origin))) await forget(origin);
    },

    /** Registrations do not survive an update of the extension. */
    async restore(): Promise<void> {
      for (const origin of await enabled()) {
        if (await isAllowed(origin)) await turn(() => register(patternOf(origin)));
      }
    },
  };
}

export function isAllowed(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [patternOf(origin)] });
}

/** Gives the permission back. One that a test build has by its manifest cannot be given back. */
export async function giveBack(origin: string): Promise<void> {
  await browser.permissions.remove({ origins: [patternOf(origin)] }).catch(() => false);
}

/** Tabs of this origin; the browser tells addresses only of sites that are allowed. */
export async function tabsOf(origin: string): Promise<number[]> {
  const tabs = await browser.tabs.query({ url: patternOf(origin) }).catch(() => []);
  return tabs.flatMap(({ id, url }) => (id !== undefined && siteOf(url) === origin ? [id] : []));
}

export async function tellLauncher(tabId: number, event: LauncherEvent): Promise<void> {
  // A tab that was closed or has no launcher has nothing to be told.
  await browser.tabs.sendMessage(tabId, { event }, { frameId: 0 }).catch(() => undefined);
}

async function inject(tabId: number): Promise<void> {
  await browser.scripting
    .executeScript({ target: { tabId, frameIds: [0] }, files: ["/store.js"] })
    .catch((error: unknown) =>
      console.warn("The page cannot be reached now; it will have its button when loaded.", error),
    );
}

async function register(pattern: string): Promise<void> {
  const id = `store:${pattern}`;
  await unregister(pattern);
  await browser.scripting.registerContentScripts([
    { id, matches: [pattern], js: ["store.js"], runAt: "document_idle", allFrames: false, persistAcrossSessions: true },
  ]);
}

async function unregister(pattern: string): Promise<void> {
  const id = `store:${pattern}`;
  const known = await browser.scripting.getRegisteredContentScripts({ ids: [id] });
  if (known.length > 0) await browser.scripting.unregisterContentScripts({ ids: [id] });
}
