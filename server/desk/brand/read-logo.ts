import { logoLimit } from "../../../shared/brand.ts";

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export type ReadLogo = { logo: string } | { problem: string };

/** A chosen picture as a data URI, or why it is none that can be used. */
export async function readLogo(file: Blob): Promise<ReadLogo> {
  if (file.size > logoLimit) {
    const size = Math.ceil(file.size / 1000);
    return { problem: `This picture has ${size} kB; at most ${logoLimit / 1000} kB fit. 64 by 64 pixels are enough.` };
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isPng = pngStart.every((byte, at) => bytes[at] === byte);
  if (!isPng) return { problem: "This is no PNG. Save the picture as PNG, then choose it again." };
  return { logo: `data:image/png;base64,${btoa(String.fromCharCode(...bytes))}` };
}
