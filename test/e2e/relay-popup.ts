import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { launchBrowser } from "../support/browser.ts";
import { root } from "../support/tool.ts";
import { click, type Ends, eventually, openDesk, type World } from "./world.ts";

/** The reseller sits at a browser of their own: nothing of the store owner's is in it. */
export async function resellersBrowser({ server, store }: World, args: readonly string[] = []): Promise<Ends> {
  const browser = await launchBrowser({
    extensionDir: join(root, ".output/chrome-mv3-test"),
    hosts: { "shop.test": store.port },
    args,
  });
  return { browser, server };
}

/** The popup over a page, with the focus that a window would give it. */
export async function openPopup({ browser }: Ends, page: Page): Promise<Page> {
  const popup = await browser.popup(page);
  await popup.emulateFocusedPage(true);
  await popup.waitForSelector(".popup");
  return popup;
}

/** A click elsewhere closes it. */
export async function closePopup(popup: Page): Promise<void> {
  if (!popup.isClosed()) await popup.close().catch(() => {}); // It may be closing by itself.
}

/** Asks for a code in the popup over this page; gives it as it is shown. */
export async function askForCode(ends: Ends, popup: Page): Promise<string> {
  await click(await popup.waitForSelector("::-p-text(I am a reseller)"));
  await (await popup.waitForSelector("#reseller-server"))?.type(ends.server.demo().url);
  await click(await popup.waitForSelector("::-p-aria([name='Show a code'][role='button'])"));
  return shownCode(popup);
}

export async function shownCode(popup: Page): Promise<string> {
  await popup.waitForSelector(".code b");
  return popup.$$eval(".code b", (groups) => groups.map((group) => group.textContent).join("-"));
}

/** The signed-in reseller types the code on the desk's page; gives what the page says of who asks. */
export async function lookUp(desk: Page, code: string): Promise<string> {
  await desk.bringToFront();
  await click(await desk.waitForSelector("nav ::-p-text(Popups)"));
  await (await desk.waitForSelector("::-p-aria(Code that the popup shows)"))?.type(code);
  await click(await desk.waitForSelector("::-p-aria([name='Look it up'][role='button'])"));
  const facts = await desk.waitForSelector("[aria-labelledby=pair-title] dl");
  return (await facts?.evaluate((list) => (list as HTMLElement).innerText)) ?? ""; // A definition list is HTML.
}

export async function approve(desk: Page): Promise<void> {
  await click(await desk.waitForSelector("::-p-aria([name='Approve'][role='button'])"));
  await desk.waitForSelector("::-p-text(Approved.)");
}

/** All of it: a desk that is signed in to, and a popup that is paired with it. */
export async function paired(ends: Ends): Promise<Page> {
  const desk = await openDesk(ends, "reseller");
  const asking = await openPopup(ends, desk);
  const code = await askForCode(ends, asking);
  await closePopup(asking);
  await lookUp(desk, code);
  await approve(desk);
  const popup = await openPopup(ends, desk);
  await popup.waitForSelector(".clients [role=option]");
  await closePopup(popup);
  return desk;
}

/** Follows a link that opens a tab: the tab. */
export async function followed({ browser }: Ends, link: () => Promise<void>, path: string): Promise<Page> {
  const opened = browser.browser.waitForTarget((target) => target.type() === "page" && target.url().includes(path));
  // The popup closes as the tab opens, which may be before the press itself is answered.
  await link().catch(() => {});
  const tab = await (await opened).page();
  if (!tab) throw new Error(`No tab at ${path}`);
  return tab;
}

/** What has the focus in the popup, as a person would call it. */
export async function focused(popup: Page): Promise<string> {
  return popup.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return "nothing";
    const label =
      at.getAttribute("aria-label") ?? (at.id && document.querySelector(`label[for="${at.id}"]`)?.textContent);
    return (label || at.textContent || at.id).replace(/\s+/g, " ").trim();
  });
}

/** Presses Tab until this has the focus. */
export async function tabTo(popup: Page, name: string, shift = false): Promise<void> {
  const isThere = async () => (await focused(popup)).includes(name);
  const seen: string[] = [];
  for (let presses = 0; presses < 40; presses += 1) {
    if (await isThere()) return;
    seen.push(await focused(popup));
    if (shift) await popup.keyboard.down("Shift");
    await popup.keyboard.press("Tab");
    if (shift) await popup.keyboard.up("Shift");
  }
  throw new Error(`Tab never comes to ${name}, only to: ${seen.join(" | ")}`);
}

export async function expectFocus(popup: Page, name: string): Promise<void> {
  let last = "";
  await eventually(
    async () => {
      last = await focused(popup);
      return last.includes(name);
    },
    `the focus on ${name}`,
    5_000,
  ).catch((error: unknown) => {
    throw new Error(`The focus is on ${last}, not on ${name}`, { cause: error });
  });
}
