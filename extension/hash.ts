/** SHA-256 of the text's UTF-8 bytes, 64 lower-case hex digits. Only the background can always compute it. */
export function sha256(text: string): Promise<string> {
  return sha256OfBytes(new TextEncoder().encode(text));
}

export async function sha256OfBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
