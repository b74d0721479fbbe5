import { exportAccessLogHead, verifyAccessLog } from "../audit/access-log-watch.ts";
import type { Ctx, SystemActor } from "../context.ts";
import { errorForLog, type Logger } from "../log.ts";
import { dropOldIdentities } from "./vault-rotate.ts";
import { requireOwnKeys } from "./vault-start.ts";

export interface Vault {
  ctx: Ctx<SystemActor>;
  dataFolder: string;
  log: Logger;
}

/** Before a server takes its first request. Throws where its keys are not those of its database. */
export async function openVault({ ctx, dataFolder, log }: Vault): Promise<void> {
  await requireOwnKeys(ctx.db, ctx.keys);
  await verifyAccessLog(ctx, dataFolder, log);
}

/** What is done once a minute, and at the first minute of a day. */
export function vaultChores({ ctx, dataFolder, log }: Vault): () => Promise<void> {
  let day = dayOf(ctx);
  return async () => {
    await told(log, "keys could not be read", () => ctx.keys.refresh());
    await told(log, "the head of the log of access could not be exported", () =>
      exportAccessLogHead(ctx, dataFolder, log),
    );
    if (day === dayOf(ctx)) return;
    day = dayOf(ctx);
    await told(log, "the log of access could not be verified", () => verifyAccessLog(ctx, dataFolder, log));
    await told(log, "old keys could not be removed", async () => {
      const dropped = await dropOldIdentities(ctx.db, ctx.keys, dataFolder, ctx.now());
      if (dropped > 0) log.info({ dropped }, "old sealing keys removed");
    });
  };
}

function dayOf({ now }: Ctx): string {
  return now().toISOString().slice(0, 10);
}

async function told(log: Logger, what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error(errorForLog(error), what);
  }
}
