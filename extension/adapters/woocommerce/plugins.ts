import type { Report } from "../../../shared/report.ts";
import type { Facts, Source } from "../adapter.ts";
import { authorIn } from "./author.ts";

/** WordPress's own list of plugins, where it is open: `<version> | <author> | <links>`, in the admin's language. */
export function pluginList({ page, depth }: Source): Facts | null {
  const rows = page.all("#the-list tr[data-plugin]").filter((row) => page.one(".plugin-title strong", row));
  const said = rows.map((row) => (page.text(page.one(".plugin-version-author-uri", row)) ?? "").split(" | "));
  const authorOf = authorIn(said.map(([, author = ""]) => author));
  const modules = rows.flatMap((row, at): Report["modules"] => {
    const code = page.attribute(row, "data-plugin")?.slice(0, 300);
    const name = page.text(page.one(".plugin-title strong", row));
    if (!code || !name) return [];
    const [version = "", author = ""] = said[at] ?? [];
    return [
      {
        type: "plugin",
        code,
        name,
        developer: authorOf(author),
        version: /\d[\w.-]{0,60}/.exec(version)?.[0] ?? null,
        installed: true,
        enabled: /(?:^|\s)active(?:\s|$)/.test(page.attribute(row, "class") ?? ""),
        thirdParty: code !== "woocommerce/woocommerce.php",
        depth,
        instances: [],
      },
    ];
  });
  return modules.length > 0 ? { modules } : null;
}
