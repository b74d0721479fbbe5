import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import type { Db, Tx } from "../db/open.ts";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** A submission's bytes, ready to be written; compressing happens before the transaction begins. */
export interface PackedReport {
  sha256: string;
  /** Bytes before compression. */
  size: number;
  bytes: Uint8Array;
}

export async function pack(submitted: Buffer, sha256: string): Promise<PackedReport> {
  return { sha256, size: submitted.byteLength, bytes: await compress(submitted) };
}

export async function insertReport(tx: Tx, ticketNumber: number, report: PackedReport, at: string): Promise<void> {
  await tx
    .insertInto("reports")
    .values({ ticketNumber, ...report, storedAt: at })
    .execute();
}

/** The stored bytes as text, exactly as they were filed. */
export async function reportText(db: Db, ticketNumber: number): Promise<string> {
  const { bytes, size } = await db
    .selectFrom("reports")
    .select(["bytes", "size"])
    .where("ticketNumber", "=", ticketNumber)
    .executeTakeFirstOrThrow();
  return (await decompress(bytes, { maxOutputLength: Math.max(size, 1) })).toString("utf8");
}
