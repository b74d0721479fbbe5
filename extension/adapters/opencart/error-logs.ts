import type { Facts, Source, StoreClaim } from "../adapter.ts";
import { logOf, logTail } from "../error-log.ts";
import type { Page } from "../page.ts";

/**
 * The error log's page: one text area, or from 4.x on one in a tab for each log. A log that is too large is shown empty,
 * or from 4.x on by its oldest part: nothing of such a one is read. The record of modifications is no error log.
 */
export function errorLogs({ page }: Source, claim: StoreClaim): Facts | null {
  const names = page.all("#content .nav-tabs a").map((tab) => page.text(tab) ?? "");
  const panes = page.all("#content .tab-pane");
  const whole = page.one("#content");
  const parts = panes.length > 0 ? panes.map((pane, at) => ({ pane, name: names[at] || "error.log" })) : [];
  if (parts.length === 0 && whole) parts.push({ pane: whole, name: "error.log" });

  const found: Required<Pick<Facts, "logs" | "notes">> = { logs: [], notes: [] };
  for (const { pane, name } of parts.slice(0, 20)) {
    const area = page.one("textarea", pane);
    const size = oversize(page, pane);
    if (!area || name === "ocmod.log") continue;
    if (size) {
      found.notes.push({
        fact: "logs",
        why: `${name} is too large for its page (${size}): its newest lines are not on it`,
      });
    } else {
      const text = page.tail(area, logTail * 2) ?? "";
      found.logs.push({ key: name, ...logOf(name, text, null, false, folderOf(claim)) });
    }
  }
  return found.logs.length + found.notes.length > 0 ? found : null;
}

/** The size that the warning names; the words around it are translated. */
function oversize(page: Page, pane: Element): string | null {
  return /\b\d+(?:[.,]\d+)?\s?[KMG]B\b/.exec(page.text(page.one(".alert-danger", pane)) ?? "")?.[0] ?? null;
}

function folderOf({ adminPath }: StoreClaim): string | null {
  return adminPath.split("/").at(-2) || null;
}
