import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Keys } from "../secrets.ts";

/**
 * What a mail waits with in the database: AES-256-GCM under a key that is not in the database, bound to the mail's id.
 * Whoever reads the database alone can neither use an invitation that has not been sent, nor move one to another address.
 */
export function seal(keys: Keys, id: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(keys), nonce);
  cipher.setAAD(Buffer.from(id, "utf8"));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

/** Throws where it was sealed under another key or for another mail. */
export function unseal(keys: Keys, id: string, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", keyOf(keys), bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(id, "utf8"));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

function keyOf(keys: Keys): Buffer {
  return Buffer.from(keys.hashOf("the key that waiting mails are sealed with"), "hex");
}
