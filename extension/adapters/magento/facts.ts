import type { FactAdapter } from "../adapter.ts";
import type { Page } from "../page.ts";

const commandLine = "no page of this platform shows it; bin/magento does, on the server";

/** What every page of the admin shows: its addresses hold a secret key each, so that none is asked for. */
export const magentoFacts: FactAdapter = {
  id: "magento",
  examples: [
    "https://shop.example/admin/admin/dashboard/index/key/0123456789abcdef0123456789abcdef/",
    "https://shop.example/index.php/office_4x/sales/order/",
  ],
  // A name that the store chose, then module, controller and action, then names and values.
  address: {
    route: "route",
    path: /\/([a-z][a-z_]*\/[a-z_]+\/[a-zA-Z]+)(?=(?:\/[a-z_]+\/[^/]+){1,12}\/?$)/,
    always: {},
    tokens: [],
    token: /^$/,
    params: {},
  },
  logout: /\/(?:auth|index)\/logout(?:\/|$)/,
  logoutLink: ".account-signout, .link-logout",
  reads: [],
  covers: [
    ".admin-user, .header-right .super",
    ".admin__data-grid-wrap, .data-grid, .grid table, .dashboard-item, .dashboard-container .entry-edit",
    ".order-details, .admin__page-section, #customer_form, .customer-information, #sales_order_view, #customer_info_tabs_view_content",
    ".adminhtml-system-config-edit input, .adminhtml-system-config-edit select",
  ],
  neverRead: [
    /^(?:sales|customer|review|newsletter|admin\/(?:user|system_config|system_account)|adminhtml\/system_config)/,
  ],
  state: (page) => {
    if (page.has("#login-form, #loginForm")) return "signed-out";
    return page.has(".access-denied-page, .access-denied") ? "denied" : "good";
  },
  follow: () => [],
  facts: [
    { fact: "platform.version", routes: null, read: ({ page }) => shownVersion(page) },
    { fact: "platform.edition", routes: null, read: ({ page }) => shownEdition(page) },
    {
      fact: "admin.language",
      routes: null,
      read: ({ page }) => {
        const adminLanguage = page.attribute("html", "lang");
        return adminLanguage ? { adminLanguage } : null;
      },
    },
  ],
  settle: (facts) => facts,
  unread: {
    "platform.version": "the page's footer shows none",
    "platform.edition": "the page does not say",
    stores: "no page that was read names them",
    languages: "no page that was read names them",
    theme: "no page that was read names it",
    modules: commandLine,
    modifications: commandLine,
    logs: "they stand in files on the server only",
    "server.database": commandLine,
    "server.os": commandLine,
    coreFiles: "an admin page cannot show the store's files",
  },
};

/** `ver. 2.4.6-p1` in the footer; in that of Magento 1 much else stands before it. The words are translated. */
function shownVersion(page: Page): { version: string } | null {
  const own = page.text(".magento-version")?.match(number)?.[0];
  const version = own ?? page.text("#html-body .wrapper > .footer", 2_000)?.match(number)?.at(-1);
  return version ? { version } : null;
}

const number = /(?<![\w.])\d{1,2}\.\d{1,3}\.\d[\w.-]{0,20}/g;

/** `Community Edition` beside the logo; distributions of other makers give their own name in the footer. */
function shownEdition(page: Page): { edition: string } | null {
  const edition = page.attribute(".logo[data-edition]", "data-edition")?.slice(0, 100);
  const name = page.text(".magento-version strong", 100);
  const said = [name === "Magento" ? null : name, edition].filter(Boolean).join(", ");
  return said ? { edition: said } : null;
}
