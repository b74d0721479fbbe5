import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { AppError, type Refusal, refusal, sentence } from "../../shared/problems.ts";
import type { Report } from "../../shared/report.ts";
import { finish } from "../capture/finish.ts";
import { readFolder } from "./read-folder.ts";
import { openSavedPage, type SavedPage } from "./saved-page.ts";

/** `npm run read -- <folder>`: prints the report of a folder of saved admin pages; what was left out goes to stderr. */
async function main(folder: string | undefined): Promise<Report> {
  if (!folder) throw new AppError(refusal("saved-pages.folder-not-named"));
  const read = readFolder(await openFolder(folder), new Date().toISOString());
  if (!read) throw new AppError(refusal("saved-pages.no-admin", { folder }));
  for (const { file, why } of read.leftOut) console.error(`left out ${file}: ${why}`);
  return finish(read.report);
}

async function openFolder(folder: string): Promise<SavedPage[]> {
  const found = await stat(folder).catch(() => null);
  if (!found) throw new AppError(refusal("saved-pages.folder-absent", { folder }));
  if (!found.isDirectory()) throw new AppError(refusal("saved-pages.not-a-folder", { folder }));
  const files = (await readdir(folder)).filter((name) => /\.html?$/i.test(name)).sort();
  if (files.length === 0) throw new AppError(refusal("saved-pages.none", { folder }));
  const dom = new JSDOM("");
  return Promise.all(files.map(async (file) => openSavedPage(file, await readFile(join(folder, file), "utf8"), dom)));
}

function say(why: Refusal): void {
  console.error(sentence(why));
  process.exitCode = 1;
}

try {
  console.log(JSON.stringify(await main(process.argv[2]), null, 2));
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  say(error.refusal);
}
