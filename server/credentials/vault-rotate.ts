import { closeSync, fsyncSync, openSync } from "node:fs";
import { join } from "node:path";
import { generateX25519Identity } from "age-encryption";
import { mostDays } from "../../shared/credentials.ts";
import { ConfigError } from "../config.ts";
import type { Db } from "../db/open.ts";
import { linkDurably, removeDurably, replaceDurably, syncFolderOf } from "../durable-files.ts";
import { type Keys, sealingIdentityFile, secretsFolder } from "../secrets.ts";

const day = 24 * 3_600_000;

/**
 * Makes a new identity that browsers seal for from now on, and keeps the present one until nothing can live that was
 * sealed for it. Cut off at any point it leaves the one or the other in force, and the earlier one readable.
 */
export async function rotateIdentity(keys: Keys, dataFolder: string, now: Date): Promise<void> {
  const folder = secretsFolder(dataFolder);
  const lock = join(folder, "rotating");
  takeLock(lock);
  try {
    await keys.refresh();
    // A day more than the longest that access lives: it may be on its way just now.
    const until = new Date(now.getTime() + (mostDays + 1) * day).toISOString().slice(0, 10);
    const present = join(folder, sealingIdentityFile);
    linkDurably(present, `${present}.${keys.fingerprint.slice(0, 8)}.until-${until}`);
    replaceDurably(present, `${await generateX25519Identity()}\n`);
  } finally {
    removeDurably(lock);
  }
  await keys.refresh();
}

/** Two rotations at once would lose the one that somebody was told of. */
function takeLock(path: string): void {
  try {
    const lock = openSync(path, "wx", 0o600);
    fsyncSync(lock);
    closeSync(lock);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    throw new ConfigError(`Another rotation runs, or was cut off. If none runs, remove ${path} and try again.`);
  }
  syncFolderOf(path);
}

/** Nightly: older identities whose time is over and that nothing alive is sealed for. Returns how many went. */
export async function dropOldIdentities(db: Db, keys: Keys, dataFolder: string, now: Date): Promise<number> {
  await keys.refresh();
  const today = now.toISOString().slice(0, 10);
  let dropped = 0;
  for (const { file, fingerprint, until } of keys.identities) {
    if (until === null || until >= today || (await isNeeded(db, fingerprint))) continue;
    removeDurably(join(secretsFolder(dataFolder), file));
    dropped++;
  }
  if (dropped > 0) await keys.refresh();
  return dropped;
}

async function isNeeded(db: Db, fingerprint: string): Promise<boolean> {
  const row = await db
    .selectFrom("credentials")
    .select("id")
    .where("sealedFor", "=", fingerprint)
    .where("state", "!=", "destroyed")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
