import { z } from "zod";

/** Pictures, papers and logs that a person adds to a request. */

export const fileTypes = ["image/png", "image/jpeg", "image/webp", "application/pdf", "text/plain"] as const;
export type FileType = (typeof fileTypes)[number];

/** Bytes of one file, files of one request, and picture points of one picture. */
export const fileLimit = 10 * 1_024 * 1_024;
export const mostFiles = 5;
export const mostMegapixels = 40;

export const fileLimitWords = "10 MB";
const longestName = 200;

/** A file as a submission names it: the bytes that the person sees name the bytes of the file. */
export const namedFile = z.object({
  /** UUIDv7, made by the browser. */
  id: z.uuid({ version: "v7" }),
  /** What the person calls it; never a path of ours. */
  name: z.string().min(1).max(longestName),
  type: z.enum(fileTypes),
  /** Bytes. */
  size: z.int().min(1).max(fileLimit),
  /** 64 lower-case hex digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type NamedFile = z.infer<typeof namedFile>;

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
