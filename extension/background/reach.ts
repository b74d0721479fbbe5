import { browser } from "wxt/browser";
import type { ReadDepth } from "../../shared/report.ts";
import { ownUrl } from "../own-url.ts";
import { tabsOf, tellLauncher } from "../sites.ts";
import type { Reach } from "./services.ts";

declare global {
  /** Put there by capture.ts, in our own world of the store's page. */
  var deskbellCapture: ((captureId: string, depth: ReadDepth) => unknown) | undefined;
}

export const browserReach: Reach = {
  tabsOf,
  tellLauncher,

  async addressOf(tabId) {
    const tab = await browser.tabs.get(tabId).catch(() => null);
    return tab?.url ?? null;
  },

  async runCapture(tabId, captureId, depth) {
    const target = { tabId, frameIds: [0] };
    await browser.scripting.executeScript({ target, files: ["/capture.js"] });
    await browser.scripting.executeScript({
      target,
      // Not waited for: it takes as long as the store takes.
      func: (id: string, to: ReadDepth) => void globalThis.deskbellCapture?.(id, to),
      args: [captureId, depth],
    });
  },

  async detectIn(tabId) {
    const target = { tabId, frameIds: [0] };
    const frames = await browser.scripting.executeScript({ target, files: ["/detect.js"] }).catch(() => []);
    return frames[0]?.result ?? null;
  },

  async openTab(path) {
    await browser.tabs.create({ url: ownUrl(path) });
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
