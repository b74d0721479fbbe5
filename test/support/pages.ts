import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { JSDOM } from "jsdom";
import type { StoreClaim } from "../../extension/adapters/adapter.ts";
import { openPage, type Page } from "../../extension/adapters/page.ts";
import { openSavedPage, type SavedPage } from "../../extension/offline/saved-page.ts";

/** One window for all pages of a test file: scripts in them never run, nothing is fetched. */
export const dom = new JSDOM("");

export function parse(html: string): Document {
  return new dom.window.DOMParser().parseFromString(html, "text/html");
}

export function pageOf(html: string, url: string): Page {
  return openPage(parse(html), new URL(url), dom.window);
}

export function savedPage(path: string): SavedPage {
  return openSavedPage(basename(path), readFileSync(path, "utf8"), dom);
}

export const adminUrl = "https://shop.example/admin/index.php?route=common/dashboard";
export const token = "a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6";

export function claimOf(version: string | null, adminPath = "/admin/"): StoreClaim {
  return {
    platform: "opencart",
    label: "OpenCart",
    native: true,
    version,
    adminPath,
    entry: "index.php",
    signedIn: true,
    offerHelp: true,
  };
}
