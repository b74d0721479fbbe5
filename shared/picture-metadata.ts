/**
 * Whether a picture file carries more than its picture: where it was taken, by whom, with what, a smaller copy of what
 * was cut away, anything behind its end. What is not known to belong to the picture itself counts as more.
 */
export interface MetadataReader {
  /** The next bytes, in the order of the file. */
  take(bytes: Uint8Array): void;
  /** True as soon as something was found; also before the end of the file. */
  found(): boolean;
}

/** What a walk through a file wants next: so many bytes, to be past so many, or the mark that ends a JPEG's scan. */
type Step = { read: number } | { skip: number } | "mark";
/** Ends with whether there is more than a picture. Each step is answered with the bytes that were read for it. */
type Walk = Generator<Step, boolean, Uint8Array>;

/** Reads a file as it passes by. Files that are no pictures carry nothing, as far as this is concerned. */
export function readMetadata(): MetadataReader {
  const walk = walkFile();
  let result = walk.next();
  let kept = new Uint8Array(0);
  let left = lengthOf(result.value);
  let isMarked = false;

  const go = (answer: Uint8Array) => {
    result = walk.next(answer);
    kept = new Uint8Array(0);
    left = lengthOf(result.value);
  };
  /** Takes what the step wants from here on; gives where it stopped. */
  const takePart = (bytes: Uint8Array, at: number): number => {
    const part = bytes.subarray(at, at + left);
    left -= part.length;
    if (typeof result.value === "object" && "read" in result.value) kept = joined(kept, part);
    if (left === 0) go(kept);
    return at + part.length;
  };
  /** Within a scan 0xff is followed by a zero, or by a mark to begin anew at; anything else ends it. */
  const takeScan = (bytes: Uint8Array, from: number): number => {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      const isEnd = isMarked && byte !== 0xff && byte !== 0 && !(byte >= 0xd0 && byte <= 0xd7);
      isMarked = byte === 0xff;
      if (!isEnd) continue;
      go(Uint8Array.of(byte));
      return at + 1;
    }
    return bytes.length;
  };

  return {
    found: () => result.done === true && result.value,
    take(bytes) {
      for (let at = 0; at < bytes.length && !result.done; )
        at = result.value === "mark" ? takeScan(bytes, at) : takePart(bytes, at);
    },
  };
}

function lengthOf(step: Step | boolean): number {
  if (typeof step !== "object") return 0;
  return "read" in step ? step.read : step.skip;
}

function* walkFile(): Walk {
  const start = yield { read: 4 };
  if (isAt(start, "\u0089PNG")) return yield* walkPng();
  if (isAt(start, "RIFF")) return yield* walkWebp();
  if (isAt(start, "\u00ff\u00d8\u00ff")) return yield* walkJpeg(start[3] ?? 0);
  return false;
}

/** The picture, its palette, its transparency, its colours and its measure. */
const pngChunks = /^(?:IHDR|PLTE|IDAT|IEND|tRNS|bKGD|cHRM|gAMA|iCCP|sBIT|sRGB|cICP|hIST|pHYs)$/;

function* walkPng(): Walk {
  const restOfSignature = 4;
  yield { skip: restOfSignature };
  for (;;) {
    const head = yield { read: 8 };
    const name = words(head.subarray(4));
    if (!pngChunks.test(name)) return true;
    yield { skip: viewOf(head).getUint32(0) + checksumLength };
    if (name === "IEND") return yield* walkBehind();
  }
}

const checksumLength = 4;
const webpChunks = /^(?:VP8[ LX]|ALPH|ICCP)$/;

function* walkWebp(): Walk {
  const head = yield { read: 8 };
  if (words(head.subarray(4)) !== "WEBP") return false;
  for (let left = viewOf(head).getUint32(0, true) - 4; left > 0; ) {
    const chunk = yield { read: 8 };
    if (!webpChunks.test(words(chunk.subarray(0, 4)))) return true;
    const length = viewOf(chunk).getUint32(4, true);
    // Of odd length only with a byte behind it, which some leave away at the end of the file.
    const skipped = Math.min(length + (length % 2), left - 8);
    if (skipped > 0) yield { skip: skipped };
    left -= 8 + skipped;
  }
  return yield* walkBehind();
}

const scanBegins = 0xda;
const endOfPicture = 0xd9;

function* walkJpeg(first: number): Walk {
  for (let marker: number | null = first; marker !== endOfPicture; ) {
    if (marker === null) return true;
    const length = viewOf(yield { read: 2 }).getUint16(0) - 2;
    const start = length > 0 ? yield { read: Math.min(length, 12) } : new Uint8Array(0);
    if (length < 0 || !isOfPicture(marker, start, length)) return true;
    if (length > start.length) yield { skip: length - start.length };
    marker = marker === scanBegins ? ((yield "mark")[0] ?? null) : yield* markerHere();
  }
  return yield* walkBehind();
}

/** Frames, tables and scans, and three segments that say something of the colours alone; not even a small copy. */
function isOfPicture(marker: number, start: Uint8Array, length: number): boolean {
  if (marker === 0xe0) return isAt(start, "JFIF\0") && length === 14;
  if (marker === 0xe2) return isAt(start, "ICC_PROFILE\0");
  if (marker === 0xee) return isAt(start, "Adobe");
  return (marker >= 0xc0 && marker <= 0xcf) || (marker >= scanBegins && marker <= 0xdd);
}

/** Null where something else stands between two segments. */
function* markerHere(): Generator<Step, number | null, Uint8Array> {
  let [byte] = yield { read: 1 };
  if (byte !== 0xff) return null;
  while (byte === 0xff) [byte] = yield { read: 1 };
  return byte ?? null;
}

/** Resumed only by a byte that stands behind the end. */
function* walkBehind(): Walk {
  yield { skip: 1 };
  return true;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** Whether they begin so: each character stands for the byte of its number. */
function isAt(bytes: Uint8Array, start: string): boolean {
  return Array.from(start).every((char, at) => bytes[at] === char.charCodeAt(0));
}

const words = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
