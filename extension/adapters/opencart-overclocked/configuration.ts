import type { Facts, Source } from "../adapter.ts";
import type { Page } from "../page.ts";

/** OverClocked's own page about its configuration; rows are told by their values, their names are translated. Seen on 1.11.1. */
export function configuration({ page, depth }: Source): Facts | null {
  const store = page.all("#tab-store td:last-child").map((cell) => page.text(cell, 100) ?? "");
  const php = cellsOf(page, "#tab-setting tr")
    .map((cells) => cells[2] ?? "")
    .find((text) => /^\d+\.\d+\.\d+/.test(text));
  if (!php && store.length === 0) return null;
  const database = store.find((text) => /^(?:my|ms|pg|m?pdo)\w*$/i.test(text));
  const web = cellsOf(page, "#tab-server tr").find(([name]) => name === "SERVER_SOFTWARE")?.[1];
  const theme = page.text("#tab-store td span b", 100);
  const server = { ...(php ? { php } : {}), ...(database ? { database } : {}), ...(web ? { web } : {}) };
  const from = Object.fromEntries(Object.keys(server).map((name) => [name, "the configuration page"]));
  return { server: { ...server, from }, ...(theme ? { theme: { name: theme, depth } } : {}) };
}

function cellsOf(page: Page, rows: string): string[][] {
  return page.all(rows).map((row) => page.all("td", row).map((cell) => page.text(cell, 200) ?? ""));
}
