import { canaries } from "./canaries.ts";
import { addonsOf, type StoreAddon } from "./cs-cart/addons.ts";
import { errorLog, modificationLog, vqmodLog } from "./log-text.ts";
import { furtherModules } from "./modules.ts";
import type { StoreLanguage } from "./words.ts";

/** Which store it is: its routes, markup and habits follow the real one of that generation. */
export type StoreKind = "opencart-1.5" | "opencart-2.3" | "opencart-3" | "opencart-4" | "cs-cart";

export type OpenCartKind = Exclude<StoreKind, "cs-cart">;

export interface StoreUser {
  id: number;
  username: string;
  password: string;
  name: string;
  email: string;
  groupId: number;
}

export interface UserGroup {
  id: number;
  name: string;
  /** Controllers its people may open. */
  access: readonly string[] | "all";
}

export interface StoreModification {
  id: number;
  name: string;
  code: string;
  author: string;
  version: string;
  link: string;
  date: string;
  enabled: boolean;
}

export interface StorePackage {
  id: number;
  name: string;
  code: string;
  version: string;
  fileName: string;
  date: string;
  installed: boolean;
}

/** A controller file that lies on the store's disk. */
export interface ExtensionFile {
  type: string;
  code: string;
  /** The package it came with; `opencart` for what every store ships with. */
  vendor: string;
  /** May hold markup, as real names do. */
  nameHtml: string;
}

/** A row in the store's table of installed extensions. */
export interface RegisteredExtension {
  type: string;
  code: string;
  vendor: string;
}

export interface ModuleInstance {
  id: number;
  code: string;
  name: string;
  enabled: boolean;
}

/** How the store behaves; tests turn these while it runs. */
export interface StoreBehaviour {
  /** How long an answer takes, by route. */
  slowMs: Record<string, number>;
  /** Sent with every page of the admin, over the store's own. */
  headers: Record<string, string>;
  /** Raw markup at the end of the head and of the body: what an admin theme or a hostile module would add. */
  extraHead: string;
  extraBody: string;
  /** Printed before the doctype, as PHP does where it shows errors. */
  beforeDoctype: string;
}

export interface StoreState {
  kind: StoreKind;
  version: string;
  adminFolder: string;
  /** The file in it that answers every route; only some platforms let it be renamed. */
  adminEntry: string;
  /** What the admin speaks. */
  language: StoreLanguage;
  users: StoreUser[];
  groups: UserGroup[];
  stores: { id: number; name: string; url: string }[];
  languages: { name: string; code: string; isDefault: boolean }[];
  modifications: StoreModification[];
  packages: StorePackage[];
  files: ExtensionFile[];
  registered: RegisteredExtension[];
  instances: ModuleInstance[];
  /** What CS-Cart has in place of modules. */
  addons: StoreAddon[];
  /** Saved settings by extension, `module_<code>`; they go when their extension is uninstalled. */
  settings: Record<string, Record<string, string>>;
  logs: Record<string, string>;
  behaviour: StoreBehaviour;
  /** Every deed that a GET did to this store: `uninstalled module/x`, `route tool/log/clear`. */
  harm: string[];
}

export interface StateOptions {
  version?: string;
  adminFolder?: string;
  adminEntry?: string;
  /** How many modifications are listed; further ones are made up. */
  modifications?: number;
  /** How many modules lie on the store's disk; further ones are made up, and never fewer than every store has. */
  modules?: number;
  language?: StoreLanguage;
  logText?: string;
  users?: StoreUser[];
  behaviour?: Partial<StoreBehaviour>;
}

/** The day of the last entries in the logs. */
const logDay = "2026-11-20";

const usualVersion: Record<StoreKind, string> = {
  "opencart-1.5": "1.5.6.4",
  "opencart-2.3": "2.3.0.2",
  "opencart-3": "3.0.5.1",
  "opencart-4": "4.1.0.4",
  "cs-cart": "4.17.1",
};

const dashboards: Partial<Record<StoreKind, string>> = { "opencart-1.5": "common/home" };

