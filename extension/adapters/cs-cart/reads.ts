import type { Read, ReadsOf } from "../adapter.ts";

/**
 * The allow-list. Nobody has tried it on a running store: what the templates do not prove to change nothing is read only
 * after the person agreed. Never, not even then: the upgrade centre (it calls out, and old ones run what comes back),
 * whatever sends, installs, clears or switches, and the parameters that switch the person's language or company.
 */
const page = { params: [], timeoutMs: 8_000, limitBytes: 4 * 1024 * 1024, as: "document" } as const;

/** Needs no session and ends at once; no page of an early version shows its version. */
const version: Read = {
  ...page,
  id: "version",
  facts: ["platform.version"],
  depth: "safe",
  route: "version",
  query: "version",
  words: "the version",
};

/** The form that would send feedback to the maker; only shown, never sent. As the admin's own link asks for it. */
const feedback: Read = {
  ...page,
  id: "feedback",
  facts: [
    "platform.mode",
    "theme",
    "languages",
    "modules",
    "installer",
    "coreFiles",
    "server.php",
    "server.database",
    "server.web",
    "server.os",
  ],
  depth: "safe",
  route: "feedback.prepare",
  query: "dispatch=feedback.prepare&is_ajax=1&result_ids=content_groupfeedback",
  words: "add-ons and server",
  // It counts what the store has.
  timeoutMs: 20_000,
  as: "ajax",
};

const ftp: Read = {
  ...page,
  id: "ftp",
  facts: ["access.ftpDeclared"],
  depth: "safe",
  route: "settings.manage",
  query: "dispatch=settings.manage&section_id=Upgrade_center",
  words: "whether an FTP account is set",
};

const list = (id: string, fact: string, route: string, words: string): Read => ({
  ...page,
  id,
  facts: [fact],
  depth: "sweep",
  route,
  words,
  timeoutMs: 20_000,
  limitBytes: 16 * 1024 * 1024,
});

const addons = list("addons", "modules", "addons.manage", "the list of add-ons");
const logs = list("logs", "logs", "logs.manage", "the store's log");
const phpInfo: Read = {
  ...list("php-info", "server.php", "tools.phpinfo", "the server's PHP"),
  facts: ["server.php", "server.os", "server.web"],
};
const changedFiles: Read = {
  ...list("changed-files", "coreFiles", "tools.view_changes", "changed files"),
  query: "dispatch=tools.view_changes&check_types=C,D",
};

const early = [addons, list("skins", "theme", "skin_selector.manage", "themes"), logs, phpInfo];
const late = [addons, list("themes", "theme", "themes.manage", "themes"), logs, changedFiles, phpInfo];
const storefronts = list("storefronts", "stores", "storefronts.manage", "storefronts");

export const csCartReads: readonly ReadsOf[] = [
  { from: null, to: null, reads: [version] },
  { from: "2.2.4", to: "2.99", reads: [feedback] },
  { from: "3.0.6", to: "3.99", reads: [feedback] },
  { from: "4.2.0", to: "4.99", reads: [feedback] },
  { from: "4.3.1", to: "4.99", reads: [ftp] },
  { from: "4.10.0", to: "4.99", reads: [storefronts] },
  { from: "2.0.0", to: "3.99", reads: early },
  { from: "2.2.4", to: "3.99", reads: [changedFiles] },
  { from: "4.0.0", to: "4.99", reads: late },
];
