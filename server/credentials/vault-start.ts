import { ConfigError } from "../config.ts";
import type { Db } from "../db/open.ts";
import type { Keys } from "../secrets.ts";
import { isWrappedBy } from "./vault.ts";

/** A server does not start on keys that cannot open what lives in its database: somebody has exchanged one or the other. */
export async function requireOwnKeys(db: Db, keys: Keys): Promise<void> {
  const living = await db
    .selectFrom("credentials")
    .leftJoin("credentialKeys", "credentialKeys.credentialId", "credentials.id")
    .select(["credentials.id", "sealedFor", "wrappedKey"])
    .where("state", "!=", "destroyed")
    .execute();
  const ours = new Set(keys.identities.map(({ fingerprint }) => fingerprint));
  const foreign = living.find(({ sealedFor }) => !ours.has(sealedFor));
  if (foreign) {
    throw new ConfigError(
      `The database holds access that was sealed for a key with the fingerprint ${foreign.sealedFor}, and none of the keys in the folder of secrets is that one. Put back the secrets of this database.`,
    );
  }
  const wrapped = living.flatMap(({ id, wrappedKey }) => (wrappedKey === null ? [] : [{ id, wrappedKey }]));
  // One that cannot be opened was damaged, and is told when somebody opens it; all of them is another key.
  if (wrapped.length > 0 && !wrapped.some(({ id, wrappedKey }) => isWrappedBy(keys.vaultKey, id, wrappedKey))) {
    throw new ConfigError(
      "The database holds access that the vault-key in the folder of secrets does not open. Put back the secrets of this database.",
    );
  }
}
