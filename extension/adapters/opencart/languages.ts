import type { Facts, Source } from "../adapter.ts";
import { actionReader } from "./actions.ts";

const code = /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,2}$/i;

/** Checkbox, name, code, sort order, button; read of the templates of 1.5.6.4, 3.0.5.1, 4.0.2.3 and 4.1.0.4. */
export function languageList({ page }: Source): Facts | null {
  const actionsIn = actionReader(page);
  const languages = page.all("table tbody tr").flatMap((row) => {
    const isLanguage = actionsIn(row).some(({ params }) => params.has("language_id"));
    if (!isLanguage) return [];
    const texts = page.all("td", row).map((cell) => page.text(cell));
    return texts.find((text) => text !== null && code.test(text)) ?? [];
  });
  return languages.length > 0 ? { languages } : null;
}

/** 4.x offers the admin's languages in its header. */
export function headerLanguages({ page }: Source): Facts | null {
  const languages = page
    .all("#nav-language a.dropdown-item")
    .map((link) => page.attribute(link, "href") ?? "")
    .filter((href) => code.test(href));
  return languages.length > 0 ? { languages: [...new Set(languages)] } : null;
}