export function newState(kind: StoreKind, options: StateOptions = {}): StoreState {
  const language = options.language ?? "en";
  const files = filesOf(kind);
  const isOpenCart = kind !== "cs-cart";
  const further = furtherModules(
    isOpenCart ? (options.modules ?? 0) - files.filter(({ type }) => type === "module").length : 0,
  );
  return {
    kind,
    version: options.version ?? usualVersion[kind],
    adminFolder: options.adminFolder ?? (isOpenCart ? "admin" : ""),
    adminEntry: options.adminEntry ?? (isOpenCart ? "index.php" : "admin.php"),
    language,
    users: options.users ?? [
      person(1, "admin", "Robin Rivers", canaries.adminEmail, 1),
      person(2, "clerk", "Kit Clerk", "clerk@riverside-goods.example", 2),
    ],
    groups: [
      { id: 1, name: "Administrator", access: "all" },
      { id: 2, name: "Catalogue staff", access: [dashboards[kind] ?? "common/dashboard", "catalog/product"] },
    ],
    stores: [
      { id: 0, name: "Riverside Goods", url: "" },
      { id: 1, name: "Riverside Söhne & Co", url: "http://wholesale.shop.test/" },
    ],
    languages: languagesOf(kind, language),
    modifications: modificationsOf(options.modifications ?? 3),
    packages: packagesOf(kind),
    files: [...files, ...further.files],
    registered: [...registeredOf(kind), ...further.registered],
    instances: instancesOf(kind),
    addons: isOpenCart ? [] : addonsOf(options.modules ?? 0),
    settings: {
      ...further.settings,
      module_acme_quick: { module_acme_quick_status: "1", module_acme_quick_licence: canaries.apiKey },
      module_account: { module_account_status: "1" },
      module_pepper_reviews: { module_pepper_reviews_licence: canaries.paidLicence },
      payment_cod: { payment_cod_status: "1" },
      shipping_flat: { shipping_flat_status: "1" },
      total_total: { total_total_status: "1" },
    },
    logs: {
      "error.log": options.logText ?? errorLog(logDay, tokenNameOf(kind)),
      ...(kind === "opencart-1.5" ? { "vqmod.log": vqmodLog(logDay) } : { "ocmod.log": modificationLog(logDay) }),
    },
    behaviour: { slowMs: {}, headers: {}, extraHead: "", extraBody: "", beforeDoctype: "", ...options.behaviour },
    harm: [],
  };
}

/** The settings key of an extension, as the store names it. */
export function settingKey({ type, code }: { type: string; code: string }): string {
  return `${type}_${code}`;
}

/** What the store's addresses call the token: 3.0 gave it a new name. */
export function tokenNameOf(kind: StoreKind): "token" | "user_token" {
  return kind === "opencart-1.5" || kind === "opencart-2.3" ? "token" : "user_token";
}

/** Besides what every store here has, an admin can only speak a language that is installed. */
function languagesOf(kind: StoreKind, spoken: StoreLanguage): StoreState["languages"] {
  const known = [
    { name: "English", code: "en-gb", isDefault: true },
    { name: "Deutsch", code: "de-de", isDefault: false },
    ...(spoken === "ru" ? [{ name: "Русский", code: "ru-ru", isDefault: false }] : []),
    ...(spoken === "he" ? [{ name: "עברית", code: "he-il", isDefault: false }] : []),
  ];
  return kind === "opencart-1.5" ? known.map((each) => ({ ...each, code: each.code.slice(0, 2) })) : known;
}

/** 1.5 keeps where a module stands within its settings. */
function instancesOf(kind: StoreKind): ModuleInstance[] {
  if (kind === "opencart-1.5") return [];
  return [
    { id: 31, code: "banner", name: "Spring banner", enabled: true },
    { id: 32, code: "banner", name: "Footer banner", enabled: false },
    { id: 40, code: "pepper_reviews", name: "Reviews on product pages", enabled: true },
  ];
}

function person(id: number, username: string, name: string, email: string, groupId: number): StoreUser {
  return { id, username, password: username, name, email, groupId };
}

function modificationsOf(count: number): StoreModification[] {
  const known = [
    modification(1, "Acme Quick Checkout OCMOD", "acme_quick_checkout", "Acme Extensions Ltd & Söhne", "3.1.2", true),
    modification(2, "Riverside Gift Wrap", "riverside_gift_wrap", "Jane Dev", "0.9b", true),
    modification(3, "Old Sticky Menu", "old_sticky_menu", "Themes by Ola", "1.4", false),
  ];
  const further = Array.from({ length: Math.max(0, count - known.length) }, (_, index) => {
    const number = index + known.length + 1;
    const name = `Store tweak ${String(number).padStart(3, "0")}`;
    return modification(number, name, `tweak_${number}`, "Riverside Goods", "1.0", number % 2 === 0);
  });
  return [...known.slice(0, count), ...further];
}

