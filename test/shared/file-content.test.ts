import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type FileContent, readContent } from "../../shared/file-content.ts";
import { aJpeg, aPdf, aPng, aWebp } from "../server/files/samples.ts";

const text = (words: string) => Buffer.from(words);
const raw = (words: string) => Buffer.from(words, "latin1");

function contentOf(bytes: Uint8Array, pieceLength = bytes.length || 1): FileContent {
  const reader = readContent();
  for (let at = 0; at < bytes.length; at += pieceLength) reader.take(bytes.subarray(at, at + pieceLength));
  return reader.end();
}

const said = (content: FileContent) => (content.ok ? content.type : content.why);

const html = "<script>fetch('https://evil.example')</script>";
const aChunk = (words: string) =>
  Buffer.concat([Buffer.from([0, 0, 0, words.length]), raw(`tEXt${words}`), Buffer.alloc(4)]);

/** What a person may add, also where it carries something else inside: it is stored as bytes and never run. */
const taken: [what: string, bytes: Buffer, type: string][] = [
  ["a PNG", aPng(800, 600), "image/png"],
  ["a JPEG", aJpeg(800, 600), "image/jpeg"],
  ["a JPEG after long words of a camera", aJpeg(800, 600, Buffer.alloc(60_000), Buffer.alloc(60_000)), "image/jpeg"],
  [
    "a JPEG whose tables come first",
    raw("\xff\xd8\xff\xc4\x00\x04ab\xff\xc0\x00\x11\x08\x00\x08\x00\x08"),
    "image/jpeg",
  ],
  ["a lossy WebP", aWebp("VP8 ", 800, 600), "image/webp"],
  ["a lossless WebP", aWebp("VP8L", 800, 600), "image/webp"],
  ["an extended WebP", aWebp("VP8X", 800, 600), "image/webp"],
  ["a PDF", aPdf(100), "application/pdf"],
  ["a log", text("2026-11-22 PHP Warning: mail()\r\n\tin line 3\n"), "text/plain"],
  ["text in many scripts", text("Zażółć גם 日本語 🛒\n"), "text/plain"],
  ["text with a mark of its encoding", text("\ufeffwords"), "text/plain"],
  ["a modification", text('<?xml version="1.0"?>\n<modification><name>A</name></modification>'), "text/plain"],
  ["PHP code", text("<?php\nclass ControllerStartup {}\n"), "text/plain"],
  ["a stack trace with tags in it", text("Error in <div class=x>\n<html>"), "text/plain"],
  ["JSON", text('{"a":1}'), "text/plain"],
  ["a page inside a PNG", aPng(8, 8, aChunk(html)), "image/png"],
  ["a page behind a PNG", Buffer.concat([aPng(8, 8), text(html)]), "image/png"],
  ["an archive behind a PNG", Buffer.concat([aPng(8, 8), raw("PK\x03\x04...META-INF/MANIFEST.MF")]), "image/png"],
  ["a page inside a JPEG", aJpeg(8, 8, text(html)), "image/jpeg"],
  ["a page behind a JPEG", Buffer.concat([aJpeg(8, 8), text(html)]), "image/jpeg"],
  ["a page inside a PDF", Buffer.concat([aPdf(20), text(html)]), "application/pdf"],
  ["an archive behind a PDF", Buffer.concat([aPdf(20), raw("PK\x03\x04")]), "application/pdf"],
  ["code for PHP inside a PNG", aPng(8, 8, aChunk("<?php system($_GET[0]);")), "image/png"],
  ["packed bytes in a PNG, which are never unpacked", aPng(8, 8, deflateSync(Buffer.alloc(1_000_000))), "image/png"],
];

test.each(taken)("%s is taken for what its bytes are", (_, bytes, type) => {
  expect(said(contentOf(bytes))).toBe(type);
});

