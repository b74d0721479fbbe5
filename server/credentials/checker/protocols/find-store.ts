import { compareVersions } from "../../../../shared/versions.ts";
import type { ProofTarget } from "../task.ts";
import { type Files, pathIn } from "./files.ts";
import { looksOf, type PlatformFiles, versionIn } from "./platform-files.ts";

export interface FoundStore {
  /** As paths of the server begin: empty is where one is after logging in. */
  folder: string;
  version: string | null;
}

/** Folders that are looked into, and version files that are read, at most: each costs the server a connection. */
const mostFolders = 30;
const mostReads = 6;

const usualFolders = ["public_html", "htdocs", "www", "httpdocs", "web", "html", "public", "httpsdocs", "site"];

/**
 * The store's own folder: the one that the holder named, else where shops usually are, else one level down. Of several the
 * one whose version is the captured one; null where none is a store.
 */
export async function findStore(files: Files, target: Pick<ProofTarget, "folder" | "storeOrigin" | "store">) {
  const looks = looksOf(target.store?.platform ?? null);
  const captured = target.store?.version ?? null;
  const budget = { reads: mostReads };
  let first: FoundStore | null = null;
  let looked = 0;
  for await (const folder of foldersToLook(files, target)) {
    looked += 1;
    if (looked > mostFolders) break;
    const found = await lookInto(files, folder, looks, budget);
    if (!found) continue;
    if (!isOtherVersion(found.version, captured)) return found;
    first ??= found;
  }
  return first;
}

/** A version that is not known differs from none; a service pack counts only where both name theirs. */
export function isOtherVersion(found: string | null, captured: string | null): boolean {
  if (found === null || captured === null) return false;
  const both = /[a-z]/i.test(found) && /[a-z]/i.test(captured);
  const bare = (version: string) => (both ? version : (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? version));
  return compareVersions(bare(found), bare(captured)) !== 0;
}

async function* foldersToLook(files: Files, { folder, storeOrigin }: Pick<ProofTarget, "folder" | "storeOrigin">) {
  if (folder !== null) yield folder;
  if (folder !== "") yield "";
  const here = await files.names("");
  const hosts = hostsOf(storeOrigin);
  const usual = [
    ...usualFolders,
    ...hosts.flatMap((host) => [
      host,
      ...["public_html", "httpdocs", "htdocs", "web"].map((name) => `${host}/${name}`),
    ]),
    ...hosts.flatMap((host) => [`domains/${host}/public_html`, `public_html/${host}`, `www/${host}`, `htdocs/${host}`]),
    "var/www/html",
  ];
  // Where nothing is listed, the folders may be there all the same.
  const known = here.length === 0 ? usual : usual.filter((path) => here.includes(path.split("/")[0] ?? ""));
  yield* known.filter((path) => path !== folder);
  yield* here.filter((name) => !name.includes(".") && name !== folder && !known.includes(name));
}

/** With and without `www.`, as folders are called. */
function hostsOf(origin: string): string[] {
  const host = URL.parse(origin)?.hostname ?? "";
  const bare = host.replace(/^www\./, "");
  return [...new Set([host, bare])].filter((name) => /^[a-z0-9][a-z0-9.-]*$/.test(name));
}

async function lookInto(
  files: Files,
  folder: string,
  looks: readonly PlatformFiles[],
  budget: { reads: number },
): Promise<FoundStore | null> {
  for (const look of looks) {
    if (!(await hasAll(files, folder, look.marks))) continue;
    const version = await versionOf(files, folder, look, budget);
    if (version !== null || !look.needsVersion) return { folder, version };
  }
  return null;
}

async function hasAll(files: Files, folder: string, marks: readonly string[]): Promise<boolean> {
  for (const mark of marks) if (!(await files.isFile(pathIn(folder, mark)))) return false;
  return true;
}

async function versionOf(files: Files, folder: string, { versions }: PlatformFiles, budget: { reads: number }) {
  for (const { file, pattern } of versions) {
    const path = pathIn(folder, file);
    if (budget.reads === 0 || !(await files.isFile(path))) continue;
    budget.reads -= 1;
    const version = versionIn((await files.read(path)) ?? "", pattern);
    if (version !== null) return version;
  }
  return null;
}
