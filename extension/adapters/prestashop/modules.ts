import type { Report } from "../../../shared/report.ts";
import type { Facts, Source } from "../adapter.ts";

/** The module manager of 1.7 and later says all of a module in attributes. Which ones a version brings is not known. */
export function moduleList({ page, depth }: Source): Facts | null {
  const modules = page.all(".module-item-list[data-tech-name]").flatMap((row): Report["modules"] => {
    const say = (name: string) => page.attribute(row, `data-${name}`)?.trim().slice(0, 300) || null;
    const code = say("tech-name");
    if (!code) return [];
    const active = say("active");
    return [
      {
        type: "module",
        code,
        name: say("name") ?? code,
        developer: say("author"),
        version: say("version"),
        installed: true,
        enabled: active === null ? null : active === "1",
        ...(active === null && { enabledWhy: "this list does not say" }),
        thirdParty: null,
        depth,
        instances: [],
      },
    ];
  });
  if (modules.length === 0) return null;
  const why = "what this version brings itself is not known";
  return { modules, notes: [{ fact: "modules.thirdParty", why }] };
}
