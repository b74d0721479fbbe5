import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Decrypter, identityToRecipient } from "age-encryption";

/** A private key that credentials are sealed for (age, X25519). Its text stays inside of it. */
export interface SealingIdentity {
  /** SHA-256 of the recipient's text, 64 hex digits. */
  fingerprint: string;
  recipient: string;
  /** Its file's name in the folder of secrets. */
  file: string;
  /** Day after which nothing can be sealed for it any more, `2026-12-22`; null of the present one. */
  until: string | null;
  /** Opens an age file that is sealed for it. Throws where it is not. */
  open: (sealed: Uint8Array) => Promise<Uint8Array>;
}

const present = "sealing-identity";
const older = /^sealing-identity\.[0-9a-f]{8}\.until-(\d{4}-\d{2}-\d{2})$/;

/** `read` gives a file's text and refuses one that others can read. The present one comes first. */
export async function readIdentities(
  folder: string,
  read: (path: string) => string,
): Promise<[SealingIdentity, ...SealingIdentity[]]> {
  const open = (file: string, until: string | null) => identityOf(file, until, read(join(folder, file)));
  const first = await open(present, null);
  const found: SealingIdentity[] = [];
  for (const file of readdirSync(folder).sort()) {
    const until = older.exec(file)?.[1];
    if (until === undefined) continue;
    const one = await open(file, until);
    // The one that a rotation was about to replace when it was cut off has both names.
    if (one.fingerprint !== first.fingerprint) found.push(one);
  }
  return [first, ...found];
}

async function identityOf(file: string, until: string | null, text: string): Promise<SealingIdentity> {
  const recipient = await identityToRecipient(text);
  const decrypter = new Decrypter();
  decrypter.addIdentity(text);
  return {
    file,
    until,
    recipient,
    fingerprint: createHash("sha256").update(recipient, "utf8").digest("hex"),
    open: async (sealed) => inOne(await decrypter.decrypt(streamOf(sealed))),
  };
}

/** Asked for the whole at once, the library leaves a copy of it behind that nobody can overwrite. */
async function inOne(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const parts = await Array.fromAsync(stream);
  if (parts.length === 1 && parts[0]) return parts[0];
  const whole = Uint8Array.from(Buffer.concat(parts));
  for (const part of parts) part.fill(0);
  return whole;
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
