import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";
import { armor } from "age-encryption";
import canonicalize from "canonicalize";
import {
  type CredentialKind,
  maskUser,
  mostSealedLength,
  type Protocol,
  type SealedSecret,
  sealedSecret,
} from "../../shared/credentials.ts";
import { AppError, refusal } from "../../shared/problems.ts";
import type { Db, Tx } from "../db/open.ts";
import type { Keys } from "../secrets.ts";

/** What a sealed secret belongs to. Opened for anything else it is refused. */
export interface Bound {
  credentialId: string;
  ticketNumber: number;
  licenseId: string;
  /** `2026-11-29T09:00:00.000Z`. */
  expiresAt: string;
  /** The id that the browser made of the ticket. */
  ticketId: string;
  storeOrigin: string;
  kind: CredentialKind;
}

/** What may be shown of a sealed secret. */
export interface Told {
  kind: CredentialKind;
  protocol: Protocol | null;
  host: string;
  port: number | null;
  /** `mt_s…`. */
  userHint: string;
}

type VaultKeys = Pick<Keys, "vaultKey" | "identities">;

/**
 * Keeps what a browser sealed, as it came, wrapped by a key of its own that is bound to what it belongs to. It is opened
 * once, to see that it can be and that it names the same credential, ticket, store, kind and end; what may be shown of it
 * is returned. Throws `credential.unreadable` and `credential.misplaced`.
 */
export async function wrap(tx: Tx, keys: VaultKeys, bound: Bound, sealed: string): Promise<Told> {
  const told = toldOf(await read(keys, bound, sealed));
  const { credentialId } = bound;
  const own = randomBytes(32);
  const bytes = lock(own, contextOf(bound), Buffer.from(sealed, "utf8"));
  const wrappedKey = lock(keys.vaultKey, keyContextOf(credentialId), own);
  own.fill(0);
  await tx.insertInto("credentialKeys").values({ credentialId, wrappedKey }).execute();
  await tx.insertInto("credentialSecrets").values({ credentialId, bytes }).execute();
  return told;
}

/**
 * The secret itself: for a login, a retest or a reveal, and for no longer. Throws `credential.gone` once it was destroyed,
 * `credential.misplaced` where what is kept was not put here for this, and `credential.unreadable` where no identity of
 * ours opens it.
 */
export async function open(db: Db | Tx, keys: VaultKeys, bound: Bound): Promise<SealedSecret> {
  return read(keys, bound, await sealedOf(db, keys, bound));
}

/** Whether this very text is kept for it. Throws as `open` does. */
export async function keeps(db: Db | Tx, keys: VaultKeys, bound: Bound, sealed: string): Promise<boolean> {
  return (await sealedOf(db, keys, bound)) === sealed;
}

/** The key goes first: without it the bytes are noise. `afterDestroying` is for after the commit. */
export async function destroy(tx: Tx, credentialId: string): Promise<void> {
  await tx.deleteFrom("credentialKeys").where("credentialId", "=", credentialId).execute();
  await tx.deleteFrom("credentialSecrets").where("credentialId", "=", credentialId).execute();
}

/** Whether this key opens the wrapped key of a credential. */
export function isWrappedBy(vaultKey: KeyObject, credentialId: string, wrappedKey: Uint8Array): boolean {
  const own = attempt(() => unlock(vaultKey, keyContextOf(credentialId), wrappedKey));
  own?.fill(0);
  return own !== null;
}

async function sealedOf(db: Db | Tx, keys: VaultKeys, bound: Bound): Promise<string> {
  const { credentialId } = bound;
  const row = await db
    .selectFrom("credentialKeys")
    .innerJoin("credentialSecrets", "credentialSecrets.credentialId", "credentialKeys.credentialId")
    .select(["wrappedKey", "bytes"])
    .where("credentialKeys.credentialId", "=", credentialId)
    .executeTakeFirst();
  if (!row) throw new AppError(refusal("credential.gone"));
  const own = unlock(keys.vaultKey, keyContextOf(credentialId), row.wrappedKey);
  try {
    return unlock(own, contextOf(bound), row.bytes).toString("utf8");
  } finally {
    own.fill(0);
  }
}

/**
 * A text that a browser sealed, without keeping it. Throws `credential.unreadable` and `credential.misplaced`.
 *
 * Errors of a parser quote what they read, so none of them is passed on as a cause. The bytes are overwritten; text cannot
 * be, and lasts until it is collected.
 */
export async function read(keys: VaultKeys, bound: Bound, sealed: string): Promise<SealedSecret> {
  if (sealed.length > mostSealedLength) throw new AppError(refusal("credential.unreadable"));
  const plain = await opened(keys, sealed);
  if (!plain) throw new AppError(refusal("credential.unreadable"));
  const secret = parsed(plain);
  plain.fill(0);
  if (!secret) throw new AppError(refusal("credential.unreadable"));
  if (!isFor(secret, bound)) throw new AppError(refusal("credential.misplaced"));
  return secret;
}

async function opened(keys: VaultKeys, sealed: string): Promise<Uint8Array | null> {
  const file = attempt(() => armor.decode(sealed));
  if (!file) return null;
  for (const identity of keys.identities) {
    const plain = await identity.open(file).catch(() => null);
    if (plain) return plain;
  }
  return null;
}

function parsed(plain: Uint8Array): SealedSecret | null {
  const value = attempt(() => JSON.parse(Buffer.from(plain.buffer, plain.byteOffset, plain.length).toString("utf8")));
  return sealedSecret.safeParse(value).data ?? null;
}

function attempt<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function isFor(secret: SealedSecret, bound: Bound): boolean {
  return (
    secret.credentialId === bound.credentialId &&
    secret.ticketId === bound.ticketId &&
    secret.storeOrigin === bound.storeOrigin &&
    secret.kind === bound.kind &&
    secret.expiresAt === bound.expiresAt
  );
}

function toldOf({ kind, protocol, host, port, user }: SealedSecret): Told {
  return { kind, protocol, host, port, userHint: maskUser(user) };
}

function contextOf({ credentialId, ticketNumber, licenseId, expiresAt }: Bound): Buffer {
  const bound = canonicalize({ credentialId, ticketNumber, licenseId, expiresAt, of: "deskbell sealed secret 1" });
  return Buffer.from(bound ?? "", "utf8");
}

function keyContextOf(credentialId: string): Buffer {
  const bound = canonicalize({ credentialId, of: "deskbell key of a sealed secret 1" });
  return Buffer.from(bound ?? "", "utf8");
}

const nonceLength = 12;
const tagLength = 16;

/** AES-256-GCM: nonce, tag, bytes. */
function lock(key: Uint8Array | KeyObject, context: Buffer, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagLength });
  cipher.setAAD(context);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Throws `credential.misplaced` unless it was locked by this key for this, and not a bit of it changed since. */
function unlock(key: Uint8Array | KeyObject, context: Buffer, locked: Uint8Array): Buffer {
  const plain = attempt(() => {
    const decipher = createDecipheriv("aes-256-gcm", key, locked.subarray(0, nonceLength), {
      authTagLength: tagLength,
    });
    decipher.setAAD(context);
    decipher.setAuthTag(locked.subarray(nonceLength, nonceLength + tagLength));
    return Buffer.concat([decipher.update(locked.subarray(nonceLength + tagLength)), decipher.final()]);
  });
  if (!plain) throw new AppError(refusal("credential.misplaced"));
  return plain;
}
