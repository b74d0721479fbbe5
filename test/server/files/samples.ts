/** Small files that say of themselves what a test needs. */

const ascii = (words: string) => Buffer.from(words, "latin1");

function number(size: 1 | 2 | 3 | 4, value: number, isLittle = false): Buffer {
  const bytes = Buffer.alloc(size);
  if (isLittle) bytes.writeUIntLE(value, 0, size);
  else bytes.writeUIntBE(value, 0, size);
  return bytes;
}

export function aPng(width: number, height: number, ...chunks: Buffer[]): Buffer {
  const header = Buffer.concat([number(4, 13), ascii("IHDR"), number(4, width), number(4, height), Buffer.alloc(9)]);
  return Buffer.concat([ascii("\x89PNG\r\n\x1a\n"), header, ...chunks, Buffer.alloc(4), ascii("IEND\xae\x42\x60\x82")]);
}

/** Segments stand before the frame header, as a camera's words do. */
export function aJpeg(width: number, height: number, ...segments: Buffer[]): Buffer {
  const parts = segments.map((bytes) => Buffer.concat([ascii("\xff\xe1"), number(2, bytes.length + 2), bytes]));
  const frame = Buffer.concat([ascii("\xff\xc2\x00\x11\x08"), number(2, height), number(2, width), Buffer.alloc(10)]);
  return Buffer.concat([ascii("\xff\xd8"), ...parts, frame, ascii("\xff\xd9")]);
}

export function aWebp(kind: "VP8 " | "VP8L" | "VP8X", width: number, height: number): Buffer {
  const bodies = {
    "VP8 ": () => [ascii("\x00\x00\x00\x9d\x01\x2a"), number(2, width, true), number(2, height, true)],
    VP8L: () => [ascii("\x2f"), number(4, (width - 1) | ((height - 1) << 14), true)],
    VP8X: () => [Buffer.alloc(4), number(3, width - 1, true), number(3, height - 1, true)],
  };
  const body = Buffer.concat(bodies[kind]());
  const length = number(4, body.length, true);
  return Buffer.concat([ascii("RIFF"), number(4, body.length + 12, true), ascii(`WEBP${kind}`), length, body]);
}

export function aPdf(size: number): Buffer {
  return Buffer.concat([ascii("%PDF-1.7\n"), Buffer.alloc(size - 9)]);
}
