import { sellersPanel } from "../../../shared/little-read.ts";
import type { Facts, Source } from "../adapter.ts";
import { isVendors, scriptsOf } from "./detect.ts";

/** What its makers call the editions, by what the code calls them. */
const editions: Readonly<Record<string, string>> = { ult: "ULTIMATE", mve: "MULTIVENDOR", pro: "PROFESSIONAL" };

const versionForm = /^v?(\d[\w.]{0,40})$/;

/** Keys that the page's own scripts are told: 4.12.2.SP2 on, the build from 4.13.2 on. */
export function inlineIdentity({ page }: Source): Facts | null {
  const script = scriptsOf(page);
  const value = (name: string) => new RegExp(`${name}["']?\\s*:\\s*["']([\\w.-]{1,40})["']`).exec(script)?.[1] ?? null;
  return identity(value("product_version"), value("product_edition"), value("product_build"));
}

/** The user's menu and the hidden dialog of the license name the release: 4.15.1 on. */
export function releaseIdentity({ page }: Source): Facts | null {
  const name = page.text(".product-release__name");
  return identity(page.text(".product-release__version"), /\bMulti-Vendor\b/i.test(name ?? "") ? "mve" : null, null);
}

/** What the maker's help centre is told when it is opened, apart from where the store is: 4.17.1 on. */
export function helpCentreIdentity({ page }: Source): Facts | null {
  const request = page.attribute("section[data-ca-help-center-request]", "data-ca-help-center-request");
  const told = request && request.length < 5_000 ? tryParse(request) : null;
  if (typeof told !== "object" || told === null) return null;
  const text = (name: string) => {
    const value: unknown = Reflect.get(told, name);
    return typeof value === "string" ? value : null;
  };
  return identity(text("version"), text("edition"), text("product_build"));
}

/** `?version`: `CS-Cart: version <b>3.0.6 MULTIVENDOR</b>` up to 3.x, `Multi-Vendor <b>4.8.1.SP1  (STATUS) BUILD</b>` later. */
export function versionText({ page }: Source): Facts | null {
  const product = /^(CS-Cart|Multi-Vendor)(: version)?\s/i.exec(page.text("body") ?? "");
  const [, version = null, word = null] =
    /^(\d[\w.]{0,40})(?:\s+\(.{0,40}?\))?(?:\s+(\w{1,20}))?/.exec(page.text("body > b") ?? "") ?? [];
  if (!product || !version) return null;
  const isEarly = product[2] !== undefined;
  const isMarketplace = /^m/i.test(product[1] ?? "");
  return identity(version, isMarketplace ? "mve" : isEarly ? word : null, isEarly ? null : word);
}

/** The dialog of the license, hidden in the pages of those who may upgrade. Its number is never looked at. */
export function licenseDialog({ page }: Source): Facts | null {
  const mode = modes.find((name) => page.has(`#store_mode_radio_${name}[checked]`));
  const product = licensed.exec(page.text("#store_mode_dialog", 2_000) ?? "")?.[0];
  const told = [mode, product].filter((one) => one !== undefined).join(", ");
  return told ? { mode: told } : null;
}

/** A vendor signs in to a panel of their own, which knows nothing of the store: that it is one is told by the page's frame. */
export function vendorsPanel({ page }: Source): Facts | null {
  return isVendors(page) ? { mode: sellersPanel } : null;
}

const modes = ["full", "trial", "free"] as const;
const licensed =
  /\b(?:CS-Cart|Multi-Vendor)(?: (?:Store Builder|Standard|Plus|Ultimate|Unlimited|Enterprise|Free)){1,2}\b/;

/** Null where the version is none: then nothing else of it is believed. */
export function identity(shown: string | null, code: string | null, build: string | null): Facts | null {
  const version = versionForm.exec(shown ?? "")?.[1];
  if (!version) return null;
  const edition = code && (editions[code.toLowerCase()] ?? editionForm.exec(code)?.[0].toUpperCase());
  return {
    version,
    ...(edition ? { edition } : {}),
    ...(build && /^\w{1,20}$/.test(build) ? { build } : {}),
  };
}

const editionForm = /^(?:COMMUNITY|PROFESSIONAL|MULTIVENDOR|ULTIMATE)$/i;

/** The language that the admin speaks; in 4.x its scripts are told it. */
export function adminLanguage({ page }: Source): Facts | null {
  const told = /cart_language["']?\s*:\s*["']([a-z]{2}(?:[-_][a-z]{2})?)["']/i.exec(scriptsOf(page))?.[1];
  const language = page.attribute("html", "lang") || told;
  return language ? { adminLanguage: language } : null;
}

/** The description that the page carries of itself, as data; null where it is none. */
function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
