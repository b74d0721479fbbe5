import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SavedPage } from "../../extension/offline/saved-page.ts";
import { type StoreProfile, storeProfile } from "../../shared/store-profile.ts";
import { savedPage } from "./pages.ts";

export const declaredFolder = join(import.meta.dirname, "../fixtures/pages/declared");

const files: Record<string, string> = {
  "maple-cart": join(import.meta.dirname, "../../docs/example-store-profile.json"),
  "corner-shop": join(declaredFolder, "corner-shop.json"),
};

export const profileIds = Object.keys(files);

export function profileText(id: string): string {
  return readFileSync(files[id] ?? "", "utf8");
}

/** As it is after a strict import. */
export function profileOf(id: string): StoreProfile {
  return storeProfile.parse(JSON.parse(profileText(id)));
}

export function declaredPages(id: string): string[] {
  return readdirSync(join(declaredFolder, id))
    .filter((name) => name.endsWith(".html"))
    .map((name) => name.slice(0, -".html".length));
}

export function declaredPage(id: string, name: string): SavedPage {
  return savedPage(join(declaredFolder, id, `${name}.html`));
}
