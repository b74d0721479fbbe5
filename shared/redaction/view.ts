import { withoutPlaceholders } from "./placeholders.ts";

/**
 * A text as it reads once every escape in it is undone: `%40`, `&quot;`, `\u0040`, `\"`, each up to four times over, and
 * without the characters that are not seen; placeholders are blotted out. Each character knows where it came from and how deep it was escaped.
 */
export interface View {
  text: string;
  /** Where in the original the character at this place begins; the original's length at the end. */
  originOf(at: number): number;
  /** How often the character at this place was escaped. A mark escaped deeper than the one that opened does not close. */
  depthOf(at: number): number;
  /** The same of `%40` alone, which, unlike the others, spares no sign that means something in a query. */
  encodingOf(at: number): number;
}

const mayHide = /[%&\\\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;

/** Signs that somebody's quoting wrote this, so that \\n is a line's end rather than a folder called new. */
const quoted = /^\s*[{["]|\\["/u]/;

/** What an escape by a percent sign adds to a depth. */
const inPercent = 16;

/** Stands for a line's end that is escaped: a space to every rule, but no end of the line in the text itself. */
export const escapedBreak = "\u2028";

export function viewOf(text: string): View {
  if (!mayHide.test(text))
    return { text: withoutPlaceholders(text), originOf: (at) => at, depthOf: () => 0, encodingOf: () => 0 };
  let units = unitsOf(text);
  units.isQuoted = quoted.test(text);
  for (let level = 0; level < 4; level++) {
    const next = undoOnce(units);
    if (next === null) break;
    units = next;
  }
  const { codes, origins, depths, length } = units;
  return {
    text: withoutPlaceholders(textOf(codes, length)),
    originOf: (at) => origins[at] ?? text.length,
    depthOf: (at) => (depths[at] ?? 0) % inPercent,
    encodingOf: (at) => Math.floor((depths[at] ?? 0) / inPercent),
  };
}

interface Units {
  codes: Uint16Array;
  origins: Int32Array;
  depths: Uint8Array;
  length: number;
  isQuoted: boolean;
}

function unitsOf(text: string): Units {
  const most = text.length;
  const [codes, origins, depths] = [new Uint16Array(most), new Int32Array(most + 1), new Uint8Array(most)];
  let length = 0;
  for (let at = 0; at < most; at++) {
    const code = text.charCodeAt(at);
    if (isUnseen(code)) continue;
    codes[length] = code;
    origins[length++] = at;
  }
  origins[length] = most;
  return { codes, origins, depths, length, isQuoted: false };
}

function isUnseen(code: number): boolean {
  if (code < 0x200b) return code === 0xad;
  return code <= 0x200f || (code >= 0x202a && code <= 0x202e) || isRareUnseen(code);
}

function isRareUnseen(code: number): boolean {
  return (code >= 0x2060 && code <= 0x2064) || (code >= 0x2066 && code <= 0x2069) || code === 0xfeff;
}

/** The same with one level of escapes undone; null where there was none. Works in place: it never grows. */
function undoOnce({ codes, origins, depths, length, isQuoted }: Units): Units | null {
  const undo: Undo = { code: 0, end: 0, isQuoted };
  let to = 0;
  for (let at = 0; at < length; ) {
    const code = codes[at] ?? 0;
    const isEscape = (code === 0x25 || code === 0x26 || code === 0x5c) && readEscape(codes, at, length, undo);
    const end = isEscape ? undo.end : at + 1;
    if (!isEscape || !isUnseen(undo.code)) {
      codes[to] = isEscape ? undo.code : code;
      origins[to] = origins[at] ?? 0;
      depths[to++] = isEscape ? deepest(depths, at, end) + (code === 0x25 ? inPercent + 1 : 1) : (depths[at] ?? 0);
    }
    at = end;
  }
  origins[to] = origins[length] ?? 0;
  return to === length ? null : { codes, origins, depths, length: to, isQuoted };
}

function deepest(depths: Uint8Array, from: number, to: number): number {
  let most = 0;
  for (let at = from; at < to; at++) most = Math.max(most, depths[at] ?? 0);
  return most;
}

interface Undo {
  code: number;
  end: number;
  isQuoted: boolean;
}

function readEscape(codes: Uint16Array, at: number, length: number, undo: Undo): boolean {
  const sign = codes[at];
  if (sign === 0x25) return readPercent(codes, at, length, undo);
  return sign === 0x26 ? readEntity(codes, at, length, undo) : readBackslash(codes, at, length, undo);
}

/** `%41`, and letters of two or three bytes in UTF-8. */
function readPercent(codes: Uint16Array, at: number, length: number, undo: Undo): boolean {
  const first = byteAt(codes, at, length);
  if (first < 0) return false;
  undo.end = at + 3;
  undo.code = first < 0x80 ? first : 0xfffd;
  const more = first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xc2 && first < 0xe0 ? 1 : 0;
  let code = first & (more === 2 ? 0x0f : 0x1f);
  for (let n = 1; n <= more; n++) {
    const next = byteAt(codes, at + 3 * n, length);
    if (next < 0x80 || next > 0xbf) return true;
    code = (code << 6) | (next & 0x3f);
  }
  if (more > 0) [undo.code, undo.end] = [code, at + 3 * (more + 1)];
  return true;
}

function byteAt(codes: Uint16Array, at: number, length: number): number {
  return codes[at] === 0x25 ? hexAt(codes, at + 1, 2, length) : -1;
}

/** The number that these many hexadecimal digits make, -1 where they are none. */
function hexAt(codes: Uint16Array, at: number, digits: number, length: number): number {
  if (at + digits > length) return -1;
  let value = 0;
  for (let i = at; i < at + digits; i++) {
    const code = (codes[i] ?? 0) | 0x20;
    const digit = code >= 0x61 && code <= 0x66 ? code - 0x57 : isDigit(codes[i] ?? 0) ? (codes[i] ?? 0) - 0x30 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function readBackslash(codes: Uint16Array, at: number, length: number, undo: Undo): boolean {
  if (at + 1 >= length) return false;
  const next = codes[at + 1] ?? 0;
  undo.end = at + 2;
  undo.code = next;
  // Quotes, backslash and slash.
  if (next === 0x22 || next === 0x27 || next === 0x5c || next === 0x2f) return true;
  if (undo.isQuoted && (next === 0x6e || next === 0x72 || next === 0x74)) {
    undo.code = 0x2028;
    return true;
  }
  const digits = next === 0x75 ? 4 : next === 0x78 ? 2 : 0;
  const code = digits ? hexAt(codes, at + 2, digits, length) : -1;
  if (code < 0) return false;
  [undo.code, undo.end] = [code, at + 2 + digits];
  return true;
}

const entities = new Map([
  ["amp", 0x26],
  ["quot", 0x22],
  ["apos", 0x27],
  ["lt", 0x3c],
  ["gt", 0x3e],
  ["nbsp", 0x20],
  ["equals", 0x3d],
  ["colon", 0x3a],
  ["commat", 0x40],
  ["sol", 0x2f],
  ["period", 0x2e],
]);

/** `&quot;`, `&#64;`, `&#x40;`; the semicolon must be there. */
function readEntity(codes: Uint16Array, at: number, length: number, undo: Undo): boolean {
  const stop = Math.min(length, at + 10);
  let end = at + 1;
  while (end < stop && codes[end] !== 0x3b && codes[end] !== 0x26) end++;
  if (end >= stop || codes[end] !== 0x3b || end - at < 3) return false;
  const name = String.fromCharCode(...codes.subarray(at + 1, end));
  const code = name.startsWith("#") ? numberOf(name.slice(1)) : entities.get(name.toLowerCase());
  if (code === undefined || !(code > 0 && code <= 0xffff)) return false;
  [undo.code, undo.end] = [code, end + 1];
  return true;
}

function numberOf(digits: string): number {
  if (/^x[0-9a-f]{1,6}$/i.test(digits)) return Number.parseInt(digits.slice(1), 16);
  return /^\d{1,6}$/.test(digits) ? Number(digits) : -1;
}

function textOf(codes: Uint16Array, length: number): string {
  let text = "";
  for (let at = 0; at < length; at += 8_192) {
    text += String.fromCharCode(...codes.subarray(at, Math.min(length, at + 8_192)));
  }
  return text;
}
