import { AppError, refusal } from "../../shared/problems.ts";
import type { DeviceActor } from "../context.ts";
import type { Tx } from "../db/open.ts";
import { rightsOf } from "./store.ts";

/**
 * Refuses what a browser asked for before its license changed hands and what runs only now. Asked in the transaction
 * that writes, once it holds the account's lock.
 */
export async function requireCurrent(tx: Tx, { id, accountId, resellerId }: DeviceActor): Promise<void> {
  const now = await rightsOf(tx, id);
  if (!now || now.revokedAt !== null) throw new AppError(refusal("device.revoked"));
  // It is still a browser of this license, for another account: the next try finds that one.
  if (now.accountId !== accountId || now.resellerId !== resellerId) throw new AppError(refusal("server.busy"));
}
