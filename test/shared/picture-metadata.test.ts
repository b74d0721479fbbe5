import fc from "fast-check";
import { expect, test } from "vitest";
import { readMetadata } from "../../shared/picture-metadata.ts";
import { aJpeg, aPng, aWebp } from "../server/files/samples.ts";

const raw = (words: string) => Buffer.from(words, "latin1");
const number = (value: number) =>
  raw(String.fromCharCode(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255));

function carriesMore(bytes: Uint8Array, pieceLength = bytes.length): boolean {
  const reader = readMetadata();
  for (let at = 0; at < bytes.length; at += pieceLength) reader.take(bytes.subarray(at, at + pieceLength));
  return reader.found();
}

const place = "GPS 52.5200 13.4050";
const pngChunk = (name: string, words = place) =>
  Buffer.concat([number(words.length), raw(name), raw(words), Buffer.alloc(4)]);
const segment = (marker: number, words: string) =>
  Buffer.concat([Buffer.from([0xff, marker, 0, words.length + 2]), raw(words)]);

/** A frame, a scan with a stuffed byte and a restart mark in it, then what may come behind a scan. */
function aScannedJpeg({ before = raw(""), behindScan = raw(""), behindEnd = raw("") } = {}): Buffer {
  const frame = segment(0xc0, "\x08\x00\x08\x00\x08\x01\x01\x11\x00");
  const scan = Buffer.concat([segment(0xda, "\x01\x01\x00\x00\x3f\x00"), raw("ab\xff\x00cd\xff\xd0ef\xff\xff\x00")]);
  return Buffer.concat([raw("\xff\xd8"), before, frame, scan, behindScan, raw("\xff\xd9"), behindEnd]);
}

function aWebpOf(chunks: readonly [name: string, words: string][], behindEnd = ""): Buffer {
  const body = chunks.flatMap(([name, words]) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(words.length);
    return [raw(name), length, raw(words), Buffer.alloc(words.length % 2)];
  });
  const size = Buffer.alloc(4);
  size.writeUInt32LE(Buffer.concat(body).length + 4);
  return Buffer.concat([raw("RIFF"), size, raw("WEBP"), ...body, raw(behindEnd)]);
}

const jfif = segment(0xe0, "JFIF\0\x01\x02\0\0\x01\0\x01\0\0");

const bare: [what: string, bytes: Buffer][] = [
  ["a PNG", aPng(8, 8)],
  ["a PNG with its colours and its measure", aPng(8, 8, pngChunk("sRGB", "\0"), pngChunk("pHYs"), pngChunk("IDAT"))],
  ["a JPEG without a scan", aJpeg(8, 8)],
  ["a JPEG", aScannedJpeg({ before: jfif })],
  ["a JPEG with a profile of its colours", aScannedJpeg({ before: segment(0xe2, "ICC_PROFILE\0\x01\x01 profile") })],
  ["a JPEG of two scans", aScannedJpeg({ behindScan: segment(0xda, "\x01\x01\x00\x00\x3f\x00") })],
  ["a lossy WebP", aWebp("VP8 ", 8, 8)],
  ["a lossless WebP, of odd length and nothing behind it", aWebp("VP8L", 8, 8)],
  [
    "a WebP with transparency",
    aWebpOf([
      ["VP8X", "0123456789"],
      ["ALPH", "odd"],
      ["VP8 ", "even"],
    ]),
  ],
];

test.each(bare)("%s carries nothing but its picture, in whatever pieces it comes", (_, bytes) => {
  for (const pieceLength of [1, 2, 3, 7, bytes.length]) expect(carriesMore(bytes, pieceLength)).toBe(false);
});