function modification(
  id: number,
  name: string,
  code: string,
  author: string,
  version: string,
  enabled: boolean,
): StoreModification {
  return { id, name, code, author, version, enabled, date: "20/11/2026", link: `https://extensions.example/${code}` };
}

function packagesOf(kind: StoreKind): StorePackage[] {
  const acme = installed(1, "Acme Quick Checkout", "acme_quick", "3.1.2", true);
  if (kind === "opencart-1.5" || kind === "opencart-2.3") return []; // They keep no list of what was uploaded.
  if (kind === "opencart-3") return [acme, installed(2, "Riverside Gift Wrap", "riverside_gift_wrap", "0.9b", true)];
  return [
    acme,
    installed(2, "OpenCart Default Extensions", "opencart", "1.0", true),
    installed(3, "OpenCart Language Example", "oc_language_example", "1.0", false),
    installed(4, "OpenCart Theme Example", "oc_theme_example", "1.0", false),
  ];
}

function installed(id: number, name: string, code: string, version: string, isInstalled: boolean): StorePackage {
  const fileName = `${code.replaceAll("_", "-")}.ocmod.zip`;
  return { id, name, code, version, fileName, date: "20/11/2026", installed: isInstalled };
}

function filesOf(kind: StoreKind): ExtensionFile[] {
  const bundled = (type: string, code: string, nameHtml: string) => ({ type, code, vendor: "opencart", nameHtml });
  return [
    {
      type: "module",
      code: "acme_quick",
      vendor: "acme_quick",
      nameHtml: "<b>Acme</b> Quick Checkout <small>v3.1.2</small>",
    },
    bundled("module", "account", "Account"),
    bundled("module", "banner", "Banner"),
    bundled("module", "bestseller", "Bestsellers"),
    bundled("module", "category", "Category"),
    bundled("module", "featured", "Featured"),
    bundled("payment", "bank_transfer", "Bank Transfer"),
    bundled("payment", "cod", "Cash On Delivery"),
    bundled("shipping", "flat", "Flat Rate"),
    bundled("shipping", "free", "Free Shipping"),
    ...themes(kind).map((code) => bundled("theme", code, "Default Theme")),
    bundled("total", "sub_total", "Sub-Total"),
    bundled("total", "total", "Total"),
    ...(earlierFiles[kind] ?? []).map(([type, code, nameHtml]) => ({ type, code, vendor: "opencart", nameHtml })),
  ];
}

/** What the earlier generations have beyond that. */
const earlierFiles: Partial<Record<StoreKind, [type: string, code: string, nameHtml: string][]>> = {
  "opencart-1.5": [
    ["feed", "google_base", "Google Base"],
    ["module", "vqmod_manager", "VQMod Manager"],
  ],
  "opencart-2.3": [
    ["analytics", "google_analytics", "Google Analytics"],
    ["captcha", "basic_captcha", "Basic Captcha"],
    ["dashboard", "sale", "Total Sales"],
    ["feed", "google_base", "Google Base"],
    ["fraud", "ip", "Anti-Fraud IP"],
  ],
};

function themes(kind: StoreKind): string[] {
  if (kind === "opencart-1.5") return [];
  if (kind === "opencart-2.3") return ["theme_default"];
  return [kind === "opencart-3" ? "default" : "basic"];
}

/** What is registered; the reviews module was uploaded by halves, so its file is missing. */
function registeredOf(kind: StoreKind): RegisteredExtension[] {
  const bundled = (type: string, code: string) => ({ type, code, vendor: "opencart" });
  return [
    { type: "module", code: "acme_quick", vendor: "acme_quick" },
    { type: "module", code: "pepper_reviews", vendor: "pepper_reviews" },
    bundled("module", "account"),
    bundled("module", "banner"),
    bundled("payment", "cod"),
    bundled("shipping", "flat"),
    ...themes(kind).map((code) => bundled("theme", code)),
    bundled("total", "sub_total"),
    bundled("total", "total"),
    ...(kind === "opencart-1.5" ? [{ type: "module", code: "vqmod_manager", vendor: "vqmod_manager" }] : []),
  ];
}
