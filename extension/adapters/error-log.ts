import type { LogGroup, Report } from "../../shared/report.ts";

type Log = Report["logs"][number];

/** How much of a log's end is looked at, in characters. */
export const logTail = 64 * 1024;

const mostGroups = 100;

/** `2026-11-22 3:56:08 - …`, or the day first. */
const entry = /^(\d{2,4})-(\d{2})-(\d{2,4}) (\d{1,2}):(\d{2}):(\d{2}) - ?(.*)$/;
const place = /\s+in\s+((?:[A-Za-z]:)?[\\/][^\n]{1,500}?)(?:\s+on\s+line\s+|:)(\d{1,7})\s*$/;

/**
 * A PHP error log's entries, the same ones counted together: most frequent first, then the newest. Paths lose what
 * stands before the store's own folder. A first line that was cut is left out.
 */
export function groupLog(text: string, adminFolder: string | null): LogGroup[] {
  const groups = new Map<string, LogGroup>();
  for (const { time, message, file, line } of entriesIn(text)) {
    const short = file && shortenPath(file, adminFolder);
    const words = shortenPaths(message, adminFolder);
    const key = JSON.stringify([words, short, line]);
    const group = groups.get(key) ?? { message: words, file: short, line, count: 0, first: time, last: time };
    groups.set(key, { ...group, count: group.count + 1, last: time });
  }
  return [...groups.values()]
    .sort((a, b) => b.count - a.count || (b.last ?? "").localeCompare(a.last ?? ""))
    .slice(0, mostGroups);
}

/** The last line of a log that begins an entry, as far as its message; null where none does. */
export function lastEntryIn(text: string): string | null {
  const lines = text.split(/\r?\n/);
  const last = lines.findLast((line) => entry.test(line.slice(0, 4_000)));
  return last?.slice(0, 60) ?? null;
}

interface Entry {
  time: string;
  message: string;
  file: string | null;
  line: number | null;
}

function entriesIn(text: string): Entry[] {
  const entries: Entry[] = [];
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.slice(0, 4_000);
    const found = entry.exec(line);
    const last = entries.at(-1);
    if (found) {
      const [, a = "", b = "", c = "", hour = "", minute = "", second = "", rest = ""] = found;
      const day = a.length === 4 ? `${a}-${b}-${c}` : `${c}-${b}-${a}`;
      const where = place.exec(rest);
      const message = (where ? rest.slice(0, where.index) : rest).replace(/\s+/g, " ").trim();
      const [file, number] = where ? [where[1] ?? null, Number(where[2])] : [null, null];
      if (message)
        entries.push({ time: `${day}T${hour.padStart(2, "0")}:${minute}:${second}`, message, file, line: number });
    } else if (last) {
      // 4.0.2.3 puts the place on lines of its own.
      const own = /^\s*(File|Line):\s*(\S.{0,499})$/.exec(line);
      if (own?.[1] === "File") last.file ??= own[2]?.trim() ?? null;
      if (own?.[1] === "Line" && /^\d{1,7}$/.test(own[2] ?? "")) last.line ??= Number(own[2]);
    }
  }
  return entries;
}

const inside =
  /^(?:controller|model|view|language|library|engine|helper|config|storage|startup\.php|framework\.php|index\.php|config\.php|[\w-]+\.php)$/;

/** The path from the store's own folder on: where the server keeps it is nobody's business. */
export function shortenPath(path: string, adminFolder: string | null): string {
  const parts = path.replaceAll("\\", "/").split("/");
  const roots = ["admin", "catalog", "system", ...(adminFolder ? [adminFolder] : [])];
  const known = parts.findIndex((part, at) => {
    const next = parts[at + 1] ?? "";
    if (part === "extension") return roots.includes(parts[at + 2] ?? "");
    if (part === "vqmod") return next === "vqcache" || next === "vqmod.php";
    if (part === "storage") return /^(?:modification|cache|logs|vendor)$/.test(next);
    return roots.includes(part) && inside.test(next);
  });
  const web = parts.findLastIndex((part) => /^(?:public_html|htdocs|httpdocs|www|html|upload|web)$/.test(part));
  const from = known >= 0 ? known : web >= 0 ? web + 1 : Math.max(1, parts.length - 2);
  return `[root]/${parts.slice(from).join("/")}`;
}

/** The same for every path in a text. */
export function shortenPaths(message: string, adminFolder: string | null): string {
  return message.replace(/(?<![\w./:\\])(?:[A-Za-z]:)?(?:[\\/][\w.@ -]{1,80}){2,20}?\.\w{2,5}\b/g, (path) =>
    shortenPath(path, adminFolder),
  );
}

export function logOf(name: string, text: string, size: number | null, truncated: boolean, folder: string | null): Log {
  const cut = truncated || text.length > logTail;
  const tail = text.slice(-logTail);
  return { name, size, truncated: cut, groups: groupLog(cut ? tail.slice(tail.indexOf("\n") + 1) : tail, folder) };
}
