import type { Report } from "../../../shared/report.ts";
import { groupLog, shortenPaths } from "../error-log.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** `[22-Nov-2026 09:03:11 UTC] …`, as PHP writes it. */
const phpEntry = /^\[(\d{2})-([A-Z][a-z]{2})-(\d{4}) (\d{2}:\d{2}:\d{2})[^\]]{0,40}\]\s*(.*)$/;
/** `2026-11-22 09:03:11 …`, with or without brackets and a dash. */
const datedEntry = /^\[?(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}:\d{2})[^\]\s]{0,12}\]?\s*[-:|]?\s*(.*)$/;

const mostGroups = 100;

/** A log of any admin: entries with a time that is understood, else each line as it stands, the same ones counted. */
export function groupLines(lines: readonly string[], adminFolder: string | null): Report["logs"][number]["groups"] {
  const dated = groupLog(lines.map(asDated).join("\n"), adminFolder);
  if (dated.length > 0) return dated;
  const counts = new Map<string, number>();
  for (const line of lines) {
    const message = shortenPaths(line.replace(/\s+/g, " ").trim().slice(0, 2_000), adminFolder);
    if (message) counts.set(message, (counts.get(message) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, mostGroups)
    .map(([message, count]) => ({ message, file: null, line: null, count, first: null, last: null }));
}

function asDated(line: string): string {
  const [, day, name = "", year, clock, said] = phpEntry.exec(line.slice(0, 4_000)) ?? [];
  const month = months.indexOf(name.toLowerCase()) + 1;
  if (month > 0) return `${year}-${String(month).padStart(2, "0")}-${day} ${clock} - ${said}`;
  const [, date, time, rest] = datedEntry.exec(line.slice(0, 4_000)) ?? [];
  return date ? `${date} ${time} - ${rest}` : line;
}
