import { Readable } from "node:stream";
import { z } from "zod";
import type { NamedFile } from "../../shared/files.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Ctx, PersonActor, ResellerActor } from "../context.ts";
import type { FilesOnDisk } from "./disk.ts";
import * as files from "./store.ts";

/** A file of a ticket, for whoever answers it. One that no ticket has yet is as absent as one that never was. */
export async function openFile(
  { db, actor }: Ctx<PersonActor | ResellerActor>,
  disk: FilesOnDisk,
  id: string,
): Promise<{ file: NamedFile; bytes: ReadableStream }> {
  const owner = actor.kind === "reseller" ? { resellerId: actor.resellerId } : "vendor";
  const file = z.uuid().safeParse(id).success ? await files.attachedFile(db, owner, id) : null;
  if (!file) throw new AppError(refusal("file.absent"));
  const opened = await disk.open(file.sha256);
  // Node's own stream, by the name that the web has for it.
  return { file, bytes: Readable.toWeb(opened.createReadStream()) as ReadableStream };
}
