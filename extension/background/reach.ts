import { browser } from "wxt/browser";
import type { ReadDepth } from "../../shared/report.ts";
import type { StoreProfile } from "../../shared/store-profile.ts";
import { hookPageErrors } from "../capture/page-errors.ts";
import { siteOf } from "../origins.ts";
import { ownUrl } from "../own-url.ts";
import { tabsOf, tellLauncher } from "../sites.ts";
import type { Reach } from "./services.ts";

declare global {
  /** Put there by capture.ts, in our own world of the store's page. */
  var deskbellCapture: ((captureId: string, depth: ReadDepth) => unknown) | undefined;
  var deskbellStop: (() => void) | undefined;
  var deskbellReadPage: (() => Promise<unknown>) | undefined;
  /** Says whether the page was not armed before. */
  var deskbellArm: ((channel: string) => boolean) | undefined;
  var deskbellObserved: (() => unknown) | undefined;
  /** Store profiles that name this page's site: brought before whatever reads the page. */
  var deskbellProfiles: readonly StoreProfile[] | undefined;
}

const pngAddress = "data:image/png;base64,";

/** `profilesOn` gives the store profiles that name a site. */
export function openReach(profilesOn: (origin: string) => Promise<readonly StoreProfile[]>): Reach {
  /** Brings into the page what profiles say of its site, and then this script of ours. */
  async function bring(tabId: number, file: string): Promise<unknown> {
    const target = { tabId, frameIds: [0] };
    const origin = siteOf((await browser.tabs.get(tabId)).url);
    const profiles = origin === null ? [] : await profilesOn(origin);
    const func = (named: readonly StoreProfile[]) => {
      globalThis.deskbellProfiles = named;
    };
    await browser.scripting.executeScript({ target, func, args: [[...profiles]] });
    const frames = await browser.scripting.executeScript({ target, files: [file] });
    return frames[0]?.result ?? null;
  }

  return {
    tabsOf,
    tellLauncher,

    async addressOf(tabId) {
      const tab = await browser.tabs.get(tabId).catch(() => null);
      return tab?.url ?? null;
    },

    async runCapture(tabId, captureId, depth) {
      const target = { tabId, frameIds: [0] };
      await bring(tabId, "/capture.js");
      await armPage(tabId);
      await browser.scripting.executeScript({
        target,
        // Not waited for: it takes as long as the store takes.
        func: (id: string, to: ReadDepth) => void globalThis.deskbellCapture?.(id, to),
        args: [captureId, depth],
      });
    },

    async stopCapture(tabId) {
      const target = { tabId, frameIds: [0] };
      await browser.scripting.executeScript({ target, func: () => globalThis.deskbellStop?.() });
    },

    fetchSigned: (input, init) => fetch(input, { ...init, credentials: "include" }),

    async readPage(tabId) {
      const target = { tabId, frameIds: [0] };
      await bring(tabId, "/capture.js");
      const frames = await browser.scripting.executeScript({ target, func: () => globalThis.deskbellReadPage?.() });
      return frames[0]?.result ?? null;
    },

    async observed(tabId) {
      const target = { tabId, frameIds: [0] };
      const func = () => globalThis.deskbellObserved?.();
      const frames = await browser.scripting.executeScript({ target, func }).catch(() => []);
      return frames[0]?.result ?? null;
    },

    async detectIn(tabId) {
      return bring(tabId, "/detect.js").catch(() => null);
    },

    async coversIn(tabId) {
      return bring(tabId, "/covers.js");
    },

    async photograph(tabId) {
      const { active, windowId } = await browser.tabs.get(tabId);
      if (!active || windowId === undefined) return null;
      const address = await browser.tabs.captureVisibleTab(windowId, { format: "png" });
      const after = await browser.tabs.get(tabId);
      if (!after.active || after.windowId !== windowId || !address.startsWith(pngAddress)) return null;
      return Uint8Array.fromBase64(address.slice(pngAddress.length));
    },

    async shortcut() {
      const commands = await browser.commands.getAll();
      return commands.find(({ name }) => name === "_execute_action")?.shortcut || null;
    },

    async openTab(path, besideTabId) {
      const beside = besideTabId === undefined ? null : await browser.tabs.get(besideTabId).catch(() => null);
      const { id: openerTabId, windowId } = beside ?? {};
      const isPlaced = beside && openerTabId !== undefined && windowId !== undefined;
      await browser.tabs.create({
        url: ownUrl(path),
        ...(isPlaced && { index: beside.index + 1, openerTabId, windowId }),
      });
    },

    // Browsers round this up to half a minute.
    async wakeIn(name, ms) {
      await browser.alarms.create(name, { when: Date.now() + ms });
    },

    async languageOf(text) {
      const { isReliable, languages } = await browser.i18n.detectLanguage(text);
      const [first] = languages.toSorted((one, other) => other.percentage - one.percentage);
      return isReliable && first && first.percentage >= 70 ? first.language : null;
    },

    async cancelWake(name) {
      await browser.alarms.clear(name);
    },
  };
}

/** From now on what fails in this page is noted; once a page, and under a name that is made up for it. */
async function armPage(tabId: number): Promise<void> {
  const target = { tabId, frameIds: [0] };
  const channel = crypto.randomUUID();
  const func = (name: string) => globalThis.deskbellArm?.(name) ?? false;
  const frames = await browser.scripting.executeScript({ target, func, args: [channel] });
  if (frames[0]?.result !== true) return;
  await browser.scripting.executeScript({ target, world: "MAIN", func: hookPageErrors, args: [channel] });
}
