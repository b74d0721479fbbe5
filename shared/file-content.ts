import { type FileType, mostMegapixels } from "./files.ts";
import { readMetadata } from "./picture-metadata.ts";
import { type PictureSize, type PictureType, pictureSize } from "./picture-size.ts";

/** What a file is by its own bytes; its name and what is claimed of it count for nothing. */
export type FileContent =
  | { ok: true; type: FileType; hasMetadata: boolean }
  | { ok: false; why: "empty" | "type-not-taken" | "too-many-pixels" };

export interface ContentReader {
  /** The next bytes, in the order of the file. */
  take(bytes: Uint8Array): void;
  end(): FileContent;
}

/** Within these a picture must say how large it is, and a text that it is markup. */
const headLength = 1_024 * 1_024;

/** Reads a file as it passes by, keeping its beginning only. Nothing is unpacked, drawn or run. */
export function readContent(): ContentReader {
  const text = readText();
  const metadata = readMetadata();
  let head = new Uint8Array(0);
  return {
    take(bytes) {
      text.take(bytes);
      metadata.take(bytes);
      if (head.length < headLength) head = joined(head, bytes.subarray(0, headLength - head.length));
    },
    end() {
      if (head.length === 0) return { ok: false, why: "empty" };
      if (startsWith(head, "%PDF-")) return plain("application/pdf");
      const picture = pictureType(head);
      if (picture) return judged(picture, pictureSize(picture, head), metadata.found());
      if (text.end() && !isMarkup(head)) return plain("text/plain");
      return { ok: false, why: "type-not-taken" };
    },
  };
}

/** Only pictures are looked at for what they carry unseen. */
const plain = (type: FileType): FileContent => ({ ok: true, type, hasMetadata: false });

function judged(type: PictureType, size: PictureSize | null, hasMetadata: boolean): FileContent {
  if (!size || size.width < 1 || size.height < 1) return { ok: false, why: "type-not-taken" };
  if (size.width * size.height > mostMegapixels * 1_000_000) return { ok: false, why: "too-many-pixels" };
  return { ok: true, type, hasMetadata };
}

function pictureType(head: Uint8Array): PictureType | null {
  if (startsWith(head, "\u0089PNG\r\n\u001a\n")) return "image/png";
  if (startsWith(head, "\u00ff\u00d8\u00ff")) return "image/jpeg";
  return startsWith(head, "RIFF") && startsWith(head.subarray(8), "WEBP") ? "image/webp" : null;
}

/** Each character stands for the byte of its number. */
function startsWith(bytes: Uint8Array, start: string): boolean {
  return bytes.length >= start.length && Array.from(start).every((char, at) => bytes[at] === char.charCodeAt(0));
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** Whether bytes are UTF-8 text that no terminal takes for orders: tabs and line ends are its only control characters. */
function readText(): { take(bytes: Uint8Array): void; end(): boolean } {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isText = true;
  const look = (bytes: Uint8Array | null) => {
    if (!isText) return;
    try {
      const words = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
      isText = !hasControl(words);
    } catch {
      isText = false;
    }
  };
  return {
    take: look,
    end() {
      look(null);
      return isText;
    },
  };
}

function hasControl(words: string): boolean {
  for (let at = 0; at < words.length; at++) {
    const code = words.charCodeAt(at);
    const isPlain = code >= 0x20 ? code < 0x7f || code > 0x9f : code === 0x09 || code === 0x0a || code === 0x0d;
    if (!isPlain) return true;
  }
  return false;
}

/** What may stand before the first tag, with where it ends. */
const preambles = [
  ["<!--", "-->"],
  ["<?xml", "?>"],
  ["<!doctype svg", ">"],
] as const;

const markup =
  /^<(?:!doctype\s+html|html|head|body|svg|script|iframe|style|title|meta|link|base|object|embed|form|img|video|audio|math|template|a|p|br|div|h1|table)[\s/>]/;

/** A page or a drawing that a browser may take for what it looks like. Other XML, such as a modification, is text. */
function isMarkup(head: Uint8Array): boolean {
  let words = new TextDecoder().decode(head.subarray(0, 4_096)).toLowerCase().trimStart();
  for (;;) {
    const [, end] = preambles.find(([start]) => words.startsWith(start)) ?? [];
    if (end === undefined) return markup.test(words);
    const at = words.indexOf(end);
    // It goes on for longer than we look: nobody can say that no page follows.
    if (at < 0) return true;
    words = words.slice(at + end.length).trimStart();
  }
}
