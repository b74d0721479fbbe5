import type { Facts, Source } from "../adapter.ts";
import type { Page } from "../page.ts";
import { actionReader, methodOf } from "./actions.ts";

const list = /^(?:marketplace|extension)\/modification$/;

/**
 * OCMOD modifications. 2.x and 3.x: checkbox, name, author, version, status, date, buttons; 4.1 has no status. Whether
 * one is on is told by the button that it has: to switch it off, or on.
 */
export function modificationList({ page }: Source): Facts | null {
  const actionsIn = actionReader(page);
  const failures = failuresIn(page.tail('[id^="tab-log"] textarea, #input-log', 512 * 1024) ?? "");
  const modifications = page.all('[id^="form-modification"] tbody tr, #modification tbody tr').flatMap((row) => {
    const cells = page.all("td", row);
    const [, nameCell = null, authorCell = null, versionCell = null] = cells;
    const id = page.attribute(page.one('input[name="selected[]"]', row), "value");
    const name = page.text(nameCell);
    if (!id || !name || cells.length < 5) return [];
    const methods = actionsIn(row)
      .map(({ route }) => methodOf(route))
      .filter(({ base }) => list.test(base))
      .map(({ method }) => method);
    const enabled = methods.includes("disable") ? true : methods.includes("enable") ? false : null;
    return [
      {
        key: id,
        name,
        ...codeOf(page, id),
        author: page.text(authorCell),
        version: page.text(versionCell),
        enabled,
        ...(enabled === null ? { enabledWhy: "the row shows no button to switch it" } : {}),
        // Arastta lists vQmod's among them, with a column that says so and none for the date.
        kind: cells.some((cell) => /^vqmod$/i.test(page.text(cell) ?? "")) ? ("vqmod" as const) : ("ocmod" as const),
        date: /^.*\d.*$/.exec(page.text(cells.at(-2) ?? null) ?? "")?.[0] ?? null,
        failures: failures.get(name) ?? [],
      },
    ];
  });
  return modifications.length > 0 ? { modifications } : null;
}

/** 4.1 shows the code in a dialog, after the name; the dialog also holds the whole source, which is not read. */
function codeOf(page: Page, id: string): { code?: string } {
  if (!/^\d{1,9}$/.test(id)) return {};
  const code = page.attribute(page.all(`#modal-modification-${id} input`)[1] ?? null, "value");
  return code ? { code } : {};
}

/** What the last refresh could not find, by modification: blocks of `MOD:`, `FILE:`, `CODE:` and a line `NOT FOUND …`. */
function failuresIn(log: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let [name, file, code] = ["", "", ""];
  for (const line of log.split(/\r?\n/)) {
    const [, key, value = ""] = /(?:^|- )(MOD|FILE|CODE|REGEX):\s*(.*)$/.exec(line.slice(0, 2_000)) ?? [];
    if (key === "MOD") {
      [file, code] = ["", ""];
      name = value.replace(/\s+/g, " ").trim();
      found.set(name, []);
    } else if (key === "FILE") {
      file = value.trim();
    } else if (key) {
      code = value.trim();
    } else if (line.startsWith("NOT FOUND") && (found.get(name)?.length ?? 50) < 50) {
      const place = file && `${file.slice(0, 300)}: `;
      found.get(name)?.push(`${place}not found: ${code.slice(0, 200)}`);
    }
  }
  return found;
}
