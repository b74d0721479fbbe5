import type { Facts, Source, StoreClaim } from "../adapter.ts";
import { lastEntryIn, logOf, logTail } from "../error-log.ts";
import type { Page } from "../page.ts";

/**
 * The error log's page: one text area, or from 4.x on one in a tab for each log. A log that is too large is shown empty,
 * or from 4.x on by its oldest part: nothing of such a one is read. The record of modifications is no error log.
 */
export function errorLogs({ page }: Source, claim: StoreClaim): Facts | null {
  const names = page.all('[id^="content"] .nav-tabs a').map((tab) => page.text(tab) ?? "");
  const panes = page.all('[id^="content"] .tab-pane');
  const whole = page.one('[id^="content"]');
  const parts = panes.length > 0 ? panes.map((pane, at) => ({ pane, name: names[at] || "error.log" })) : [];
  if (parts.length === 0 && whole) parts.push({ pane: whole, name: "error.log" });

  const found: Required<Pick<Facts, "logs" | "notes">> = { logs: [], notes: [] };
  for (const { pane, name } of parts.slice(0, 20)) {
    const area = page.one("textarea", pane);
    if (!area || name === "ocmod.log") continue;
    const size = oversize(page, pane);
    if (size) {
      found.notes.push(noteOn(name, `is too large for its page (${size}): its newest lines are not on it`));
      continue;
    }
    const { text, note } = textOf(page, area, panes.length > 0 ? pane : page.one("body"));
    if (note) found.notes.push(noteOn(name, note));
    const log = logOf(name, text, null, false, folderOf(claim));
    found.logs.push({ key: name, ...log, truncated: log.truncated || note === whyCut });
  }
  return found.logs.length + found.notes.length > 0 ? found : null;
}

const whyCut = "is longer than what is read of it here: its newest lines are missing";

/**
 * Versions that write the log into the page as it is end its text area where the log itself has such a tag: what comes
 * after it is text of the page then, without whatever looked like a tag.
 */
function textOf(page: Page, area: Element, around: Element | null): { text: string; note: string | null } {
  const text = page.tail(area, logTail * 2) ?? "";
  const beyond = page.tail(around, logTail * 2) ?? "";
  const last = lastEntryIn(beyond);
  // A page that was cut off within the log ends with it.
  if (page.all("*").at(-1) === area) return { text, note: whyCut };
  if (last === null || text.includes(last)) return { text, note: null };
  return { text: beyond, note: "holds the tag that ends its text field: what follows it was read without its tags" };
}

function noteOn(name: string, why: string): NonNullable<Facts["notes"]>[number] {
  return { fact: "logs", why: `${name} ${why}` };
}

/** The size that the warning names; the words around it are translated. */
function oversize(page: Page, pane: Element): string | null {
  return /\b\d+(?:[.,]\d+)?\s?[KMG]B\b/.exec(page.text(page.one(".alert-danger", pane)) ?? "")?.[0] ?? null;
}

/** The folder that the admin was given, which no path is to be shortened by. */
export function folderOf({ adminPath }: StoreClaim): string | null {
  return adminPath.split("/").at(-2) || null;
}
