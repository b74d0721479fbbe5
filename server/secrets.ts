import { createHash, createHmac, randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { ConfigError } from "./config.ts";

/**
 * The server's own secrets, each a file of its own that only this user may read. They are made once, are never in the
 * database, and never leave this machine.
 */
export interface Keys {
  /** Signs the desk's session cookies. */
  sessionSecret: string;
  /** Opens the operator's setup page once. */
  setupToken: string;
  /** Recipient that credentials are sealed for (age). */
  sealingKey: string;
  /** SHA-256 of the sealing key's text, 64 hex digits. */
  fingerprint: string;
  /** What the database keeps in place of a token, code or license key: HMAC-SHA256 under the pepper, hex. */
  hashOf: (token: string) => string;
}

const files = {
  sessionSecret: "session-secret",
  pepper: "token-pepper",
  sealingIdentity: "sealing-identity",
  setupToken: "setup-token",
} as const;

/** Reads the secrets, making those that are not there yet. Refuses when someone else could read them. */
export async function openSecrets(dataFolder: string): Promise<Keys> {
  const folder = join(dataFolder, "secrets");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseShared(folder);
  const random = () => randomBytes(32).toString("base64url");
  const sessionSecret = readOrMake(join(folder, files.sessionSecret), random());
  const pepper = readOrMake(join(folder, files.pepper), random());
  const setupToken = readOrMake(join(folder, files.setupToken), random());
  const identity = readOrMake(join(folder, files.sealingIdentity), await generateX25519Identity());
  const sealingKey = await identityToRecipient(identity);
  return {
    sessionSecret,
    setupToken,
    sealingKey,
    fingerprint: createHash("sha256").update(sealingKey, "utf8").digest("hex"),
    hashOf: (token) => createHmac("sha256", pepper).update(token, "utf8").digest("hex"),
  };
}

function readOrMake(path: string, fresh: string): string {
  if (!existsSync(path)) makeDurably(path, `${fresh}\n`);
  refuseShared(path);
  const text = readFileSync(path, "utf8").trim();
  if (text === "") throw new ConfigError(`${path} is empty. Put back its backup, or remove it to make a new one.`);
  return text;
}

/** Whole or not at all, and never over another: two servers may start at once on one folder, and both read the first. */
function makeDurably(path: string, text: string): void {
  const draft = `${path}.${randomBytes(8).toString("hex")}`;
  const file = openSync(draft, "wx", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
    linkSync(draft, path);
  } catch (error) {
    if (!isExisting(error)) throw error;
  } finally {
    closeSync(file);
    unlinkSync(draft);
  }
  const folder = openSync(dirname(path), "r");
  fsyncSync(folder);
  closeSync(folder);
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

function refuseShared(path: string): void {
  const others = statSync(path).mode & 0o077;
  if (others !== 0) {
    throw new ConfigError(`${path} can be read by others on this machine. Run: chmod go-rwx ${path}`);
  }
}
