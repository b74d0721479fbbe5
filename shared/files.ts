/** Pictures, papers and logs that a person adds to a request. Screens take these words, so no schema is in here. */

export const fileTypes = ["image/png", "image/jpeg", "image/webp", "application/pdf", "text/plain"] as const;
export type FileType = (typeof fileTypes)[number];

/** Bytes of one file, files of one request, and picture points of one picture. */
export const fileLimit = 10 * 1_024 * 1_024;
export const mostFiles = 5;
export const mostMegapixels = 40;

export const fileLimitWords = "10 MB";
export const longestName = 200;

/** A file as a submission names it: the bytes that the person sees name the bytes of the file. */
export interface NamedFile {
  /** UUIDv7, made by the browser. */
  id: string;
  /** What the person calls it; never a path of ours. */
  name: string;
  type: FileType;
  /** Bytes. */
  size: number;
  /** 64 lower-case hex digits. */
  sha256: string;
}

/** A name as it is kept: its last part, well-formed, on one line, and no longer than a line. */
export function keptName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const plain = last.replaceAll(/\p{Cc}|\p{Bidi_Control}/gu, "\ufffd").trim();
  const cut = Array.from(plain)
    .slice(0, longestName / 2)
    .join("");
  return cut || "file";
}

/** `1.2 MB`, `18 kB`, `340 bytes`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
