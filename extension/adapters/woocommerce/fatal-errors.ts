import type { Facts, Source } from "../adapter.ts";
import { logOf, logTail } from "../error-log.ts";
import type { Page } from "../page.ts";

/**
 * The log of fatal errors, where it is open. No other log is read: those of payment and shipping hold orders and people.
 * `<time>T<time>+00:00 CRITICAL <message> CONTEXT: <what the shop was doing>`; the context stays where it is.
 */
export function fatalErrors({ page }: Source): Facts | null {
  const name = shownName(page);
  if (!name) return null;
  const text = page.tail("#log-viewer pre", logTail + 1) ?? viewerText(page);
  if (text === null) return null;
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.replace(/ ?(?:CONTEXT:|\{"\w).*$/, "").replace(stamp, "$1 $2 - $3"));
  return { logs: [{ key: name, ...logOf(name, lines.join("\n"), null, text.length > logTail, null) }] };
}

const stamp = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})\S{0,8} (?:CRITICAL|EMERGENCY|ALERT|ERROR) (.*)$/i;

/** `fatal-errors-2026-11-20`; behind it the file's name has a hash that opens it to anybody who knows it. */
function shownName(page: Page): string | null {
  const said = page.text("#logs-header .file-id") ?? page.text("#log-viewer-select h2");
  return /^fatal-errors(?:\.\d{1,4})?(?:-\d{4}-\d{2}-\d{2})?/.exec(said ?? "")?.[0] ?? null;
}

/** From 8.6 on each line is an element, with its context folded away in it. */
function viewerText(page: Page): string | null {
  const lines = page.all("#logs-entries .line-content").slice(-2_000);
  if (lines.length === 0) return null;
  const said = lines.map((line) => {
    const whole = page.text(line, 4_000) ?? "";
    const context = page.text(page.one("details", line), 4_000);
    return context && whole.includes(context) ? whole.slice(0, whole.indexOf(context)).trim() : whole;
  });
  return said.join("\n");
}
