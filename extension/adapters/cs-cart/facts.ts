import type { FactAdapter, Facts, StoreClaim } from "../adapter.ts";
import { addonList } from "./addons.ts";
import { changedFiles } from "./changed-files.ts";
import { isVendors, logoutLink } from "./detect.ts";
import { eventLog } from "./event-log.ts";
import {
  feedbackAddons,
  feedbackLanguages,
  feedbackServer,
  feedbackTheme,
  installedUpgrades,
  localModifications,
  trackedIdentity,
} from "./feedback.ts";
import { ftpAccount } from "./ftp.ts";
import {
  adminLanguage,
  helpCentreIdentity,
  inlineIdentity,
  licenseDialog,
  releaseIdentity,
  vendorsPanel,
  versionText,
} from "./identity.ts";
import { pageState } from "./page-state.ts";
import { phpInfo } from "./php-info.ts";
import { csCartReads } from "./reads.ts";
import { storefrontList } from "./storefronts.ts";
import { currentTheme } from "./themes.ts";

/** Read of the templates of 2.0.7 to 4.20.1, 2026-11; nobody has tried any of it on a running store. */
export const csCartFacts: FactAdapter = {
  id: "cs-cart",
  examples: [
    "https://shop.example/admin.php",
    "https://shop.example/sub/backoffice7.php?dispatch=products.manage",
    "https://shop.example/admin.php?dispatch=addons.manage",
  ],
  address: { route: "dispatch", always: {}, tokens: [], token: /^$/, params: {} },
  logout: /[?&]dispatch=auth\.logout/,
  logoutLink,
  reads: csCartReads,
  whySilent: (page) => (isVendors(page) ? "the panel of one seller shows nothing of the store behind it" : null),
  covers: [
    "#main_column table",
    'form[name="profile_form"]',
    'form[name="order_info_form"]',
    'form[name="settings_form"] input',
    "#content_groupfeedback",
    "#store_mode_dialog",
    'input[name="license_number"]',
  ],
  // Orders and customers, payment and API settings, backups, and what would change the store.
  neverRead: [
    /^(?:orders|order_management|profiles|profile_fields|users|usergroups|companies|vendors|call_requests|discussion)\b/,
    /^(?:payments|shippings|subscribers|newsletters|carts|gift_certificates|rma|statistics|datakeeper|exim|auth)\b/,
    /^(?:upgrade_center\.refresh|feedback\.send|settings\.change_store_mode|logs\.clean)$/,
    /^tools\.(?:store_mode|cleanup_history|create_snapshot)$/,
    /^addons\.(?:install|uninstall|update_status|update)$/,
  ],
  state: pageState,
  follow: () => [],
  facts: [
    { fact: "platform.version", routes: null, read: inlineIdentity },
    { fact: "platform.version", routes: null, read: releaseIdentity },
    { fact: "platform.version", routes: null, read: helpCentreIdentity },
    { fact: "platform.version", routes: /^version$/, read: versionText },
    { fact: "platform.mode", routes: null, isOfDenied: true, read: vendorsPanel },
    { fact: "platform.mode", routes: null, read: trackedIdentity },
    { fact: "platform.mode", routes: null, read: licenseDialog },
    { fact: "admin.language", routes: null, read: adminLanguage },
    { fact: "stores", routes: /^storefronts\.manage$/, read: storefrontList },
    { fact: "theme", routes: /^(?:themes|skin_selector)\.manage$/, read: currentTheme },
    { fact: "theme", routes: null, read: feedbackTheme },
    { fact: "languages", routes: null, read: feedbackLanguages },
    { fact: "modules", routes: /^addons\.manage$/, read: addonList },
    { fact: "modules", routes: null, read: feedbackAddons },
    { fact: "installer", routes: null, read: installedUpgrades },
    { fact: "coreFiles", routes: /^tools\.view_changes$/, read: changedFiles },
    { fact: "coreFiles", routes: null, read: localModifications },
    { fact: "server.php", routes: /^tools\.phpinfo$/, read: phpInfo },
    { fact: "server.php", routes: null, read: feedbackServer },
    { fact: "access.ftpDeclared", routes: /^settings\.manage$/, read: ftpAccount },
    { fact: "logs", routes: /^logs\.manage$/, read: eventLog },
  ],
  settle,
  unread: {
    "platform.version": "the store did not tell it",
    "platform.edition": "the store did not tell it",
    "platform.mode": "the store did not tell it",
    stores: "shown only in a list that nobody has tried on a running store; it was not opened",
    languages: "the feedback form of this version does not name them",
    theme: "the feedback form of this version does not name it",
    modules: "shown only in a list that nobody has tried on a running store; it was not opened",
    modifications: "this platform has none: its add-ons change it",
    installer: "no list of upgrades was read",
    logs: "the store's log also tells of people; it was not opened",
    "server.database": "the feedback form of this version does not name it",
    "server.os": "the feedback form of this version does not name it",
    coreFiles: "this version counts no changed files",
    "access.ftpDeclared": "the page of the setting was not read",
  },
};

/** Pages before 4.12.2.SP2 do not tell the two apart: what they were taken for is put right once the edition is known. */
function settle(facts: Facts, _claim: StoreClaim): Facts {
  const notes = [...(facts.notes ?? [])];
  if (facts.modules?.length && facts.modules.every(({ name, code, version }) => name === code && version === null)) {
    notes.push({ fact: "modules", why: "ids and status only: their names and versions stand in the list of add-ons" });
  }
  const isMarketplace = facts.edition === "MULTIVENDOR";
  return { ...facts, notes, ...(isMarketplace ? { platform: { id: "multi-vendor", label: "Multi-Vendor" } } : {}) };
}
