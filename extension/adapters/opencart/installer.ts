import type { Report } from "../../../shared/report.ts";
import type { Facts, Keyed, Source } from "../adapter.ts";
import { actionReader, methodOf } from "./actions.ts";

type Package = Keyed<Report["installer"][number]>;

/**
 * Installed packages. 4.x: name, version, date, and a dialog with the code; 3.x: file name and date, each row with the
 * number of its installation on the button that removes it.
 */
export function installedPackages(source: Source): Facts | null {
  const installer = [...packageRows(source), ...historyRows(source)].filter((one) => !isExample(one));
  return installer.length > 0 ? { installer } : null;
}

function packageRows({ page }: Source): Package[] {
  const actionsIn = actionReader(page);
  return page.all("table.table tbody tr").flatMap((row) => {
    const action = actionsIn(row).find(({ params }) => params.has("extension_install_id"));
    const [nameCell = null, versionCell = null, dateCell = null] = page.all("td", row);
    const name = page.text(nameCell);
    const id = action?.params.get("extension_install_id");
    if (!action || !name || !id || !/^\d{1,9}$/.test(id)) return [];
    // The dialog's last field is the code; labels are translated.
    const code = page.attribute(page.all(`#extension-install-${id} input`).at(-1) ?? null, "value");
    return [
      {
        key: id,
        name,
        code: code || null,
        version: page.text(versionCell),
        date: page.text(dateCell),
        installed: methodOf(action.route).method !== "install",
      },
    ];
  });
}

function historyRows({ page }: Source): Package[] {
  return page.all("table.table tbody tr").flatMap((row) => {
    const id = page.attribute(page.one("button[value]", row), "value");
    const [nameCell = null, dateCell = null] = page.all("td", row);
    const name = page.text(nameCell);
    if (!name || !id || !/^\d{1,9}$/.test(id)) return [];
    return [{ key: id, name, code: null, version: null, date: page.text(dateCell), installed: true }];
  });
}

/** 4.x comes with packages for developers to learn from. */
function isExample({ code, name, installed }: Package): boolean {
  return installed === false && (/^oc_\w+_example$/.test(code ?? "") || /^OpenCart \w+ Example$/.test(name));
}
