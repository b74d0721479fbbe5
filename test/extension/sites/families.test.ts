import { beforeEach, expect, test, vi } from "vitest";
import type { Item, Site } from "../../../extension/settings.ts";
import { createSites } from "../../../extension/sites.ts";

const registered = new Map<string, string[]>();
const injected: { tabId: number; files: string[] }[] = [];

vi.mock("wxt/browser", () => ({
  browser: {
    permissions: { contains: async () => true },
    tabs: { query: async () => [] },
    scripting: {
      getRegisteredContentScripts: async ({ ids }: { ids: string[] }) =>
        ids.filter((id) => registered.has(id)).map((id) => ({ id })),
      unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
        for (const id of ids) registered.delete(id);
      },
      registerContentScripts: async ([script]: { id: string; js: string[] }[]) => {
        if (script) registered.set(script.id, script.js);
      },
      executeScript: async ({ target, files }: { target: { tabId: number }; files: string[] }) =>
        injected.push({ tabId: target.tabId, files }),
    },
  },
}));

const origin = "https://shop.example";

function kept<Value>(first: Value): Item<Value> {
  let value = first;
  return {
    get: async () => value,
    change: async (change) => {
      value = change(value);
      return value;
    },
  };
}

async function enabledSite(declared: readonly string[] = []) {
  const sites = kept<Record<string, Site>>({});
  const made = createSites(
    { sites, siteWish: kept<{ origin: string; tabId: number | null } | null>(null) },
    async () => {},
    async () => declared,
  );
  await made.wish(origin, 7);
  return made;
}

const scripts = () => [...registered.values()].flat();

beforeEach(() => {
  registered.clear();
  injected.length = 0;
});

test("a site of which no page was recognised yet is looked at for every platform", async () => {
  await enabledSite();
  expect(scripts()).toEqual(["store.js", "store-others.js"]);
});

test("a site whose pages are of one family is looked at for that one alone", async () => {
  const sites = await enabledSite();
  await sites.learn(origin, "opencart");
  expect(scripts()).toEqual(["store.js"]);
});

test("a second store on the site is looked at from then on, and has its button on the page in front at once", async () => {
  const sites = await enabledSite();
  await sites.learn(origin, "opencart");
  injected.length = 0;
  await sites.learn(origin, "others", 9);
  expect(scripts()).toEqual(["store.js", "store-others.js"]);
  expect(injected).toEqual([{ tabId: 9, files: ["/store.js", "/store-others.js"] }]);
});

test("what is known already registers and injects nothing anew, nor does a site that was never enabled", async () => {
  const sites = await enabledSite();
  await sites.learn(origin, "opencart");
  injected.length = 0;
  await sites.learn(origin, "opencart", 9);
  await sites.learn("https://other.example", "others", 9);
  expect([scripts(), injected]).toEqual([["store.js"], []]);
});

test("a host that a profile names is looked at for its profiles alone", async () => {
  await enabledSite([origin]);
  expect(scripts()).toEqual(["store-declared.js"]);
});
