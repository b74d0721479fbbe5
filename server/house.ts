import { chmodSync, mkdirSync, statSync } from "node:fs";
import { v7 as uuidv7 } from "uuid";
import { type Config, ConfigError } from "./config.ts";
import type { Ctx } from "./context.ts";
import { createChecker } from "./credentials/checker/start.ts";
import { migrate } from "./db/migrations.ts";
import { openDatabase } from "./db/open.ts";
import { createLog, errorForLog, type Logger } from "./log.ts";
import { openSecrets } from "./secrets.ts";

/** Everything but the network: data folder, secrets, database. */
export interface House {
  config: Config;
  log: Logger;
  /** With the public address filled in. */
  ctxAt: (url: string) => Omit<Ctx, "actor">;
  close: () => Promise<void>;
}

/** Opens data folder, secrets and database, making what is not there yet, and brings the database up to date. */
export async function openHouse(config: Config): Promise<House> {
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  closeToOthers(config.dataFolder);
  const log = createLog(config.logLevel);
  const keys = await openSecrets(config.dataFolder);
  const checker = createChecker(config.checks, log);
  const db = openDatabase(config, (error) => log.warn(errorForLog(error), "idle connection lost"));
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    config,
    log,
    ctxAt: (url) => ({
      db,
      keys,
      now: () => new Date(),
      newId: () => uuidv7(),
      server: { name: config.serverName, url, checksFrom: config.checks.address },
      checker,
    }),
    close: () => db.destroy(),
  };
}

/** A folder that was made before may be open to every user of this machine; whoever checks logins is one of them. */
function closeToOthers(folder: string): void {
  const mode = statSync(folder).mode & 0o777;
  if ((mode & 0o007) === 0) return;
  try {
    chmodSync(folder, mode & 0o770);
  } catch (error) {
    const words = `${folder} can be read by everybody on this machine. Run: chmod o-rwx ${folder}`;
    throw new ConfigError(words, { cause: error });
  }
}

/** The public address, or the one on this machine. */
export function urlOf({ publicUrl, port }: Config): string {
  return publicUrl ?? `http://127.0.0.1:${port}`;
}
