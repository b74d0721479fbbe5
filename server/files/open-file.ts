import { Readable } from "node:stream";
import { z } from "zod";
import type { NamedFile } from "../../shared/files.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Ctx, PersonActor } from "../context.ts";
import type { FilesOnDisk } from "./disk.ts";
import * as files from "./store.ts";

/** A file of a ticket, for an engineer. One that no ticket has yet is as absent as one that never was. */
export async function openFile(
  { db }: Ctx<PersonActor>,
  disk: FilesOnDisk,
  id: string,
): Promise<{ file: NamedFile; bytes: ReadableStream }> {
  const file = z.uuid().safeParse(id).success ? await files.attachedFile(db, id) : null;
  if (!file) throw new AppError(refusal("file.absent"));
  const opened = await disk.open(file.sha256);
  // Node's own stream, by the name that the web has for it.
  return { file, bytes: Readable.toWeb(opened.createReadStream()) as ReadableStream };
}