const refused: [what: string, bytes: Buffer][] = [
  ["a page", text(`<!doctype html>${html}`)],
  ["a page after spaces", text(`\n\t  <!DOCTYPE HTML><p>`)],
  ["a page after a mark", text("\ufeff<html><body>")],
  ["a page after a comment", text(`<!-- log --><html>`)],
  ["a page after two comments", text(`<!-- a -->\n<!-- b -->${html}`)],
  ["a script", text(html)],
  ["a picture tag that runs", text("<img src=x onerror=alert(1)>")],
  ["a frame", text("<iframe src=//evil.example></iframe>")],
  ["a page that goes elsewhere", text('<meta http-equiv="refresh" content="0">')],
  ["a drawing", text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
  ["a drawing after a declaration", text('<?xml version="1.0"?><svg/>')],
  ["a drawing after its type", text('<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "a" "b">\n<svg>')],
  ["a drawing in capitals", text("<SVG/onload=alert(1)>")],
  ["a page of XML", text('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>')],
  ["UTF-16 with its mark", Buffer.from("\ufeffwords", "utf16le")],
  ["UTF-16 without a mark", Buffer.from("words", "utf16le")],
  ["a page in UTF-16", Buffer.from("\ufeff<html>", "utf16le")],
  ["UTF-16 the other way round", raw("\xfe\xff\x00w\x00o")],
  ["UTF-7", text("+ADw-script+AD4-\u0000")],
  ["text with a NUL", text("a log\u0000")],
  ["text with an escape", text("\u001b[31mred")],
  ["text with a control character above", text("a\u009b31m")],
  ["text with a delete", text("a\u007f")],
  ["text with a bell", text("a\u0007")],
  ["bytes that are no UTF-8", raw("caf\xe9")],
  ["UTF-8 that ends in the middle", raw("caf\xc3")],
  ["UTF-8 that is too long for what it says", raw("\xc0\xafetc")],
  ["a surrogate in UTF-8", raw("\xed\xa0\x80")],
  ["a GIF", raw("GIF89a\x01\x00\x01\x00")],
  ["a GIF that is an archive", raw("GIF89a\x01\x00PK\x03\x04")],
  ["a GIF that is a script", text("GIF89a=1;alert(1)//\u0000")],
  ["an archive", raw("PK\x03\x04\x14\x00")],
  ["a packed file", raw("\x1f\x8b\x08\x00")],
  ["a program for Windows", raw("MZ\x90\x00\x03")],
  ["a program for Linux", raw("\x7fELF\x02\x01")],
  ["a program for the web", raw("\x00asm\x01\x00\x00\x00")],
  ["a class of Java", raw("\xca\xfe\xba\xbe\x00\x00")],
  ["a Flash film", raw("FWS\x06\x00\x00")],
  ["a bitmap", raw("BM\x3a\x00\x00\x00")],
  ["an icon", raw("\x00\x00\x01\x00\x01\x00")],
  ["a TIFF", raw("II*\x00\x08\x00")],
  ["an AVIF", raw("\x00\x00\x00\x20ftypavif")],
  ["a film", raw("\x00\x00\x00\x18ftypmp42")],
  ["a sound in the same box as WebP", raw("RIFF\x24\x00\x00\x00WAVEfmt ")],
  ["an old office paper", raw("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")],
  ["a database", raw("SQLite format 3\x00")],
  ["a PDF behind other bytes", raw("\x00%PDF-1.7")],
  ["a PNG behind other bytes", Buffer.concat([raw("\x00"), aPng(8, 8)])],
  ["the beginning of a PNG", aPng(8, 8).subarray(0, 8)],
  ["a PNG that does not say its size", aPng(8, 8).subarray(0, 20)],
  ["a PNG whose first chunk is another", Buffer.concat([aPng(8, 8).subarray(0, 8), aChunk(html)])],
  ["a PNG without width", aPng(0, 8)],
  ["a JPEG without a frame", raw("\xff\xd8\xff\xe1\x00\x04ab\xff\xd9")],
  ["a JPEG that scans before its frame", raw("\xff\xd8\xff\xda\x00\x04ab\xff\xc0")],
  ["a JPEG that is a script", raw("\xff\xd8\xff/*=alert(1)")],
  ["a JPEG whose segments lead nowhere", raw("\xff\xd8\xff\xe1\xff\xff")],
  ["a JPEG whose segment has no length", raw("\xff\xd8\xff\xe1\x00\x00".padEnd(400, "\xff\xe1\x00\x00"))],
  ["a WebP without a picture", raw("RIFF\x04\x00\x00\x00WEBP")],
  ["a WebP of another kind", raw("RIFF\x04\x00\x00\x00WEBPEXIF\x00\x00\x00\x00".padEnd(60, "\x00"))],
];

test.each(refused)("%s is refused", (_, bytes) => {
  expect(said(contentOf(bytes))).toBe("type-not-taken");
});

test("a file is the same in whatever pieces it comes", () => {
  for (const [what, bytes, type] of taken.filter(([, { length }]) => length < 10_000)) {
    for (const length of [1, 3, 7]) expect(said(contentOf(bytes, length)), what).toBe(type);
  }
  for (const [what, bytes] of refused) {
    for (const length of [1, 3]) expect(said(contentOf(bytes, length)), what).toBe("type-not-taken");
  }
});

test("an empty file is called empty", () => {
  expect(said(contentOf(Buffer.alloc(0)))).toBe("empty");
});

test("one wrong byte at the end of a long text is found", () => {
  const long = Buffer.alloc(3_000_000, "x");
  expect(said(contentOf(long, 65_536))).toBe("text/plain");
  long[long.length - 1] = 0;
  expect(said(contentOf(long, 65_536))).toBe("type-not-taken");
});

test("tables before a JPEG's frame are not taken for its size", () => {
  const tables = "\xff\xc4\x00\x0b\x08\xff\xff\xff\xffabcd";
  const frame = "\xff\xc0\x00\x11\x08\x00\x08\x00\x08";
  expect(said(contentOf(raw(`\xff\xd8${tables}${frame}`)))).toBe("image/jpeg");
});

describe("a picture of forty megapixels is taken and a larger one is not, before anything is drawn", () => {
  test.each([
    ["PNG", aPng],
    ["JPEG", aJpeg],
    ["lossless WebP", (width: number, height: number) => aWebp("VP8L", width, height)],
    ["extended WebP", (width: number, height: number) => aWebp("VP8X", width, height)],
    ["lossy WebP", (width: number, height: number) => aWebp("VP8 ", width, height)],
  ])("%s", (_, make) => {
    expect(contentOf(make(8_000, 5_000)).ok).toBe(true);
    expect(said(contentOf(make(8_000, 5_001)))).toBe("too-many-pixels");
    expect(said(contentOf(make(16_000, 16_000)))).toBe("too-many-pixels");
  });

  test("fifty thousand points each way, and the most that four bytes can say", () => {
    expect(said(contentOf(aPng(50_000, 50_000)))).toBe("too-many-pixels");
    expect(said(contentOf(aPng(0xffffffff, 0xffffffff)))).toBe("too-many-pixels");
  });
});

test("a text made to keep the reader busy is read in no time", () => {
  const began = performance.now();
  contentOf(text(`${"<!-- -->".repeat(100_000)}<`));
  contentOf(text(`${"<?xml ?>".repeat(100_000)}`));
  contentOf(text(`${" ".repeat(900_000)}`));
  contentOf(text(`<!--${"-->  <!--".repeat(50_000)}`));
  expect(performance.now() - began).toBeLessThan(2_000);
});
