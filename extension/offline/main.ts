import "../../shared/desk-problems.ts";
import { parseArgs } from "node:util";
import { AppError, type Refusal, refusal, sentence } from "../../shared/problems.ts";
import type { Report } from "../../shared/report.ts";
import { finish } from "../capture/finish.ts";
import { declaredIn } from "./check-profile.ts";
import { openFolder } from "./open-folder.ts";
import { readFolder } from "./read-folder.ts";

/**
 * `npm run read -- <folder>`: prints the report of a folder of saved admin pages; what was left out goes to stderr. With
 * `--profile <file>` also of a store that this profile describes.
 */
async function main(args: string[]): Promise<Report> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { profile: { type: "string" } } });
  const [folder] = positionals;
  if (!folder) throw new AppError(refusal("saved-pages.folder-not-named"));
  const declared = values.profile === undefined ? [] : [await declaredIn(values.profile)];
  const read = readFolder(await openFolder(folder), new Date().toISOString(), declared);
  if (!read) throw new AppError(refusal("saved-pages.no-admin", { folder }));
  for (const { file, why } of read.leftOut) console.error(`left out ${file}: ${why}`);
  return finish(read.report);
}

function say(why: Refusal): void {
  console.error(sentence(why));
  process.exitCode = 1;
}

try {
  console.log(JSON.stringify(await main(process.argv.slice(2)), null, 2));
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  say(error.refusal);
}
