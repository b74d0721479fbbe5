import type { Ask, FactAdapter, Read } from "../adapter.ts";
import type { Page } from "../page.ts";
import { errorLogs } from "./error-logs.ts";
import { extensionList } from "./extension-lists.ts";
import { typesIn } from "./extension-types.ts";
import { logoutLink, shownFooter, versionIn } from "./family.ts";
import { bootstrapOf, fingerprintOf, jqueryOf } from "./fingerprint.ts";
import { installedPackages } from "./installer.ts";
import { headerLanguages, languageList } from "./languages.ts";
import { modificationList } from "./modifications.ts";
import { pageErrors } from "./page-errors.ts";
import { pageState } from "./page-state.ts";
import { nextPages } from "./paging.ts";
import { opencartReads } from "./reads.ts";
import { settle } from "./settle.ts";
import { headerStores, storeList } from "./stores.ts";
import { firstUserGroup, thirdPartyControllers } from "./user-groups.ts";
import { vqmodList, vqmodRoutes } from "./vqmods.ts";

export const opencartFacts: FactAdapter = {
  id: "opencart",
  examples: [
    "https://shop.example/admin/index.php?route=common/dashboard&user_token=0123456789abcdef0123456789abcdef",
    "https://shop.example/sub/backoffice-x1/index.php?route=sale/order&user_token=0123456789abcdef0123456789abcdef",
    "https://shop.example/admin/index.php?route=common/home&token=0123456789abcdef0123456789abcdef",
  ],
  address: {
    route: "route",
    always: {},
    tokens: ["user_token", "token"],
    token: /^[A-Za-z0-9]{32}$/,
    params: {
      page: /^[1-9]\d{0,3}$/,
      user_group_id: /^[1-9]\d{0,8}$/,
      // A type that a page names is never taken for something to do.
      type: /^(?!(?:un)?install$|delete$|enable$|disable$|refresh$|clear$|log(?:in|out)$|add$|edit$|save$)[a-z][a-z0-9_]{0,40}$/,
    },
  },
  logout: /[?&]route=common\/logout(?:&|$)/,
  logoutLink,
  reads: opencartReads,
  // Lists of customers and orders, their addresses, whatever a setting holds, and who is signed in.
  covers: [
    '[id^="content"] table',
    '[id^="content"] textarea',
    '[id^="content"] input:not([type="checkbox"], [type="radio"], [type="submit"], [type="button"])',
    ".well",
    "#user-profile",
    "#profile",
    "#nav-profile",
    "#header .div3",
    ".user-status",
    "#modal-security",
  ],
  // The settings hold passwords, the lists of users and customers hold people.
  neverRead: [
    /^setting\/(?:setting|store[/.|]\w+)$/,
    /^user\/user(?:[/.|]|$)/,
    /^(?:customer|sale|marketing|user\/api)\b/,
    /^tool\/(?:backup|upload|export_import)\b/,
  ],
  state: pageState,
  follow: followIn,
  facts: [
    {
      fact: "platform.version",
      routes: null,
      read: ({ page }) => present("version", versionIn(page.text(shownFooter) ?? "")),
    },
    { fact: "platform.fingerprint", routes: null, read: ({ page }) => present("fingerprint", fingerprintOf(page)) },
    { fact: "libraries.jquery", routes: null, read: ({ page }) => present("jquery", jqueryOf(page)) },
    { fact: "libraries.bootstrap", routes: null, read: ({ page }) => present("bootstrap", bootstrapOf(page)) },
    // 2.x shows the group beside the name; Arastta in a menu.
    {
      fact: "admin.group",
      routes: null,
      read: ({ page }) => present("adminGroup", page.text("#profile small, #header .header-profile small")),
    },
    {
      fact: "admin.language",
      routes: null,
      read: ({ page }) => present("adminLanguage", page.attribute("html", "lang")),
    },
    { fact: "stores", routes: /^setting\/store$/, read: storeList },
    { fact: "stores", routes: null, read: headerStores },
    { fact: "languages", routes: /^localisation\/language$/, read: languageList },
    { fact: "languages", routes: null, read: headerLanguages },
    { fact: "modules", routes: /^(?:marketplace|extension)\/(?:extension(?:\/\w+)?|\w+)$/, read: extensionList },
    { fact: "modules", routes: /^user\/user_permission(?:\/edit|\/update|[.|]form)?$/, read: thirdPartyControllers },
    { fact: "modifications", routes: /^(?:marketplace|extension)\/modification$/, read: modificationList },
    { fact: "modifications", routes: vqmodRoutes, read: vqmodList },
    { fact: "installer", routes: /^marketplace\/installer(?:\/history|[.|]list)?$/, read: installedPackages },
    { fact: "logs", routes: /^tool\/(?:log|error_log)$/, read: errorLogs },
    { fact: "logs", routes: null, isEverywhere: true, read: pageErrors },
  ],
  settle,
  unread: {
    "platform.version": "the page's footer shows none",
    "platform.fingerprint": "the page's files and menu fit no version that is known",
    "admin.group": "this version shows it only in the list of users, which also holds names and addresses",
    stores: "no page that was read names them",
    languages: "no page that was read names them",
    theme: "shown only in the list of themes and on a page that also holds passwords",
    modules: "shown only in lists that change the store when they are opened; none was open",
    modifications: "no list of them was read",
    installer: "no list of them was read",
    logs: "the error log was not read",
    "server.database": "no page of this platform shows it",
    "server.os": "no page of this platform shows it",
    coreFiles: "an admin page cannot show the store's files",
  },
};

function followIn(read: Read, page: Page, reads: readonly Read[]): Ask[] {
  if (read.id === "user-groups") return firstUserGroup(reads, page);
  const list = reads.find(({ after }) => after === read.id);
  if (read.id === "types" && list) return typesIn(page).map((type) => ({ read: list, params: { type } }));
  if (read.id === "installer" && list) return nextPages(list, page);
  return read.id === "modifications" ? nextPages(read, page) : [];
}

export function present<Name extends string, Value>(
  name: Name,
  value: Value | null | undefined,
): Record<Name, Value> | null {
  // One name, one value: the record holds exactly that.
  return value === null || value === undefined ? null : ({ [name]: value } as Record<Name, Value>);
}
