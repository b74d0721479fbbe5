import type { Read, ReadsOf } from "../adapter.ts";

/**
 * The allow-list of the whole family: exact routes, one at a time. Safe is what deletes nothing, is answered within
 * seconds and was tried on a running store. Lists of extensions are sweeps: showing one uninstalls every extension whose
 * files are missing, and later versions ask their maker's server each time. Pages with passwords are on no list.
 */
const page = { depth: "safe", params: [], timeoutMs: 8_000, limitBytes: 4 * 1024 * 1024, as: "document" } as const;

export const stores: Read = { ...page, id: "stores", facts: ["stores"], route: "setting/store", words: "stores" };

export const languages: Read = {
  ...page,
  id: "languages",
  facts: ["languages"],
  route: "localisation/language",
  words: "languages",
};

const userGroups: Read = {
  ...page,
  id: "user-groups",
  facts: ["modules"],
  route: "user/user_permission",
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

/** What every version of the family has, by the name that the form of a user group goes by. */
const commonReads = (form: string): readonly Read[] => [
  stores,
  languages,
  userGroups,
  userGroup(`user/user_permission${form}`),
];

export const modifications = (route: string): Read => ({
  ...page,
  id: "modifications",
  facts: ["modifications"],
  route,
  params: ["page"],
  words: "modifications",
});

const installerHistory: Read = {
  ...page,
  id: "installer",
  facts: ["installer"],
  route: "marketplace/installer/history",
  words: "installed packages",
};

/** 1.5 shows the whole log whatever its size. */
export const logPage = (route: string): Read => ({
  ...page,
  id: "log",
  facts: ["logs"],
  route,
  words: "the error log",
  limitBytes: 8 * 1024 * 1024,
});

const logDownload = (route: string): Read => ({
  ...page,
  id: "log",
  facts: ["logs"],
  route,
  words: "the end of the error log",
  limitBytes: 64 * 1024 * 1024,
  as: "tail",
});

/** Routes that nobody has yet tried on a running store, or that are a third party's code. */
export const asked = (read: Read): Read => ({ ...read, depth: "sweep" });

/** A list of extensions of one type; its server may ask another one before it answers. */
const list = (type: string, timeoutMs: number): Read => ({
  ...page,
  id: `list-${type}`,
  depth: "sweep",
  facts: ["modules", "theme"],
  route: `extension/${type}`,
  words: `the list of ${listWords[type] ?? type} extensions`,
  timeoutMs,
});

const listWords: Readonly<Record<string, string>> = { feed: "feed", total: "order total", fraud: "anti-fraud" };

/** Up to 2.2 the lists are pages with names of their own. */
export const lists = (...types: string[]): readonly Read[] => types.map((type) => list(type, 10_000));

/** From 2.3 on a page names the types, those of third parties among them; the lists are parts of it. */
const typed = (shell: string, route: string, timeoutMs: number): readonly Read[] => [
  {
    ...page,
    id: "types",
    depth: "sweep",
    facts: ["modules", "theme"],
    route: shell,
    words: "the types of extensions",
    timeoutMs,
  },
  {
    ...page,
    id: "list",
    depth: "sweep",
    facts: ["modules", "theme"],
    route,
    params: ["type"],
    after: "types",
    words: "a list of extensions",
    timeoutMs,
  },
];

/** The store itself waits 30 seconds for its maker's server, and connects as long. */
export const slowMs = 38_000;

/** vQmod's manager is a third party's page; OverClocked has one of its own. */
export const vqmods = (route: string): Read =>
  asked({ ...page, id: "vqmods", facts: ["modifications"], route, words: "vQmod modifications" });

const since15 = ["module", "shipping", "payment", "total", "feed"];

export const reads15: readonly Read[] = [...commonReads("/update"), logPage("tool/error_log")];
export const lists15 = lists(...since15);
export const lists20 = lists(...since15, "fraud");
export const lists21 = lists(...since15, "fraud", "analytics", "captcha");
export const lists22 = lists(...since15, "fraud", "analytics", "captcha", "theme");

const reads20 = [...commonReads("/edit"), modifications("extension/modification")];
const reads21 = [...reads20, logDownload("tool/error_log/download")];

/** All of 3.x but its lists, which ask a server from a certain version on. */
const reads30 = [
  ...commonReads("/edit"),
  modifications("marketplace/modification"),
  installerHistory,
  logDownload("tool/log/download"),
];
const lists30 = (timeoutMs: number) => typed("marketplace/extension", "extension/extension/{type}", timeoutMs);

export const reads3: readonly ReadsOf[] = [
  { from: "3.0.0.0", to: "3.99", reads: reads30 },
  { from: "3.0.0.0", to: "3.0.2.99", reads: lists30(10_000) },
  { from: "3.0.3.0", to: "3.99", reads: lists30(slowMs) },
];

/** Opening it registers the packages that lie on disk: rows are added, none removed. `sign` stands before a method. */
const installer = (sign: string): readonly Read[] => [
  asked({ ...installerHistory, route: "marketplace/installer" }),
  asked({
    ...installerHistory,
    id: "installer-page",
    route: `marketplace/installer${sign}list`,
    params: ["page"],
    after: "installer",
  }),
];

/** From 4.x on the page shows the oldest part of a large log. */
const wholeLog = (sign: string): Read =>
  asked({
    ...logDownload(`tool/log${sign}download`),
    id: "log-end",
    query: `route=tool/log${sign}download&filename=error.log`,
  });

const lists40 = typed("marketplace/extension", "extension/{type}", slowMs);

const tools402 = [logPage("tool/log"), ...installer("."), wholeLog("."), ...lists40];

export const opencartReads: readonly ReadsOf[] = [
  { from: "1.5.0", to: "1.5.99", reads: [...reads15, ...lists15, vqmods("module/vqmod_manager")] },
  { from: "2.0.0.0", to: "2.0.99", reads: [...reads20, logPage("tool/error_log"), ...lists20] },
  { from: "2.1.0.0", to: "2.1.99", reads: [...reads21, ...lists21] },
  { from: "2.2.0.0", to: "2.2.99", reads: [...reads21, ...lists22] },
  {
    from: "2.3.0.0",
    to: "2.3.99",
    reads: [
      ...reads20,
      logDownload("tool/log/download"),
      ...typed("extension/extension", "extension/extension/{type}", 10_000),
    ],
  },
  ...reads3,
  // Methods are named with `|` here, which is known of the source only.
  {
    from: "4.0.0.0",
    to: "4.0.1.99",
    reads: [
      stores,
      languages,
      asked(userGroups),
      asked(userGroup("user/user_permission|form")),
      logPage("tool/log"),
      ...installer("|"),
      wholeLog("|"),
      ...lists40,
    ],
  },
  { from: "4.0.2.0", to: "4.0.99", reads: [...commonReads(".form"), ...tools402] },
  {
    from: "4.1.0.0",
    to: null,
    reads: [...commonReads(".form"), modifications("marketplace/modification"), ...tools402],
  },
];
