import type { Facts, Source } from "../adapter.ts";

/** 4.x names theme and style above its list, and marks the one in use; 2.x and 3.x had skins to choose from. */
export function currentTheme({ page, depth }: Source): Facts | null {
  const inUse = page
    .all('#themes_list h4[id^="anchor_"]')
    .find((heading) => heading.parentElement !== null && page.one(".label-success", heading) !== null);
  const name =
    page.text("#themes_list h4.lead") ?? page.text(inUse ?? null) ?? page.text("#customer_skin option[selected]");
  return name ? { theme: { name, depth } } : null;
}
