import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { freshPlace } from "../support/db.ts";
import { declaredFolder } from "../support/profiles.ts";
import { run } from "./child.ts";

const example = join(import.meta.dirname, "../../docs/example-store-profile.json");

async function folderFor(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "deskbell-profile-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function check(...args: string[]) {
  return run(["profile", "check", ...args], await freshPlace({ migrated: false }));
}

test("a good profile is told in words: where it is used, what it reads, what it asks for and what it never reads", async () => {
  const { code, stdout, stderr } = await check(example);
  expect([code, stderr]).toEqual([0, ""]);
  for (const words of [
    "maple-cart, MapleCart, until 2031-12-31",
    "https://maple.example",
    "log.php?show=recent",
    "customers*",
    "error log",
  ]) {
    expect(stdout).toContain(words);
  }
});

test("every mistake is told with its line and its place, on the error channel alone", async () => {
  const file = join(await folderFor(), "bad.json");
  const text = (await readFile(example, "utf8"))
    .replace('"scripts.php",', '"scripts.php?do=delete",')
    .replace("#0a6b5c", "teal");
  await writeFile(file, text);
  const { code, stdout, stderr } = await check(file);
  expect([code, stdout]).toEqual([1, ""]);
  const lines = text.split("\n");
  for (const [where, part] of [
    ["brand.colour", "teal"],
    ["safeReads.0.path", "do=delete"],
  ] as const) {
    const line = lines.findIndex((each) => each.includes(part)) + 1;
    expect(stderr).toContain(`${file}:${line}: ${where}: `);
  }
});

test("a selector that no browser understands is refused although its characters are right", async () => {
  const file = join(await folderFor(), "bad.json");
  await writeFile(file, (await readFile(example, "utf8")).replace('"#mc-manager"', '"a[[b"'));
  const { code, stderr } = await check(file);
  expect(code).toBe(1);
  expect(stderr).toContain("match.mustExist.0: this is no selector");
});

test("of saved pages it is told which are read, what is found, what is missing and what is left out", async () => {
  const { code, stdout } = await check(example, "--pages", join(declaredFolder, "maple-cart"));
  expect(code).toBe(0);
  for (const words of [
    "Version shown: 4.2.1",
    "Remote call to Mals-E: 1.4, on",
    "catalog.log, 2 times: PHP Warning: Undefined index: memo",
    "Languages is missing: it was not found",
    "customers.html: it holds secrets",
    "storefront.html: its address /catalog/ does not fit match.path",
    "Version: 4.2 (declared by MapleCart)",
  ]) {
    expect(stdout).toContain(words);
  }
  for (const secret of ["Ottoline", "quince-jam-77", "Rosalind", "\u202e", "\u0000"])
    expect(stdout).not.toContain(secret);
});

test("pages of another store are refused, each with what does not fit", async () => {
  const { code, stderr } = await check(example, "--pages", join(declaredFolder, "corner-shop"));
  expect(code).toBe(1);
  expect(stderr).toContain(
    "parts.html: it is a page of https://corner.example:8443, which match.origins does not name",
  );
});

test.each<[string, string[], number]>([
  ["no file", [], 1],
  ["a file that is not there", ["/nowhere/at/all.json"], 1],
  ["a folder that is not there", [example, "--pages", "/nowhere/at/all"], 1],
  ["an option that is not known", [example, "--nonsense"], 2],
])("with %s it ends as the other commands do", async (_, args, expected) => {
  const { code, stderr } = await check(...args);
  expect(code).toBe(expected);
  expect(stderr).not.toMatch(/\n\s+at /);
});
