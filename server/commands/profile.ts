import { readFileSync } from "node:fs";
import { factsOf } from "../../shared/facts.ts";
import { readWords } from "../../shared/profile-parts.ts";
import { type StoreProfile, storeProfile } from "../../shared/store-profile.ts";
import { type Mistake, readStrictly } from "../../shared/strict-json.ts";
import { type Command, optional, print, UsageError } from "./command.ts";

export const profileCheck: Command = {
  usage: "profile check FILE [--pages FOLDER]",
  summary: "Say what is wrong in a store profile, each mistake with its line, and what it reads of saved pages.",
  options: { pages: { type: "string" } },
  operands: 1,
  run: async (values, _, [file = ""]) => {
    const text = textOf(file);
    const pages = optional(values, "pages");
    const read = readStrictly(text, storeProfile);
    const reader = await findReader();
    const mistakes = read.ok ? (reader?.badSelectors(text, read.value) ?? []) : read.mistakes;
    if (!read.ok || mistakes.length > 0) throw new UsageError(mistakes.map((one) => lineFor(file, one)).join("\n"));
    sayWhatItIs(file, read.value);
    if (!reader) print("Whether its selectors are CSS was not tried: that needs the development install (npm ci).");
    if (pages === undefined) return;
    if (!reader) throw new UsageError("Reading saved pages needs the development install: run npm ci here first.");
    sayWhatItReads(pages, await reader.readWithProfile(read.value, pages));
  },
};

type Reader = typeof import("../../extension/offline/check-profile.ts");

/** The reader of saved pages brings a whole document model, which a server that only runs does not have. */
async function findReader(): Promise<Reader | null> {
  try {
    return await import("../../extension/offline/check-profile.ts");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") return null;
    throw error;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`There is no file ${file} that can be read.`);
  }
}

function lineFor(file: string, { line, where, says }: Mistake): string {
  return `${file}:${line}: ${where === "" ? says : `${where}: ${says}`}`;
}

function sayWhatItIs(file: string, profile: StoreProfile): void {
  const { id, brand, match, safeReads, neverRead, validUntil } = profile;
  const end = validUntil === undefined ? "" : `, until ${validUntil}`;
  print(`${file} is a store profile: ${id}, ${brand.name}${end}.`);
  print(`It is used on ${match.origins.join(", ")} at ${match.path}, and nowhere else.`);
  print(`It reads: ${readWords(profile).join(", ") || "nothing"}.`);
  for (const { path, words } of safeReads) print(`It asks for ${path} (${words}).`);
  print(`It never reads: ${neverRead.join(", ") || "it names no such page"}.`);
}

function sayWhatItReads(
  folder: string,
  { report, read, leftOut }: Awaited<ReturnType<Reader["readWithProfile"]>>,
): void {
  const left = leftOut.map(({ file, why }) => `  ${file}: ${why}`);
  if (!report) throw new UsageError([`No page in ${folder} is one of this store:`, ...left].join("\n"));
  print(`\nOf the pages in ${folder} it would read ${read.join(", ")}:`);
  for (const { title, facts, missing } of factsOf(report)) {
    print(`  ${title}`);
    for (const { name, value, detail } of facts)
      print(onOneLine(`    ${name}: ${value}${detail ? ` (${detail})` : ""}`));
    for (const { name, why } of missing) print(onOneLine(`    ${name} is missing: ${why}`));
  }
  if (left.length > 0) print(["\nLeft out:", ...left].join("\n"));
}

/** Without what a terminal would obey or turn around: the text is a page's. */
function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "");
}
