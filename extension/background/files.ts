import { readContent } from "../../shared/file-content.ts";
import { fileLimit, fileLimitWords, keptName, mostFiles, mostMegapixels, type NamedFile } from "../../shared/files.ts";
import { AppError, type Refusal, refusal } from "../../shared/problems.ts";
import type { Submission } from "../../shared/submission.ts";
import { CallError, type Server } from "../api.ts";
import type { Enrolment } from "../database.ts";
import { sha256OfBytes } from "../hash.ts";
import { type KeptFile, keptFilesOf } from "../kept-files.ts";
import type { Draft, FilePiece } from "../messages.ts";
import type { OwnCaller, PanelCaller } from "../sender.ts";
import type { Shelf } from "../shelf.ts";
import { draftOf } from "./own-store.ts";
import type { Services } from "./services.ts";

type Caller = PanelCaller | OwnCaller;

/** Keeps a piece of a file. With the last one the file is looked at, and becomes the draft's or is refused and forgotten. */
export async function addPiece(services: Services, caller: Caller, piece: FilePiece): Promise<NamedFile | null> {
  const { draftId, fileId } = piece;
  const draft = await draftOf(services, caller, draftId);
  const done = draft.files.find(({ id }) => id === fileId);
  if (done) return done;
  const { files, drafts, prepared } = services.shelves;
  const name = keptName(piece.name);
  const others = draft.files.filter(({ id }) => id !== piece.replaces);
  const why = tooMuch(others, piece.size, name);
  if (why) throw new AppError(why);
  if (piece.at === 0) {
    const addedAt = services.now().getTime();
    await files.put({ fileId, draftId, name, size: piece.size, bytes: new Blob(), sentBy: null, addedAt });
  }
  const kept = await files.change(fileId, (file) => withPiece(file, piece));
  if (kept?.draftId !== draftId) throw new AppError(refusal("extension.fault"));
  if (kept.bytes.size < kept.size) return null;
  const file = await looked(kept).catch(async (error: unknown) => {
    await files.drop(fileId);
    throw error;
  });
  // What was prepared before does not name it: that may not be sent any more.
  await prepared.drop(draftId);
  const at = services.now().toISOString();
  const changed = await drafts.change(draftId, (before) => {
    const changedFiles = withFile(before.files, file, piece.replaces);
    return changedFiles.length <= mostFiles ? { ...before, files: changedFiles, updatedAt: at } : null;
  });
  if (!changed?.files.some(({ id }) => id === fileId)) {
    await files.drop(fileId);
    throw new AppError(refusal("file.too-many", { most: mostFiles, name }));
  }
  if (piece.replaces) await dropBytes(services, draftId, piece.replaces);
  await services.tell({ kind: "draft.changed", storeOrigin: changed.storeOrigin, draft: changed });
  return file;
}

export async function removeFile(
  services: Services,
  caller: Caller,
  { draftId, fileId }: { draftId: string; fileId: string },
): Promise<void> {
  await draftOf(services, caller, draftId);
  const { drafts, prepared } = services.shelves;
  await prepared.drop(draftId);
  const changed = await drafts.change(draftId, (draft) => ({
    ...draft,
    files: draft.files.filter(({ id }) => id !== fileId),
  }));
  await dropBytes(services, draftId, fileId);
  if (changed) await services.tell({ kind: "draft.changed", storeOrigin: changed.storeOrigin, draft: changed });
}

/** A request that is on its way names it still: then its bytes go when that has arrived. */
async function dropBytes({ shelves, outbox }: Services, draftId: string, fileId: string): Promise<void> {
  const kept = await shelves.files.get(fileId);
  if (kept?.draftId === draftId && !(await outbox.find(draftId))) await shelves.files.drop(fileId);
}

/** At the end, or in the place of the one that it replaces. */
function withFile(files: readonly NamedFile[], file: NamedFile, replaces: string | undefined): NamedFile[] {
  const isThere = files.some(({ id }) => id === replaces);
  return isThere ? files.map((one) => (one.id === replaces ? file : one)) : [...files, file];
}

function tooMuch(files: readonly NamedFile[], size: number, name: string): Refusal | null {
  if (files.length >= mostFiles) return refusal("file.too-many", { most: mostFiles, name });
  if (size > fileLimit) return refusal("file.too-large", { name, limit: fileLimitWords });
  return size > 0 ? null : refusal("file.empty", { name });
}

/** A piece that is here already changes nothing; one that would leave a gap is not taken. */
function withPiece(file: KeptFile, { at, bytes, size }: FilePiece): KeptFile | null {
  const piece = Uint8Array.fromBase64(bytes);
  if (at !== file.bytes.size || size !== file.size || at + piece.length > size) return null;
  return { ...file, bytes: new Blob([file.bytes, piece]) };
}

async function looked({ fileId, name, size, bytes }: KeptFile): Promise<NamedFile> {
  const whole = new Uint8Array(await bytes.arrayBuffer());
  const reader = readContent();
  reader.take(whole);
  const content = reader.end();
  if (content.ok && content.hasMetadata) throw new AppError(refusal("file.has-metadata", { name }));
  if (content.ok) return { id: fileId, name, type: content.type, size, sha256: await sha256OfBytes(whole) };
  if (content.why === "too-many-pixels") {
    throw new AppError(refusal("file.too-many-pixels", { name, limit: mostMegapixels }));
  }
  throw new AppError(refusal("file.type-not-taken", { name }));
}

export async function dropFilesOf(files: Shelf<KeptFile>, draftId: string): Promise<void> {
  for (const { fileId } of await keptFilesOf(files, draftId)) await files.drop(fileId);
}

interface Sending {
  files: Shelf<KeptFile>;
  server: Server;
  enrolment: Enrolment;
  /** The submission that was seen: of all files that are kept, only those it names leave this browser. */
  text: string;
}

/** Brings a submission's files to the server, then files it. Files that the server has forgotten are brought again. */
export async function withFiles<Value>(sending: Sending, file: () => Promise<Value>): Promise<Value> {
  await bringFiles(sending);
  try {
    return await file();
  } catch (error) {
    if (!(error instanceof CallError) || error.refusal.code !== "file.absent") throw error;
    const named = namedIn(sending.text);
    if (named.length === 0) throw error;
    for (const fileId of named) await sending.files.change(fileId, (one) => ({ ...one, sentBy: null }));
    await bringFiles(sending);
    return file();
  }
}

async function bringFiles({ files, server, enrolment, text }: Sending): Promise<void> {
  for (const fileId of namedIn(text)) {
    const kept = await files.get(fileId);
    if (!kept || kept.sentBy === enrolment.deviceId) continue;
    await server.sendFile({ id: fileId, name: kept.name, bytes: kept.bytes });
    await files.change(fileId, (file) => ({ ...file, sentBy: enrolment.deviceId }));
  }
}

/** Texts from before there were files name none. */
function namedIn(text: string): string[] {
  const { files = [] }: Partial<Submission> = JSON.parse(text);
  return files.map(({ id }) => id);
}

/** The files of a draft that has got a new number: theirs may belong to the old one on the server. */
export async function withNewFileIds({ shelves, newId }: Services, draft: Draft): Promise<Draft> {
  const files: NamedFile[] = [];
  for (const file of draft.files) {
    const kept = await shelves.files.get(file.id);
    if (!kept) continue;
    const fileId = newId();
    await shelves.files.put({ ...kept, fileId, draftId: draft.draftId, sentBy: null });
    await shelves.files.drop(file.id);
    files.push({ ...file, id: fileId });
  }
  return { ...draft, files };
}
