import type { Facts, Source } from "../adapter.ts";
import type { Page } from "../page.ts";

type Group = NonNullable<Facts["logs"]>[number]["groups"][number];

/**
 * The store's log of events. Orders, customers and sign-ins stand in it too: only what has a backtrace is taken, which is
 * what the code itself complained of, and of that neither who it happened to nor from which address.
 */
export function eventLog({ page }: Source): Facts | null {
  const rows = page
    .all("#pagination_contents tr, #main_column table.table tr")
    .slice(0, 1_000)
    .filter((row) => page.all(":scope > td", row).length >= 4);
  if (rows.length === 0) return null;
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const event = eventIn(page, row);
    if (!event) continue;
    const seen = groups.get(event.message);
    groups.set(event.message, seen ? { ...seen, count: seen.count + 1, first: event.first } : event);
  }
  const log = {
    key: "logs.manage",
    name: "logs.manage",
    size: null,
    truncated: page.has('#pagination_contents a[href*="page=2"]'),
    groups: [...groups.values()],
  };
  return { logs: [log] };
}

/** The newest stand first; the time is taken where it can be read in one way only. */
function eventIn(page: Page, row: Element): Group | null {
  const backtrace = page.one('[id^="backtrace_"]', row);
  if (!backtrace) return null;
  const cells = page.all(":scope > td", row);
  const texts = cells.slice(0, cells.length - 3).map((cell) => page.text(cell, 1_000) ?? "");
  const trace = page.text(backtrace, 60);
  const whole = texts.join(": ");
  const message = (trace ? (whole.split(trace)[0] ?? "") : whole).trim().slice(0, 600);
  const [, date, time] =
    /^(\d{4}-\d{2}-\d{2}),? (\d{2}:\d{2}(?::\d{2})?)/.exec(page.text(cells.at(-1) ?? null) ?? "") ?? [];
  const at = date && time ? `${date}T${time.length === 5 ? `${time}:00` : time}` : null;
  return message ? { message, file: null, line: null, count: 1, first: at, last: at } : null;
}