const laden: [what: string, bytes: Buffer][] = [
  ["EXIF in a PNG", aPng(8, 8, pngChunk("eXIf"))],
  ["text in a PNG", aPng(8, 8, pngChunk("tEXt"))],
  ["packed text in a PNG", aPng(8, 8, pngChunk("zTXt"))],
  ["XMP in a PNG", aPng(8, 8, pngChunk("iTXt", "XML:com.adobe.xmp"))],
  ["the time in a PNG", aPng(8, 8, pngChunk("tIME", "\x07\xea\x0b\x16\x0c\0\0"))],
  ["text behind the points of a PNG", aPng(8, 8, pngChunk("IDAT"), pngChunk("tEXt"))],
  ["a program's own chunk in a PNG", aPng(8, 8, pngChunk("prVW"))],
  ["further pictures in a PNG", aPng(8, 8, pngChunk("fdAT"))],
  ["bytes behind a PNG", Buffer.concat([aPng(8, 8), raw(place)])],
  ["EXIF in a JPEG", aJpeg(8, 8, raw(`Exif\0\0${place}`))],
  ["XMP in a JPEG", aJpeg(8, 8, raw(`http://ns.adobe.com/xap/1.0/\0${place}`))],
  ["IPTC in a JPEG", aScannedJpeg({ before: segment(0xed, "Photoshop 3.0\0") })],
  ["a comment in a JPEG", aScannedJpeg({ before: segment(0xfe, place) })],
  ["a second picture named in a JPEG", aScannedJpeg({ before: segment(0xe2, "MPF\0") })],
  ["a small copy in a JPEG", aScannedJpeg({ before: segment(0xe0, "JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01abc") })],
  ["another small copy in a JPEG", aScannedJpeg({ before: Buffer.concat([jfif, segment(0xe0, "JFXX\0\x10")]) })],
  ["a comment behind a JPEG's scan", aScannedJpeg({ behindScan: segment(0xfe, place) })],
  ["bytes between two segments of a JPEG", aScannedJpeg({ before: Buffer.concat([jfif, raw(place)]) })],
  [
    "bytes between two segments that look like a third",
    aScannedJpeg({ before: raw("\xff\xe0\0\x10JFIF\0\x01\x02\0\0\x01\0\x01\0\0\xdb\0\x06GPS!") }),
  ],
  ["bytes behind a JPEG", aScannedJpeg({ behindEnd: raw(place) })],
  ["a JPEG behind a JPEG", Buffer.concat([aScannedJpeg(), aScannedJpeg()])],
  ["a segment of no length in a JPEG", raw("\xff\xd8\xff\xe1\x00\x00")],
  [
    "EXIF in a WebP",
    aWebpOf([
      ["VP8X", "0123456789"],
      ["VP8 ", "even"],
      ["EXIF", place],
    ]),
  ],
  [
    "XMP in a WebP",
    aWebpOf([
      ["VP8X", "0123456789"],
      ["VP8 ", "even"],
      ["XMP ", place],
    ]),
  ],
  ["bytes behind a WebP", aWebpOf([["VP8 ", "even"]], place)],
];

test.each(laden)("%s is found, in whatever pieces it comes", (_, bytes) => {
  for (const pieceLength of [1, 2, 3, 7, bytes.length]) expect(carriesMore(bytes, pieceLength)).toBe(true);
});

test("a PNG carries more exactly where one of its chunks is not of the picture", () => {
  const known = ["IHDR", "PLTE", "IDAT", "tRNS", "gAMA", "sRGB", "iCCP"];
  const letters = fc.string({ unit: fc.constantFrom(..."abcdXYZT"), minLength: 4, maxLength: 4 });
  const chunks = fc.array(
    fc.record({ name: fc.oneof(fc.constantFrom(...known), letters), words: fc.string({ maxLength: 40 }) }),
  );
  fc.assert(
    fc.property(chunks, fc.integer({ min: 1, max: 50 }), (made, pieceLength) => {
      const bytes = aPng(
        8,
        8,
        ...made.map(({ name, words }) => pngChunk(name, words.replaceAll(/[^\x20-\x7e]/g, "_"))),
      );
      expect(carriesMore(bytes, pieceLength)).toBe(made.some(({ name }) => !known.includes(name)));
    }),
  );
});

test("no bytes at all make it throw or go on without end", () => {
  const start = fc.constantFrom("\xff\xd8\xff\xe0", "\x89PNG\r\n\x1a\n", "RIFF\x20\0\0\0WEBP", "");
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 300 }), (begin, bytes) => {
      expect(typeof carriesMore(Buffer.concat([raw(begin), bytes]), 5)).toBe("boolean");
    }),
    { numRuns: 2_000 },
  );
});

test.each(["ab\xff\x00", "\xff", "\xff\xd0"])(
  "a large picture of nothing but %j is looked through in time",
  (words) => {
    const scan = Buffer.alloc(10 * 1_024 * 1_024, words, "latin1");
    const bytes = Buffer.concat([aScannedJpeg().subarray(0, -2), scan, raw("\xff\xd9")]);
    const begun = performance.now();
    expect(carriesMore(bytes, 65_536)).toBe(false);
    expect(performance.now() - begun).toBeLessThan(1_000);
  },
);
