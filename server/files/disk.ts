import { createHash } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, statSync, unlinkSync } from "node:fs";
import { type FileHandle, open, readdir, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { type FileContent, readContent } from "../../shared/file-content.ts";

/** Bytes that have arrived whole and are on disk under no name that anyone knows. */
export interface Arrived {
  sha256: string;
  size: number;
  content: FileContent;
  /** Gives them their name; resolves once they would survive a power cut. */
  keep(): Promise<void>;
  /** Forgets them, unless they have been kept. */
  drop(): Promise<void>;
}

/** Files by their hash: `files/aa/<sha256>`. No name here is ever made of what someone sent. */
export interface FilesOnDisk {
  /** Writes while it reads, and stops at the first byte too many: then the answer is null and nothing stays. */
  take(body: AsyncIterable<Uint8Array>, limit: number): Promise<Arrived | null>;
  open(sha256: string): Promise<FileHandle>;
  /** Removes what came before this time and what `isNamed` does not know; gives how many files went. */
  sweep(before: Date, isNamed: (sha256: string) => Promise<boolean>): Promise<number>;
}

export function filesIn(dataFolder: string): FilesOnDisk {
  const folder = join(dataFolder, "files");
  const arriving = join(folder, "arriving");
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256);

  return {
    async take(body, limit) {
      makeFolder(arriving);
      const path = join(arriving, uuidv7());
      const file = await open(path, "wx", 0o600);
      let isKept = false;
      const drop = async () => {
        if (!isKept) await unlink(path);
      };
      try {
        const written = await write(body, file, limit);
        if (!written) {
          await drop();
          return null;
        }
        return {
          ...written,
          async keep() {
            const target = pathOf(written.sha256);
            makeFolder(dirname(target));
            // Over the same bytes if they are there already: what has just come is not swept.
            renameSync(path, target);
            isKept = true;
            syncFolder(dirname(target));
          },
          drop,
        };
      } catch (error) {
        await drop();
        throw error;
      } finally {
        await file.close();
      }
    },

    open: (sha256) => open(pathOf(sha256), "r"),

    async sweep(before, isNamed) {
      let gone = 0;
      for (const name of await namesIn(folder)) {
        for (const file of await namesIn(join(folder, name))) {
          const isForgotten = name === "arriving" || !(await isNamed(file));
          // Looked at and removed in one go: the same bytes may be arriving again.
          if (isForgotten && removeIfOlder(join(folder, name, file), before)) gone++;
        }
      }
      return gone;
    },
  };
}

async function write(body: AsyncIterable<Uint8Array>, file: FileHandle, limit: number) {
  const hash = createHash("sha256");
  const reader = readContent();
  let size = 0;
  for await (const bytes of body) {
    size += bytes.byteLength;
    if (size > limit) return null;
    hash.update(bytes);
    reader.take(bytes);
    await file.writeFile(bytes);
  }
  await file.sync();
  return { sha256: hash.digest("hex"), size, content: reader.end() };
}

function makeFolder(path: string): void {
  const made = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (made !== undefined) syncFolder(dirname(made));
  if (made !== undefined && made !== path) syncFolder(dirname(path));
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

function removeIfOlder(path: string, before: Date): boolean {
  try {
    if (statSync(path).mtime >= before) return false;
    unlinkSync(path);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
