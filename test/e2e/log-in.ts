import { setTimeout as pause } from "node:timers/promises";
import type { ElementHandle, Page } from "puppeteer-core";

const password = "input[type=password]";
/** Anything a name or an address is typed into; the one before the password is the one that is meant. */
const fields = "input:is([type=text], [type=email], [type=tel], :not([type])), input[type=password]";

/**
 * Logs in to whatever admin this is: the field before the password, the password, Return. True where no password is
 * asked for afterwards, also if none was asked for at all.
 */
export async function logIn(page: Page, user: string, secret: string, limitMs = 20_000): Promise<boolean> {
  if (!(await isAsked(page))) return true;
  const seen = await visible(page, fields);
  const at = await indexOf(seen, password);
  await retype(seen[at - 1], user);
  await retype(seen[at], secret);
  await page.keyboard.press("Enter");
  for (const end = Date.now() + limitMs; Date.now() < end; await pause(100)) {
    // Between two pages there is nothing to look at.
    const isOut = await isAsked(page).catch(() => true);
    if (!isOut && (await page.evaluate(() => document.readyState).catch(() => "")) === "complete") return true;
    if (isOut && (await saysNo(page).catch(() => false))) return false;
  }
  return false;
}

async function isAsked(page: Page): Promise<boolean> {
  return (await visible(page, password)).length > 0;
}

/** The page says something red beside its form. */
async function saysNo(page: Page): Promise<boolean> {
  const signs = ".alert-danger, .alert-error, .text-danger, .warning, .error, .invalid-feedback, [role=alert]";
  for (const sign of await visible(page, signs)) {
    if (await sign.evaluate((element) => (element.textContent ?? "").trim() !== "")) return true;
  }
  return false;
}

async function visible(page: Page, selector: string): Promise<ElementHandle[]> {
  const found = await page.$$(selector);
  const shown = await Promise.all(found.map((element) => element.isVisible()));
  return found.filter((_, index) => shown[index]);
}

async function indexOf(elements: readonly ElementHandle[], selector: string): Promise<number> {
  for (const [index, element] of elements.entries()) {
    if (await element.evaluate((one, wanted) => one.matches(wanted), selector)) return index;
  }
  return -1;
}

/** Takes the place of what a browser or a demo had filled in. */
async function retype(field: ElementHandle | undefined, text: string): Promise<void> {
  if (!field) return;
  await field.click({ count: 3 });
  await field.press("Backspace");
  await field.type(text);
}
