export type PictureType = "image/png" | "image/jpeg" | "image/webp";

export interface PictureSize {
  width: number;
  height: number;
}

/** What a picture's header says of its size, or null where it says nothing that can be read. Nothing is drawn. */
export function pictureSize(type: PictureType, head: Uint8Array): PictureSize | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    return readers[type](view);
  } catch (error) {
    // The header ends before it has said how large the picture is.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const readers: Record<PictureType, (view: DataView) => PictureSize | null> = {
  "image/png": (view) =>
    nameAt(view, 12) === "IHDR" ? { width: view.getUint32(16), height: view.getUint32(20) } : null,
  "image/jpeg": jpegSize,
  "image/webp": webpSize,
};

/** Frame headers are 0xc0 to 0xcf, but for three among them that are something else. */
const isFrameHeader = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const scanBegins = 0xda;

function jpegSize(view: DataView): PictureSize | null {
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
    } else if (isFrameHeader(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    } else if (marker === scanBegins || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9)) {
      return null;
    } else {
      at += 2 + Math.max(view.getUint16(at + 2), 2);
    }
  }
}

function webpSize(view: DataView): PictureSize | null {
  switch (nameAt(view, 12)) {
    case "VP8 ":
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { width: (view.getUint32(24, true) & 0xffffff) + 1, height: (view.getUint32(26, true) >>> 8) + 1 };
    default:
      return null;
  }
}

function nameAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
}
