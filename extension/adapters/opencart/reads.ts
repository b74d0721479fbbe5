import type { Read, ReadsOf } from "../adapter.ts";

/**
 * The allow-list: exact routes that delete nothing, each answered within seconds, one at a time. Lists of extensions are
 * not among them: showing one uninstalls every extension whose files are missing. Nor are pages with passwords, nor
 * routes that nobody has yet tried on a running store.
 */
const page = { depth: "safe", timeoutMs: 8_000, limitBytes: 4 * 1024 * 1024, as: "document" } as const;

const stores: Read = { ...page, id: "stores", facts: ["stores"], route: "setting/store", params: [], words: "stores" };

const languages: Read = {
  ...page,
  id: "languages",
  facts: ["languages"],
  route: "localisation/language",
  params: [],
  words: "languages",
};

const userGroups: Read = {
  ...page,
  id: "user-groups",
  facts: ["modules"],
  route: "user/user_permission",
  params: [],
  words: "user groups",
};

/** Its form names every controller on disk: the one way to see third-party code that changes nothing. */
const userGroup = (route: string): Read => ({
  ...page,
  id: "user-group",
  facts: ["modules"],
  route,
  params: ["user_group_id"],
  after: "user-groups",
  words: "third-party modules",
});

const modifications: Read = {
  ...page,
  id: "modifications",
  facts: ["modifications"],
  route: "marketplace/modification",
  params: ["page"],
  words: "modifications",
};

const installerHistory: Read = {
  ...page,
  id: "installer",
  facts: ["installer"],
  route: "marketplace/installer/history",
  params: [],
  words: "installed packages",
};

const logDownload: Read = {
  ...page,
  id: "log",
  facts: ["logs"],
  route: "tool/log/download",
  params: [],
  words: "the end of the error log",
  limitBytes: 64 * 1024 * 1024,
  as: "tail",
};

const logPage: Read = {
  ...page,
  id: "log",
  facts: ["logs"],
  route: "tool/log",
  params: [],
  words: "the error log",
  limitBytes: 8 * 1024 * 1024,
};

const common = [stores, languages];

export const opencartReads: readonly ReadsOf[] = [
  {
    from: "3.0.0.0",
    to: "3.99",
    reads: [
      ...common,
      userGroups,
      userGroup("user/user_permission/edit"),
      modifications,
      installerHistory,
      logDownload,
    ],
  },
  // Methods are named with `|` here, which is known of the source only: the user group's form is not asked for.
  { from: "4.0.0.0", to: "4.0.1.99", reads: [...common, logPage] },
  { from: "4.0.2.0", to: "4.0.99", reads: [...common, userGroups, userGroup("user/user_permission.form"), logPage] },
  {
    from: "4.1.0.0",
    to: null,
    reads: [...common, userGroups, userGroup("user/user_permission.form"), modifications, logPage],
  },
];
