import type { Page } from "../page.ts";

/**
 * Platforms that grew from OpenCart and are not OpenCart: told apart by their own marks before their parent is thought
 * of. The order decides: ports into another system first, then forks.
 */
export interface Kin {
  id: string;
  label: string;
  /** The Joomla component it runs as: its pages stand inside another admin, under another address. */
  component?: string;
  /** Any of these proves it. */
  marks: readonly string[];
  /** Told by the footer's text where it left its parent's links in place; the first group is its own version. */
  footer?: RegExp;
}

const kin: readonly Kin[] = [
  { id: "mijoshop", label: "MijoShop", component: "com_mijoshop", marks: ["#header_oc", "#mijoshop-search-div"] },
  { id: "aceshop", label: "AceShop", component: "com_aceshop", marks: ['[href*="com_aceshop/opencart/admin/"]'] },
  { id: "jcart", label: "jCart", component: "com_jcart", marks: ["#header-oc", '[src*="com_jcart/admin/view/"]'] },
  { id: "joocart", label: "JooCart", component: "com_opencart", marks: ["#header_ext", "#container_ext"] },
  {
    id: "overclocked",
    label: "OverClocked",
    marks: ['[id^="footer-"] a[href*="villagedefrance"]', 'link[href*="stylesheet_overclock"]', "#footer-limited"],
  },
  {
    id: "arastta",
    label: "Arastta",
    marks: ['link[href*="bootstrap/arastta/arastta.css"]', "#arastta-search-div", '#footer a[href*="arastta.org"]'],
  },
  { id: "ocstore", label: "ocStore", marks: ['#footer a[href*="ocstore.com"]', "#oc-search-div", "#domovoy"] },
  {
    id: "opencart-brasil",
    label: "OpenCart Brasil",
    marks: ['#menu a[href*="route=advanced/webhook"]'],
    footer: /\((?:Brasil|Brazil) ([\d.]{1,20})\)/,
  },
];

/** Which of them this page belongs to, if any. */
export function kinOf(page: Page): Kin | null {
  const option = page.url.searchParams.get("option");
  const footer = page.text("#footer") ?? "";
  return (
    kin.find(
      ({ component, marks, footer: own }) =>
        (component && option === component) || marks.some((mark) => page.has(mark)) || own?.test(footer),
    ) ?? null
  );
}
