import type { Shelves } from "./database.ts";
import type { Shelf } from "./shelf.ts";

/** A file's bytes in this browser, until the server has the request that names it. */
export interface KeptFile {
  fileId: string;
  draftId: string;
  name: string;
  /** Bytes of the whole file; fewer are here while pieces are still coming. */
  size: number;
  bytes: Blob;
  /** The device that the server has it from; null while it does not. */
  sentBy: string | null;
  addedAt: number;
}

export async function keptFilesOf(shelf: Shelf<KeptFile>, draftId: string): Promise<KeptFile[]> {
  return (await shelf.all()).filter((file) => file.draftId === draftId);
}

const pieceDays = 1;
const dayMs = 86_400_000;

/** Forgets files whose draft is gone, and those that never became whole. */
export async function sweepKeptFiles({ files, drafts }: Pick<Shelves, "files" | "drafts">, at: number): Promise<void> {
  const draftIds = new Set((await drafts.all()).map(({ draftId }) => draftId));
  for (const { fileId, draftId, size, bytes, addedAt } of await files.all()) {
    const isStuck = bytes.size < size && addedAt < at - pieceDays * dayMs;
    if (isStuck || !draftIds.has(draftId)) await files.drop(fileId);
  }
}
