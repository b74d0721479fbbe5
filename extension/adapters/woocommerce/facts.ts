import type { FactAdapter, Read } from "../adapter.ts";
import type { Page } from "../page.ts";
import { fatalErrors } from "./fatal-errors.ts";
import { pluginList } from "./plugins.ts";
import {
  statusBuild,
  statusLanguage,
  statusOverrides,
  statusPlugins,
  statusServer,
  statusTheme,
  statusVersion,
} from "./status-report.ts";

const serverFacts = ["server.php", "server.web", "server.database", "server.os"] as const;

/**
 * Not a safe read: to show it the store asks paypal.com, woocommerce.com and wordpress.org, keeps the answers for a while
 * and makes a test file in its log folder. Read in the source of 9.x.
 */
const systemStatus: Read = {
  id: "status",
  facts: [
    "platform.version",
    "platform.build",
    "modules",
    "modifications",
    "theme",
    "languages",
    "server",
    ...serverFacts,
  ],
  depth: "sweep",
  route: "wc-status",
  params: [],
  words: "the system status",
  timeoutMs: 60_000,
  limitBytes: 8 * 1024 * 1024,
  as: "document",
};

const openStatus = "open WooCommerce > Status and read again, or agree to have it read";

export const woocommerceFacts: FactAdapter = {
  id: "woocommerce",
  examples: [
    "https://shop.example/wp-admin/admin.php?page=wc-admin",
    "https://shop.example/blog/wp-admin/edit.php?post_type=product",
    "https://shop.example/office-x1/",
  ],
  // Pages without a `page` are scripts of their own.
  address: { route: "page", path: /\/([\w-]+\.php)$/, always: {}, tokens: [], token: /^$/, params: {} },
  logout: /[?&]action=logout(?:&|$)/,
  logoutLink: "#wp-admin-bar-logout a",
  reads: [{ from: null, to: null, reads: [systemStatus] }],
  covers: [
    "#wp-admin-bar-my-account",
    ".wc-orders-list-table, .post-type-shop_order .wp-list-table, .post-type-shop_subscription .wp-list-table",
    "#order_data, #woocommerce-order-items, #woocommerce-order-notes, #woocommerce-customer-history",
    ".users-php .wp-list-table, #your-profile, .woocommerce_page_wc-settings .form-table",
    ".woocommerce-layout__main, #woocommerce_dashboard_recent_reviews, #dashboard_activity, .edit-comments-php .wp-list-table",
  ],
  // Orders are posts or, since 7.x, pages of their own; the settings hold keys of payment services.
  neverRead: [
    /^(?:wc-orders|wc-settings|wc-reports|wc-admin)/,
    /^(?:edit|post|post-new|edit-comments|comment|users|user-edit|user-new|profile)\.php$/,
  ],
  state: (page) => {
    if (page.has("#loginform")) return "signed-out";
    return page.has("body#error-page") ? "denied" : "good";
  },
  follow: () => [],
  facts: [
    { fact: "platform.version", routes: /^wc-status$/, read: statusVersion },
    { fact: "platform.version", routes: null, read: ({ page }) => styleVersion(page) },
    { fact: "platform.build", routes: /^wc-status$/, read: statusBuild },
    { fact: "platform.build", routes: null, read: ({ page }) => wordpressBuild(page) },
    {
      fact: "admin.language",
      routes: null,
      read: ({ page }) => {
        const adminLanguage = page.attribute("html", "lang");
        return adminLanguage ? { adminLanguage } : null;
      },
    },
    { fact: "languages", routes: /^wc-status$/, read: statusLanguage },
    { fact: "theme", routes: /^wc-status$/, read: statusTheme },
    { fact: "modules", routes: /^wc-status$/, read: statusPlugins },
    { fact: "modules", routes: /^plugins\.php$/, read: pluginList },
    { fact: "modifications", routes: /^wc-status$/, read: statusOverrides },
    { fact: "logs", routes: /^wc-status$/, read: fatalErrors },
    { fact: "server", routes: /^wc-status$/, read: statusServer },
  ],
  settle: (facts) => facts,
  unread: {
    "platform.version": "no page that was read shows it",
    "platform.build": "no page that was read shows WordPress's own version",
    languages: openStatus,
    theme: openStatus,
    modules: openStatus,
    modifications: "no template of the theme replaces one of WooCommerce, or the System Status was not read",
    logs: "open WooCommerce > Status > Logs, choose the newest fatal-errors log and read again",
    "server.php": openStatus,
    "server.web": openStatus,
    "server.database": openStatus,
    "server.os": openStatus,
    coreFiles: "an admin page cannot show the store's files",
  },
};

/** WooCommerce's style of the menu is on every page of the admin, with the version in its address. */
function styleVersion(page: Page): { version: string } | null {
  const style = page.attribute("link[id^=woocommerce_admin_menu_styles]", "href");
  const version = style && /[?&]ver=(\d[\w.-]{0,40})/.exec(style)?.[1];
  return version ? { version } : null;
}

/** WordPress names its version in the page's classes: `version-6-4-3`. */
function wordpressBuild(page: Page): { build: string } | null {
  const version = /(?:^|\s)version-(\d{1,3}(?:-\d{1,3}){1,2})(?:\s|$)/.exec(page.attribute("body", "class") ?? "")?.[1];
  return version ? { build: `WordPress ${version.replaceAll("-", ".")}` } : null;
}
