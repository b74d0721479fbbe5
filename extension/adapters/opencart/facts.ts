import type { FactAdapter } from "../adapter.ts";
import { logoutLink, shownVersion } from "./detect.ts";
import { errorLogs } from "./error-logs.ts";
import { extensionList } from "./extension-lists.ts";
import { bootstrapOf, fingerprintOf, jqueryOf } from "./fingerprint.ts";
import { installedPackages } from "./installer.ts";
import { headerLanguages, languageList } from "./languages.ts";
import { modificationList, nextModificationPages } from "./modifications.ts";
import { pageState } from "./page-state.ts";
import { opencartReads } from "./reads.ts";
import { settle } from "./settle.ts";
import { headerStores, storeList } from "./stores.ts";
import { firstUserGroup, thirdPartyControllers } from "./user-groups.ts";

export const opencartFacts: FactAdapter = {
  id: "opencart",
  examples: [
    "https://shop.example/admin/index.php?route=common/dashboard&user_token=0123456789abcdef0123456789abcdef",
    "https://shop.example/sub/backoffice-x1/index.php?route=sale/order&user_token=0123456789abcdef0123456789abcdef",
  ],
  address: {
    route: "route",
    always: {},
    tokens: ["user_token", "token"],
    token: /^[A-Za-z0-9]{32}$/,
    params: { page: /^[1-9]\d{0,3}$/, user_group_id: /^[1-9]\d{0,8}$/ },
  },
  logout: /[?&]route=common\/logout(?:&|$)/,
  logoutLink,
  reads: opencartReads,
  covers: ["#content table", ".well", "#user-profile", "#profile"],
  // The settings hold passwords, the lists of users and customers hold people.
  neverRead: [/^setting\/(?:setting|store[/.|]\w+)$/, /^user\/user(?:[/.|]|$)/, /^(?:customer|sale|user\/api)\b/],
  state: pageState,
  follow: (read, page, reads) => {
    if (read.id === "modifications") return nextModificationPages(read, page);
    return read.id === "user-groups" ? firstUserGroup(reads, page) : [];
  },
  facts: [
    { fact: "platform.version", routes: null, read: ({ page }) => present("version", shownVersion(page)) },
    { fact: "platform.fingerprint", routes: null, read: ({ page }) => present("fingerprint", fingerprintOf(page)) },
    { fact: "libraries.jquery", routes: null, read: ({ page }) => present("jquery", jqueryOf(page)) },
    { fact: "libraries.bootstrap", routes: null, read: ({ page }) => present("bootstrap", bootstrapOf(page)) },
    // 2.x shows the group beside the name.
    { fact: "admin.group", routes: null, read: ({ page }) => present("adminGroup", page.text("#profile small")) },
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
    { fact: "installer", routes: /^marketplace\/installer(?:\/history|[.|]list)?$/, read: installedPackages },
    { fact: "logs", routes: /^tool\/(?:log|error_log)$/, read: errorLogs },
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

function present<Name extends string, Value>(name: Name, value: Value | null | undefined): Record<Name, Value> | null {
  // One name, one value: the record holds exactly that.
  return value === null || value === undefined ? null : ({ [name]: value } as Record<Name, Value>);
}
