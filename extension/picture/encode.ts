import { readContent } from "../../shared/file-content.ts";
import { fileLimit, fileLimitWords, keptName, mostMegapixels } from "../../shared/files.ts";
import type { PictureType } from "../../shared/picture-size.ts";
import { AppError, refusal } from "../../shared/problems.ts";

/** A canvas that can be written as a picture file; nothing but its points goes into that. */
export type Drawn = Pick<OffscreenCanvas, "convertToBlob">;

const endings: Readonly<Record<string, string>> = { "image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp" };

/** From the best to the smallest; a drawing keeps every point for as long as it can. */
const tries: Readonly<Record<PictureType, readonly [type: PictureType, quality: number][]>> = {
  "image/png": [
    ["image/png", 1],
    ...([0.92, 0.8, 0.6, 0.4] as const).map(
      (quality) => ["image/webp", quality] as const satisfies [PictureType, number],
    ),
    ["image/jpeg", 0.5],
  ],
  "image/webp": ([0.92, 0.8, 0.6, 0.4] as const).map((quality) => ["image/webp", quality]),
  "image/jpeg": ([0.92, 0.8, 0.6, 0.4] as const).map((quality) => ["image/jpeg", quality]),
};

/** Writes the picture anew, as small as it has to be, under a name that says what it has become. */
export async function written(drawn: Drawn, name: string, type: PictureType, limit = fileLimit): Promise<File> {
  for (const [wanted, quality] of tries[type]) {
    const blob = await drawn.convertToBlob({ type: wanted, quality });
    if (blob.size <= limit) return new File([blob], withEnding(name, blob.type), { type: blob.type });
  }
  throw new AppError(refusal("file.too-large", { name, limit: fileLimitWords }));
}

function withEnding(name: string, type: string): string {
  const ending = endings[type] ?? "";
  const kept = keptName(name);
  const isRight = kept.toLowerCase().endsWith(ending) || (ending === ".jpg" && /\.jpe?g$/i.test(kept));
  return isRight ? kept : kept.replace(/\.(?:png|jpe?g|webp)$/i, "") + ending;
}

const headBytes = 1_024 * 1_024;

/** What a file is by its first bytes, if it is a picture; refused where it is larger than may be drawn. */
export async function pictureTypeOf(file: Blob, name: string): Promise<PictureType | null> {
  const reader = readContent();
  reader.take(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()));
  const content = reader.end();
  if (!content.ok && content.why === "too-many-pixels") {
    throw new AppError(refusal("file.too-many-pixels", { name, limit: mostMegapixels }));
  }
  if (!content.ok || content.type === "application/pdf" || content.type === "text/plain") return null;
  return content.type;
}

/** The picture's points, turned as the camera was held. Its size has been looked at: `pictureTypeOf` comes first. */
export async function decoded(file: Blob, name: string): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch (error) {
    throw new AppError(refusal("file.damaged", { name }), { cause: error });
  }
}

/** A picture without anything but its points; any other file as it is. */
export async function cleaned(file: File): Promise<File> {
  const type = await pictureTypeOf(file, file.name);
  if (!type) return file;
  const bitmap = await decoded(file, file.name);
  try {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    return await written(canvas, file.name, type);
  } finally {
    bitmap.close();
  }
}
