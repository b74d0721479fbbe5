import { fileLimit, fileLimitWords, keptName, mostMegapixels, type NamedFile } from "../../shared/files.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import * as accounts from "../accounts/store.ts";
import type { Ctx, DeviceActor } from "../context.ts";
import type { Db, Tx } from "../db/open.ts";
import type { FileRow } from "../db/schema.ts";
import { inTransaction } from "../db/transaction.ts";
import * as licenses from "../licenses/store.ts";
import type { Arrived, FilesOnDisk } from "./disk.ts";
import * as files from "./store.ts";

/** Bytes that may lie here for one license without a request that names them. */
const unattachedLimit = 50 * 1_024 * 1_024;

interface SentFile {
  /** UUIDv7, made by the browser. */
  id: string;
  name: string;
  /** What the browser says of it, before anything is read; null where it does not say. */
  size: number | null;
  body: AsyncIterable<Uint8Array>;
}

/**
 * Stores a file for a request that is still to be filed: its bytes first, then the row that names them. Sent again with
 * the same bytes it is the same file; with others it is refused.
 */
export async function receiveFile(ctx: Ctx<DeviceActor>, disk: FilesOnDisk, sent: SentFile): Promise<NamedFile> {
  const name = keptName(sent.name);
  const tooLarge = refusal("file.too-large", { name, limit: fileLimitWords });
  if ((sent.size ?? 0) > fileLimit) throw new AppError(tooLarge);
  const arrived = await disk.take(whole(sent, name), fileLimit);
  if (!arrived) throw new AppError(tooLarge);
  try {
    const { sha256, size } = arrived;
    const file = { id: sent.id, name, type: typeOf(arrived, name), size, sha256 };
    // Refused before it is kept, as a rule: what is kept without a row stays until it is swept.
    await requireRoom(ctx.db, ctx.actor.licenseId, file);
    await arrived.keep();
    return await inTransaction(ctx.db, (tx) => record(ctx, tx, file));
  } finally {
    await arrived.drop();
  }
}

/** A body that is shorter than it was said to be was cut off on its way. */
async function* whole({ body, size }: SentFile, name: string): AsyncGenerator<Uint8Array> {
  let read = 0;
  try {
    for await (const bytes of body) {
      read += bytes.byteLength;
      yield bytes;
    }
  } catch (error) {
    throw new AppError(refusal("file.cut-off", { name }), { cause: error });
  }
  if (size !== null && read !== size) throw new AppError(refusal("file.cut-off", { name }));
}

function typeOf({ content }: Arrived, name: string) {
  if (content.ok && content.hasMetadata) throw new AppError(refusal("file.has-metadata", { name }));
  if (content.ok) return content.type;
  if (content.why === "empty") throw new AppError(refusal("file.empty", { name }));
  if (content.why === "type-not-taken") throw new AppError(refusal("file.type-not-taken", { name }));
  throw new AppError(refusal("file.too-many-pixels", { name, limit: mostMegapixels }));
}

async function record(ctx: Ctx<DeviceActor>, tx: Tx, file: NamedFile): Promise<NamedFile> {
  const { id: deviceId, licenseId, accountId } = ctx.actor;
  await accounts.lockAccount(tx, accountId);
  const already = await files.sentFile(tx, licenseId, file.id);
  if (already) {
    if (already.deviceId !== deviceId) await files.handOver(tx, already.id, deviceId);
    return sameAs(already, file);
  }
  const state = (await licenses.license(tx, licenseId))?.state ?? "ended";
  if (state !== "active") throw new AppError(refusal("license.not-active", { state }));
  await requireRoom(tx, licenseId, file);
  // Another license's browser may have used this id. That is nobody's business here: the desk gets one of ours.
  const id = (await files.isIdTaken(tx, file.id)) ? ctx.newId() : file.id;
  const createdAt = ctx.now().toISOString();
  await files.insertFile(tx, { ...file, id, sentId: file.id, licenseId, deviceId, createdAt, ticketNumber: null });
  return file;
}

async function requireRoom(db: Db | Tx, licenseId: string, file: NamedFile): Promise<void> {
  if (await files.sentFile(db, licenseId, file.id)) return;
  if ((await files.unattachedBytes(db, licenseId)) + file.size > unattachedLimit) {
    throw new AppError(refusal("file.no-room", { limit: "50 MB" }));
  }
}

function sameAs({ name, type, size, sha256 }: FileRow, file: NamedFile): NamedFile {
  if (sha256 !== file.sha256) throw new AppError(refusal("file.id-taken", { name: file.name }));
  return { id: file.id, name, type, size, sha256 };
}
