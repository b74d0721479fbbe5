import type { Facts, ListedModule, Source } from "../adapter.ts";
import { actionReader } from "../opencart/actions.ts";
import { installation } from "../opencart/extension-lists.ts";
import type { Page } from "../page.ts";

/**
 * Arastta's one list of what is installed: checkbox, name and its instances, author, version, type (where the list is
 * not filtered by it), status, sort order, buttons. The filter above it has the words for on and off. Read of 1.6.2.
 */
export function extensionTable({ page, depth }: Source): Facts | null {
  const actionsIn = actionReader(page);
  const listed = page.all("#form table.table > tbody > tr").flatMap((row): ListedModule[] => {
    const actions = actionsIn(row);
    const module = actions.map(installation).find((one) => one !== null);
    const [, nameCell = null, authorCell = null, versionCell = null, ...others] = page.all(":scope > td", row);
    if (!module || !nameCell) return [];
    const { type, code } = module;
    const cells = others.map((cell) => page.text(cell, 60) ?? "");
    const developer = page.text(authorCell);
    const version = page.text(versionCell);
    const instances = instancesIn(page, nameCell, actionsIn);
    const name = ownText(page, nameCell) || code;
    const key = `${type}/${code}`;
    return [{ ...module, key, name, developer, version, cells, dimmed: false, dims: false, depth, instances }];
  });
  return listed.length > 0 ? { listed, words: filterWords(page) } : null;
}

/** An arrow stands before the name of each instance, in a table of its own below the module's name. */
function ownText(page: Page, cell: Element): string {
  return (page.text(cell, 600) ?? "").split("↪")[0]?.trim() ?? "";
}

function instancesIn(page: Page, cell: Element, actionsIn: ReturnType<typeof actionReader>): ListedModule["instances"] {
  return page.all("tr", cell).flatMap((row) => {
    const id = actionsIn(row)
      .map(({ params }) => params.get("module_id"))
      .find((one) => one !== null && /^\d{1,9}$/.test(one));
    const name = (page.text(row) ?? "").replace(/^[↪\s]+/, "");
    return id ? [{ id, name: name || id, cells: [], dimmed: false }] : [];
  });
}

function filterWords(page: Page): NonNullable<Facts["words"]> {
  const word = (value: string) => page.text(`[name="filter_status"] option[value="${value}"]`);
  return { off: [word("0") ?? []].flat(), on: [word("1") ?? []].flat() };
}
