import type { LogGroup } from "../../../shared/report.ts";
import type { Facts, Source, StoreClaim } from "../adapter.ts";
import { shortenPath, shortenPaths } from "../error-log.ts";
import { folderOf } from "./error-logs.ts";

/** How much of a page's beginning is looked at, in characters: PHP prints its errors before anything else. */
const headLength = 30_000;
const mostErrors = 300;

/**
 * Errors that PHP printed into the page or before it, as `<b>Warning</b>: … in <b>path</b> on line <b>4</b>`: evidence
 * that stands in no log where the store writes none.
 */
export function pageErrors({ page }: Source, claim: StoreClaim): Facts | null {
  const marked = new Set(
    page
      .all("b")
      .slice(0, mostErrors * 3)
      .map((one) => page.text(one, 500)),
  );
  const groups = new Map<string, LogGroup>();
  for (const found of (page.text("body", headLength) ?? "").matchAll(error)) {
    const [, kind = "", words = "", file = "", line = ""] = found;
    if (!marked.has(kind) || !marked.has(file) || groups.size >= mostErrors) continue;
    const folder = folderOf(claim);
    const message = `PHP ${kind}: ${shortenPaths(words, folder)}`;
    const place = { file: shortenPath(file, folder), line: Number(line) };
    const key = JSON.stringify([message, place]);
    const count = (groups.get(key)?.count ?? 0) + 1;
    groups.set(key, { message, ...place, count, first: null, last: null });
  }
  if (groups.size === 0) return null;
  const name = "shown on the page";
  return { logs: [{ key: name, name, size: null, truncated: false, groups: [...groups.values()] }] };
}

const error =
  /\b(Warning|Notice|Deprecated|Fatal error|Parse error|Strict Standards|Recoverable fatal error|Unknown): ([^\n]{1,600}?) in ((?:[A-Za-z]:)?[\\/][^\n<>]{1,400}?) on line (\d{1,7})\b/g;
