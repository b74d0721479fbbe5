import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { AppError, refusal } from "../../shared/problems.ts";
import { openSavedPage, type SavedPage } from "./saved-page.ts";

/** The saved pages of a folder, in the order of their names. Refuses in words a folder without any. */
export async function openFolder(folder: string): Promise<SavedPage[]> {
  const found = await stat(folder).catch(() => null);
  if (!found) throw new AppError(refusal("saved-pages.folder-absent", { folder }));
  if (!found.isDirectory()) throw new AppError(refusal("saved-pages.not-a-folder", { folder }));
  const files = (await readdir(folder)).filter((name) => /\.html?$/i.test(name)).sort();
  if (files.length === 0) throw new AppError(refusal("saved-pages.none", { folder }));
  const dom = new JSDOM("");
  return Promise.all(files.map(async (file) => openSavedPage(file, await readFile(join(folder, file), "utf8"), dom)));
}
