import type { SealedSecret } from "../../shared/credentials.ts";
import { AppError } from "../../shared/problems.ts";
import type { Ctx } from "../context.ts";
import { inTransaction } from "../db/transaction.ts";
import { about, log } from "./log.ts";
import * as credentials from "./store.ts";
import * as vault from "./vault.ts";

/** Opens what is kept of it. What somebody moved here is refused, and the log tells. */
export async function openKept(ctx: Ctx, one: credentials.Kept): Promise<SealedSecret> {
  try {
    return await vault.open(ctx.db, ctx.keys, credentials.boundOf(one));
  } catch (error) {
    if (error instanceof AppError && error.refusal.code === "credential.misplaced") {
      await inTransaction(ctx.db, (tx) =>
        log(tx, ctx, "access.misplaced", about(one), "What is kept was not put here for this, and was not opened."),
      );
    }
    throw error;
  }
}
