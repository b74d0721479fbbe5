import type { Ctx } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import type { FilesOnDisk } from "./disk.ts";
import * as files from "./store.ts";

const keptMs = 24 * 3_600_000;

/** Forgets files that no request has named for a day, and bytes that no row names. Gives how many files left the disk. */
export async function sweepFiles({ db, now }: Pick<Ctx, "db" | "now">, disk: FilesOnDisk): Promise<number> {
  const before = new Date(now().getTime() - keptMs);
  await inTransaction(db, (tx) => files.deleteUnattached(tx, before.toISOString()));
  return disk.sweep(before, (sha256) => files.isHashNamed(db, sha256));
}
