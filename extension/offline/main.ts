import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { finish } from "../capture/finish.ts";
import { readFolder } from "./read-folder.ts";
import { openSavedPage } from "./saved-page.ts";

/** `npm run read -- <folder>`: prints the report of a folder of saved admin pages; what was left out goes to stderr. */
async function main(folder: string | undefined): Promise<number> {
  if (!folder) return fail("Say which folder to read: npm run read -- <folder>");
  const found = await stat(folder).catch(() => null);
  if (!found) return fail(`There is no folder ${folder}.`);
  if (!found.isDirectory()) return fail(`${folder} is a file. Give the folder that the saved pages are in.`);
  const files = (await readdir(folder)).filter((name) => /\.html?$/i.test(name)).sort();
  if (files.length === 0) return fail(`${folder} holds no saved pages (.html).`);

  const dom = new JSDOM("");
  const pages = [];
  for (const file of files) pages.push(openSavedPage(file, await readFile(join(folder, file), "utf8"), dom));
  const read = readFolder(pages, new Date().toISOString());
  if (!read) {
    return fail(`Nothing in ${folder} is a page of a store admin that is known (a storefront page is none).`);
  }
  for (const { file, why } of read.leftOut) console.error(`left out ${file}: ${why}`);

  console.log(JSON.stringify(finish(read.report), null, 2));
  return 0;
}

function fail(sentence: string): number {
  console.error(sentence);
  return 1;
}

process.exitCode = await main(process.argv[2]);
