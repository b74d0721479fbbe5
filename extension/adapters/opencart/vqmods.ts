import type { Facts, Source } from "../adapter.ts";
import { actionReader, methodOf } from "./actions.ts";

/** The pages of vQmod's manager, up to 2.2, from 2.3 on, and in OverClocked; seen on 1.5.6.4 and OverClocked 1.11.1. */
export const vqmodRoutes = /^(?:extension\/)?module\/vqmod_manager$|^modification\/vqmods$/;

/** Rows: file name in bold and a description, version, vQmod's version, author, status, buttons. */
export function vqmodList({ page, route }: Source): Facts | null {
  if (route === null || !vqmodRoutes.test(route)) return null;
  const actionsIn = actionReader(page);
  const failures = failuresIn(page.tail('#tab-error textarea, textarea[id*="error"]', 256 * 1024) ?? "");
  const modifications = page.all("table tbody tr").flatMap((row) => {
    const isOwn = actionsIn(row).some(({ route: one }) => /^vqmod_|install$/.test(methodOf(one).method));
    const [nameCell = null, versionCell = null, , authorCell = null] = page.all("td", row);
    const file = nameCell && page.text(page.one("strong, b", nameCell));
    if (!isOwn || !nameCell || !file || !/\.xml_?$/.test(file)) return [];
    const code = file.replace(/\.xml_?$/, "");
    return [
      {
        key: `vqmod/${code}`,
        name: page.text(page.one(".description", nameCell)) ?? code,
        code: file,
        author: page.text(authorCell),
        version: page.text(versionCell),
        // A file that is switched off is renamed; the word beside it is translated.
        enabled: !file.endsWith("_"),
        kind: "vqmod" as const,
        failures: failures.get(file) ?? [],
      },
    ];
  });
  return modifications.length > 0 ? { modifications } : null;
}

/** Its log, in blocks: `modFile : <path of the xml>`, `File Name : <path>`, then lines such as `Class::method - SEARCH NOT FOUND …`. */
function failuresIn(log: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let [xml, file] = ["", ""];
  for (const raw of log.split(/\r?\n/)) {
    const line = raw.slice(0, 2_000);
    const [, key = "", value = ""] = /^\s*(modFile|File Name)\s*:\s*(\S.*)$/.exec(line) ?? [];
    if (key === "modFile") xml = value.trim().replaceAll("\\", "/").split("/").at(-1) ?? "";
    else if (key) file = value.trim().replace(/\(\d+\)$/, "");
    const [, why] = /^\s*\w+::\w+ - (\S.{0,300})$/.exec(line) ?? [];
    if (!why || !xml) continue;
    const told = found.get(xml) ?? [];
    const words = `${file.slice(0, 300)}: ${why.trim()}`;
    if (told.length < 50 && !told.includes(words)) found.set(xml, [...told, words]);
  }
  return found;
}

/** vQmod shows in the paths of errors even where its manager was not read. */
export function isVqmodIn({ logs = [] }: Facts): boolean {
  return logs.some(({ groups }) =>
    groups.some(({ file, message }) => `${file ?? ""} ${message}`.includes("vqmod/vqcache/")),
  );
}
