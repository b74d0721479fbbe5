import type { NamedFile } from "../../shared/files.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { DeviceActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import * as files from "./store.ts";

/** Makes the files that a submission names the ticket's: all of them, or the filing is refused. */
export async function attachFiles(
  tx: Tx,
  actor: DeviceActor,
  named: readonly NamedFile[],
  ticketNumber: number,
): Promise<void> {
  for (const file of named) {
    if (!(await files.attachFile(tx, actor, file, ticketNumber))) throw new AppError(refusal("file.absent"));
  }
}
