import { realpathSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";

/** Libraries that talk FTP and SSH, that parse what comes of it, and what these load, each after what needs it. */
const libraries: readonly [name: string, neededBy: string | null][] = [
  ["zod", null],
  ["ssh2", null],
  ["asn1", "ssh2"],
  ["safer-buffer", "asn1"],
  ["bcrypt-pbkdf", "ssh2"],
  ["tweetnacl", "bcrypt-pbkdf"],
];

const project = join(import.meta.dirname, "../../..");

/** All that a child may read: its own code and its libraries. Nothing that holds data of anyone. */
export function readableFiles(): string[] {
  const found = new Map<string, string>();
  for (const [name, neededBy] of libraries) {
    const base = (neededBy !== null && found.get(neededBy)) || import.meta.filename;
    const file = findPackageJSON(name, base);
    if (file !== undefined) found.set(name, file);
  }
  const folders = [import.meta.dirname, join(project, "shared"), ...found.values().map(dirname)];
  return [...folders.map((folder) => `${realpathSync(folder)}/*`), realpathSync(join(project, "package.json"))];
}
