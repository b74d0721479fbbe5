import { readFile } from "node:fs/promises";
import { JSDOM } from "jsdom";
import { fitsGlob } from "../../shared/path-glob.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Report } from "../../shared/report.ts";
import { type StoreProfile, selectorMistakes, storeProfile } from "../../shared/store-profile.ts";
import { type Mistake, readStrictly } from "../../shared/strict-json.ts";
import { declaredStore } from "../adapters/declared/declared-store.ts";
import { platformOf, stands } from "../adapters/declared/detect.ts";
import type { Page } from "../adapters/page.ts";
import { finish } from "../capture/finish.ts";
import { openFolder } from "./open-folder.ts";
import { readFolder } from "./read-folder.ts";
import type { Declared } from "./recognise.ts";

/** What a profile would read of saved pages. */
export interface ProfileReading {
  /** Null where no page is one of the store that the profile describes. */
  report: Report | null;
  /** Pages that were read. */
  read: string[];
  leftOut: { file: string; why: string }[];
}

export async function readWithProfile(profile: StoreProfile, folder: string): Promise<ProfileReading> {
  const pages = await openFolder(folder);
  const found = readFolder(pages, new Date().toISOString(), [declaredStore(profile)]);
  const isOurs = found?.report.platform.id === platformOf(profile.id);
  const whyOf = new Map(found?.leftOut.map(({ file, why }) => [file, why]));
  const judged = pages.map(({ file, page, url }) => {
    const strange = url === null ? "nothing in it says which address it came from" : whyStrange(profile, page);
    return { file, why: strange ?? (isOurs ? whyOf.get(file) : "a platform that is known claims it") };
  });
  return {
    report: found && isOurs ? finish(found.report) : null,
    read: judged.flatMap(({ file, why }) => (why === undefined ? [file] : [])),
    leftOut: judged.flatMap(({ file, why }) => (why === undefined ? [] : [{ file, why }])),
  };
}

/** Why the profile does not take this page for its store's; null where it does. */
function whyStrange({ match }: StoreProfile, page: Page): string | null {
  const { origins, path, mustExist, mustNotExist } = match;
  if (!origins.includes(page.url.origin))
    return `it is a page of ${page.url.origin}, which match.origins does not name`;
  if (!fitsGlob(path, page.url.pathname)) return `its address ${page.url.pathname} does not fit match.path`;
  const absent = mustExist.find((selector) => !stands(page, selector));
  if (absent !== undefined) return `nothing in it is ${absent}, which match.mustExist names`;
  const present = mustNotExist.find((selector) => stands(page, selector));
  return present === undefined ? null : `there is ${present} in it, which match.mustNotExist names`;
}

/** Selectors that a document does not understand, with their lines in the profile's text. */
export function badSelectors(text: string, profile: StoreProfile): Mistake[] {
  const { document } = new JSDOM("").window;
  return selectorMistakes(text, profile, (selector) => document.querySelector(selector));
}

/** The store that the profile in this file describes. */
export async function declaredIn(file: string): Promise<Declared> {
  const text = await readFile(file, "utf8").catch(() => null);
  const read = text === null ? null : readStrictly(text, storeProfile);
  if (!read?.ok) throw new AppError(refusal("saved-pages.profile-not-read", { file }));
  return declaredStore(read.value);
}
