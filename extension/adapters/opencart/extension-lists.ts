import type { Facts, ListedModule, ListedRow, Source } from "../adapter.ts";
import type { Page } from "../page.ts";
import { type Action, actionReader } from "./actions.ts";

/** A page may hold more rows than any store has modules: what comes after is not read. */
const mostRows = 6_000;

/**
 * A list of extensions, in any version: rows are told by the addresses of their own buttons, since a remote promotion
 * may put tables of its own before the list. A row without a button to install or uninstall is an instance of the
 * module above it (`module_id`), or its setting for one store (`store_id`).
 */
export function extensionList({ page, depth }: Source): Facts | null {
  const actionsIn = actionReader(page);
  const listed: ListedModule[] = [];
  const words = { off: new Set<string>(), on: new Set<string>() };
  let rows = 0;
  for (const table of page.all("table.table, table.list").slice(0, 300)) {
    const found: ListedModule[] = [];
    for (const row of page.all("tbody > tr", table)) {
      rows += 1;
      if (rows > mostRows) break;
      readRow(page, row, actionsIn(row), depth, found);
    }
    const dims = found.some((one) => [one, ...one.instances].some(({ dimmed }) => dimmed));
    listed.push(...found.map((one) => ({ ...one, dims })));
    if (!dims) learnWords(found, words);
  }
  return listed.length > 0 ? { listed, words: { off: [...words.off], on: [...words.on] } } : null;
}

function readRow(
  page: Page,
  row: Element,
  actions: readonly Action[],
  depth: Source["depth"],
  found: ListedModule[],
): void {
  if (actions.length === 0) return;
  const listedRow = rowOf(page, row);
  const module = actions.map(installation).find((one) => one !== null);
  const above = found.at(-1);
  const id = idOf(actions);
  if (module) {
    const { type, code } = module;
    const name = listedRow.name || code;
    found.push({ ...listedRow, ...module, name, key: `${type}/${code}`, dims: false, depth, instances: [] });
  } else if (id !== null && above && above.instances.length < 500) {
    above.instances.push({ ...listedRow, name: bareName(listedRow.name) || id, id });
  }
}

/** No list has as many columns; tables within a cell have cells of their own. */
const mostCells = 40;

function rowOf(page: Page, row: Element): ListedRow {
  const cells = page.all("td", row).slice(0, mostCells);
  return {
    name: page.text(cells[0] ?? null, 600) ?? "",
    cells: cells.slice(1, -1).map((cell) => page.text(cell, 60) ?? ""),
    dimmed: /(?:^|\s)opacity-50(?:\s|$)/.test(page.attribute(row, "class") ?? ""),
  };
}

/** `extension/extension/payment/install` (2.3, 3.x), `extension/payment.install` (4.x, `|` before 4.0.2), `extension/payment/install`. */
const installs = /^extension\/(?:extension\/)?(\w{1,60})[/.|](install|uninstall)$/;

export function installation({
  route,
  params,
}: Action): Pick<ListedModule, "type" | "code" | "vendor" | "installed"> | null {
  const [, named, method] = installs.exec(route) ?? [];
  // Arastta has one list for all types, and names the type beside the code.
  const type = named === "extension" ? params.get("type") : named;
  const extension = params.get("extension");
  const code = params.get("code") ?? extension;
  if (!type || !/^\w{1,60}$/.test(type) || !code || !/^\w[\w/-]{0,199}$/.test(code)) return null;
  return { type, code, vendor: params.has("code") ? extension : null, installed: method === "uninstall" };
}

function idOf(actions: readonly Action[]): string | null {
  const ids = actions.map(({ params }) => params.get("module_id") ?? params.get("store_id"));
  return ids.find((id) => id !== null && /^\d{1,9}$/.test(id)) ?? null;
}

// 2.0 and 2.1 put the module's name before the instance's; per-store rows begin with a dash.
function bareName(name: string): string {
  return name.replace(/^.{0,200}? > /, "").replace(/^[-–\s]+/, "");
}

/**
 * Which word means off is told by rows that are not installed: they are always off. The column where they all say the
 * same is the status; where several do, the one with fewest different words, and of those the last.
 */
function learnWords(found: readonly ListedModule[], words: { off: Set<string>; on: Set<string> }): void {
  const absent = found.filter(({ installed }) => installed === false);
  const width = Math.min(...absent.map(({ cells }) => cells.length));
  const rows = found.flatMap((one) => [one, ...one.instances]);
  const columns = Array.from({ length: absent.length > 0 ? width : 0 }, (_, at) => {
    const off = new Set(absent.map(({ cells }) => cells[at] ?? ""));
    const all = new Set(rows.map(({ cells }) => cells[at]).filter((text) => text !== undefined && text !== ""));
    return { off, all };
  }).filter(({ off }) => off.size === 1 && [...off].every((text) => text !== "" && !/^\d+$/.test(text)));
  const status = columns.reduce<(typeof columns)[number] | null>(
    (best, one) => (best === null || one.all.size <= best.all.size ? one : best),
    null,
  );
  if (!status || status.all.size > 2) return;
  for (const word of status.off) words.off.add(word);
  for (const word of status.all) if (word && !status.off.has(word)) words.on.add(word);
}
