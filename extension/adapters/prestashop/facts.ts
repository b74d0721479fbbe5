import type { FactAdapter } from "../adapter.ts";
import type { Page } from "../page.ts";
import { informationChangedFiles, informationOverrides, informationServer, informationShop } from "./information.ts";
import { moduleList } from "./modules.ts";

const openInformation = "open Advanced Parameters > Information and read again";
const information = /^(?:configure\/advanced\/system-information|AdminInformation)$/;

export const prestashopFacts: FactAdapter = {
  id: "prestashop",
  examples: [
    "https://shop.example/admin482x/index.php?controller=AdminDashboard&token=0123456789abcdef0123456789abcdef",
    "https://shop.example/fr/backoffice/index.php/improve/modules/manage?_token=AbC-123_x",
    "https://shop.example/admin-dev/configure/advanced/system-information/",
  ],
  // Each address has a token of its own, so that no page can be asked for but by the links in the page: none is.
  address: {
    route: "controller",
    path: /\/((?:configure|improve|sell|module|product)(?:\/[a-z]+(?:-[a-z]+)*)+)/,
    always: {},
    tokens: [],
    token: /^$/,
    params: {},
  },
  logout: /[?&]logout(?:[=&]|$)|\/logout(?:[/?]|$)/,
  logoutLink: "#header_logout",
  reads: [],
  covers: [
    "#header_employee_box, #header-employee-container, #header-notifications-container, #header_notifs_icon_wrapper",
    "#order_grid, #customer_grid, #address_grid, #customer_thread_grid, #employee_grid, #logs_grid, #cart_grid",
    ".adminorders #content table, .admincustomers #content table, .adminaddresses #content table, .admincustomerthreads #content",
    "#order-view-page, .customer-view, #dashactivity, #dashproducts, #shop_path",
  ],
  // People and orders; mail, database and interface pages hold passwords and keys.
  neverRead: [
    /^Admin(?:Orders|Customers|Addresses|Carts|CustomerThreads|OrderMessage|Invoices|Emails|Employees|Logs|RequestSql|Webservice)/,
    /^sell\/(?:orders|customers|addresses|customer-service|carts)/,
    /^configure\/advanced\/(?:emails|employees|logs|sql-requests|webservice-keys|security)/,
  ],
  state: (page) => {
    if (page.has("#login_form") || page.has("html.login-page")) return "signed-out";
    return page.has("#security-compromised-page") ? "denied" : "good";
  },
  follow: () => [],
  facts: [
    { fact: "platform.version", routes: information, read: informationShop },
    { fact: "platform.version", routes: null, read: ({ page }) => shownVersion(page) },
    {
      fact: "admin.language",
      routes: null,
      read: ({ page }) => {
        const adminLanguage = page.attribute("html", "lang");
        return adminLanguage ? { adminLanguage } : null;
      },
    },
    { fact: "server", routes: information, read: informationServer },
    { fact: "modules", routes: /^(?:improve\/modules|module)\/manage$/, read: moduleList },
    { fact: "modifications", routes: information, read: informationOverrides },
    { fact: "coreFiles", routes: information, read: informationChangedFiles },
  ],
  settle: (facts) => facts,
  unread: {
    "platform.version": openInformation,
    languages: "no page that was read names them",
    theme: openInformation,
    modules: "open Modules > Module Manager and read again",
    modifications: `no override was shown: ${openInformation}`,
    logs: "an admin page of this platform that shows them holds people's names as well",
    "server.php": openInformation,
    "server.web": openInformation,
    "server.database": openInformation,
    "server.os": openInformation,
    coreFiles: openInformation,
  },
};

/** 1.6 shows it beside the shop's name. Some hosts hide it; a script on top of the page says it: `_PS_VERSION_ = '8.1.5'`. */
function shownVersion(page: Page): { version: string } | null {
  const shown = /^\d[\w.]{1,20}/.exec(page.text("#shop_version, #header_shopname small") ?? "")?.[0];
  if (shown) return { version: shown };
  for (const script of page.all("head script:not([src])").slice(0, 20)) {
    const version = /\b_PS_VERSION_ ?= ?['"](\d[\w.]{1,20})['"]/.exec(page.tail(script, 20_000) ?? "")?.[1];
    if (version) return { version };
  }
  return null;
}
