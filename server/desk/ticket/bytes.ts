/** Whether the text that is shown is the text that was stored, by a hash computed here. */
export type Seal =
  | { state: "checking" }
  | { state: "same"; sha256: string }
  | { state: "differs"; sha256: string }
  /** The browser offers no hashing here: the desk was opened without https. */
  | { state: "unchecked" };

export type Digest = (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;

/** SHA-256 as the browser computes it; null where it does not, which is on plain http. */
export function browserDigest(): Digest | null {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  return subtle ? (bytes) => subtle.digest("SHA-256", bytes) : null;
}

export async function sealOf(text: string, stored: string, digest: Digest | null): Promise<Seal> {
  if (!digest) return { state: "unchecked" };
  const sha256 = hexOf(await digest(new TextEncoder().encode(text)));
  return { state: sha256 === stored ? "same" : "differs", sha256 };
}

export function hexOf(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
