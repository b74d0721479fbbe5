import type { Ctx, SystemActor } from "./context.ts";
import { lookAfterAccess, sweepAccess } from "./credentials/chores.ts";
import { vaultChores } from "./credentials/vault-chores.ts";
import { expireOffers } from "./credits/expire-offers.ts";
import { expireOrphans } from "./licenses/expire-orphans.ts";
import { errorForLog, type Logger } from "./log.ts";

const everyMs = 60_000;

/** What the server does by itself, once a minute. Several servers may do it beside each other. */
export function startChores(ctx: Ctx<SystemActor>, log: Logger, dataFolder: string): { stop: () => Promise<void> } {
  const lookAfterVault = vaultChores({ ctx, dataFolder, log });
  let running: Promise<void> = sweepAccess(ctx, log);
  const timer = setInterval(() => {
    running = running.then(() => doChores(ctx, log)).then(lookAfterVault);
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** A chore that fails is told and tried again the next minute. */
async function doChores(ctx: Ctx<SystemActor>, log: Logger): Promise<void> {
  try {
    const ended = await expireOffers(ctx);
    if (ended > 0) log.info({ ended }, "offers expired");
  } catch (error) {
    log.error(errorForLog(error), "offers could not be expired");
  }
  try {
    const orphaned = await expireOrphans(ctx);
    if (orphaned > 0) log.info({ orphaned }, "licenses orphaned");
  } catch (error) {
    log.error(errorForLog(error), "licenses could not be orphaned");
  }
  try {
    const destroyed = await lookAfterAccess(ctx, log);
    if (destroyed > 0) log.info({ destroyed }, "access ended");
  } catch (error) {
    log.error(errorForLog(error), "access could not be looked after");
  }
}
