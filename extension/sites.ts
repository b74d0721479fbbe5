import { browser } from "wxt/browser";
import type { Family } from "./adapters/detect.ts";
import { inTurn } from "./in-turn.ts";
import type { LauncherEvent } from "./messages.ts";
import { patternOf, siteOf } from "./origins.ts";
import { firstArrangement, type Settings, without } from "./settings.ts";

export type Sites = ReturnType<typeof createSites>;

export function createSites(
  settings: Pick<Settings, "sites" | "siteWish">,
  changed: (origin: string) => Promise<void>,
  /** Sites that a store profile names. */
  declared: () => Promise<readonly string[]>,
) {
  const turn = inTurn();
  const enabled = async () => new Set(Object.keys(await settings.sites.get()));

  async function enable(origin: string, tabId: number | null): Promise<void> {
    await settings.sites.change((sites) => ({
      ...sites,
      [origin]: sites[origin] ?? { enabledAt: new Date().toISOString(), arrangement: firstArrangement },
    }));
    await turn(() => registerFor(origin));
    // A registration is for pages to come; the one in front of the person is there already.
    const tabs = await tabsOf(origin);
    await Promise.all([...new Set([...tabs, ...(tabId === null ? [] : [tabId])])].map((tab) => injectFor(origin, tab)));
    await changed(origin);
  }

  async function forget(origin: string): Promise<void> {
    await settings.sites.change((sites) => without(sites, origin));
    await Promise.all((await tabsOf(origin)).map((tabId) => tellLauncher(tabId, { kind: "launcher.gone" })));
    const left = [...(await enabled())].map(patternOf);
    if (!left.includes(patternOf(origin))) await turn(() => unregister(patternOf(origin)));
    await changed(origin);
  }

  /** A host that a profile names is looked at for its profiles, every other for the platforms that it may be of. */
  async function scriptsFor(origin: string): Promise<Script[]> {
    const isDeclared = (await declared()).some((named) => patternOf(named) === patternOf(origin));
    if (isDeclared) return [scripts.declared];
    // A registration is for a host: stores on other ports of it are of other platforms.
    const sites = Object.entries(await settings.sites.get()).filter(
      ([other]) => patternOf(other) === patternOf(origin),
    );
    const isOpen = sites.some(([, { families = [] }]) => families.length === 0 || families.includes("declared"));
    const known = new Set(sites.flatMap(([, { families = [] }]) => families));
    return isOpen ? [scripts.opencart, scripts.others] : [...known].map((family) => scripts[family]);
  }
  const registerFor = async (origin: string) => register(patternOf(origin), await scriptsFor(origin));
  const injectFor = async (origin: string, tabId: number) => inject(tabId, await scriptsFor(origin));

  return {
    enabled,
    forget,

    /**
     * What a page of the site turned out to be of: from now on its pages are looked at for this too, and for nothing that
     * was never seen. `tabId` shows such a page now, and has no button yet.
     */
    async learn(origin: string, family: Family, tabId: number | null = null): Promise<void> {
      const site = (await settings.sites.get())[origin];
      if (!site || site.families?.includes(family)) return;
      await settings.sites.change((sites) => {
        const known = sites[origin];
        return known ? { ...sites, [origin]: { ...known, families: [...(known.families ?? []), family] } } : sites;
      });
      if (!(await isAllowed(origin))) return;
      await turn(() => registerFor(origin));
      if (tabId !== null) await injectFor(origin, tabId);
    },

    /** A store profile came or went: pages of these sites are looked at anew, those that are open too. */
    async renew(origins: readonly string[]): Promise<void> {
      const known = await enabled();
      for (const origin of origins) {
        if (!known.has(origin) || !(await isAllowed(origin))) continue;
        await turn(() => registerFor(origin));
        for (const tabId of await tabsOf(origin)) {
          await tellLauncher(tabId, { kind: "launcher.gone" });
          await injectFor(origin, tabId);
        }
        await changed(origin);
      }
    },

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
        if (await isAllowed(origin)) await turn(() => registerFor(origin));
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

const scripts = { opencart: "store.js", others: "store-others.js", declared: "store-declared.js" } as const;
type Script = (typeof scripts)[Family];

async function inject(tabId: number, files: readonly Script[]): Promise<void> {
  await browser.scripting
    .executeScript({ target: { tabId, frameIds: [0] }, files: files.map((file) => `/${file}` as const) })
    .catch((error: unknown) =>
      console.warn("The page cannot be reached now; it will have its button when loaded.", error),
    );
}

async function register(pattern: string, js: Script[]): Promise<void> {
  const id = `store:${pattern}`;
  await unregister(pattern);
  await browser.scripting.registerContentScripts([
    { id, matches: [pattern], js, runAt: "document_idle", allFrames: false, persistAcrossSessions: true },
  ]);
}

async function unregister(pattern: string): Promise<void> {
  const id = `store:${pattern}`;
  const known = await browser.scripting.getRegisteredContentScripts({ ids: [id] });
  if (known.length > 0) await browser.scripting.unregisterContentScripts({ ids: [id] });
}
