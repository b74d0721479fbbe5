import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { generateX25519Identity } from "age-encryption";
import { ConfigError } from "./config.ts";
import { readIdentities, type SealingIdentity } from "./credentials/vault-identities.ts";
import { makeDurably } from "./durable-files.ts";

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
  readonly sealingKey: string;
  /** SHA-256 of the sealing key's text, 64 hex digits. */
  readonly fingerprint: string;
  /** What opens sealed credentials: the present identity, then older ones that are kept until nothing needs them. */
  readonly identities: readonly SealingIdentity[];
  /** 256 bits around the key of each sealed credential. Without it the database opens nothing. */
  vaultKey: KeyObject;
  /** 256 bits that chain the log of access. */
  logKey: KeyObject;
  /** What the database keeps in place of a token, code or license key: HMAC-SHA256 under the pepper, hex. */
  hashOf: (token: string) => string;
  /** Reads the identities anew: they may have been rotated beside a server that runs. */
  refresh: () => Promise<void>;
}

const files = {
  sessionSecret: "session-secret",
  pepper: "token-pepper",
  setupToken: "setup-token",
  vaultKey: "vault-key",
  logKey: "log-key",
} as const;

export const sealingIdentityFile = "sealing-identity";

export function secretsFolder(dataFolder: string): string {
  return join(dataFolder, "secrets");
}

/** Reads the secrets, making those that are not there yet. Refuses when someone else could read them. */
export async function openSecrets(dataFolder: string): Promise<Keys> {
  const folder = secretsFolder(dataFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseShared(folder);
  const read = (file: string) => readOrMake(join(folder, file), randomBytes(32).toString("base64url"));
  const sessionSecret = read(files.sessionSecret);
  const pepper = read(files.pepper);
  const setupToken = read(files.setupToken);
  const vaultKey = keyOf(files.vaultKey, read(files.vaultKey));
  const logKey = keyOf(files.logKey, read(files.logKey));
  readOrMake(join(folder, sealingIdentityFile), await generateX25519Identity());
  const readAll = () => readIdentities(folder, (path) => readSecret(path));
  let identities = await readAll();
  return {
    sessionSecret,
    setupToken,
    get sealingKey() {
      return identities[0].recipient;
    },
    get fingerprint() {
      return identities[0].fingerprint;
    },
    get identities() {
      return identities;
    },
    vaultKey,
    logKey,
    hashOf: (token) => createHmac("sha256", pepper).update(token, "utf8").digest("hex"),
    refresh: async () => {
      identities = await readAll();
    },
  };
}

/** Held outside of the heap, and printed by nothing. */
function keyOf(file: string, text: string): KeyObject {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== 32) throw new ConfigError(`${file} is not a key of 32 bytes. Put back its backup.`);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

function readOrMake(path: string, fresh: string): string {
  if (!existsSync(path)) makeDurably(path, `${fresh}\n`);
  return readSecret(path);
}

function readSecret(path: string): string {
  refuseShared(path);
  const text = readFileSync(path, "utf8").trim();
  if (text === "") throw new ConfigError(`${path} is empty. Put back its backup, or remove it to make a new one.`);
  return text;
}

function refuseShared(path: string): void {
  const others = statSync(path).mode & 0o077;
  if (others !== 0) {
    throw new ConfigError(`${path} can be read by others on this machine. Run: chmod go-rwx ${path}`);
  }
}
