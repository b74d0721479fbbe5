import type { View } from "./view.ts";

/** Where a value in quotes ends: at the mark that opened it, escaped no deeper, on its line; -1 where it does not. */
export function quotedEnd({ text, depthOf }: View, from: number, mark: string): number {
  const floor = depthOf(from - 1);
  let at = text.indexOf(mark, from);
  while (at >= 0 && depthOf(at) > floor) at = text.indexOf(mark, at + 1);
  return at < 0 || text.slice(from, at).includes("\n") ? -1 : at;
}

const plainRun = /[^\s"'`&;,<>)}|]+/y;
/** What must follow a mark for it to end a value, as against being part of it. */
const afterQuote = /[^\p{L}\p{N}]|$/uy;
const afterLastQuote = /[\s}\],;>)]|$/y;
const afterComma = /[\s"'`)\]}>;,|&[{]|$|[\w.[\]-]{1,40}\s?[=:]/y;
const afterAmpersand = /[\w.[\]%-]{1,40}=|\W|$/y;
const afterBracket = /[^\p{L}\p{N}]|$/uy;

/** The last run that was walked along: names inside it have values that end where it ends. */
const walked = { view: null as View | null, from: 0, to: 0, floor: 0, isWholeLine: false };

/** Where a value without quotes ends: at a space, or at a mark that is escaped no deeper and looks like an end. */
export function plainEnd(view: View, from: number, isWholeLine: boolean): number {
  const { text } = view;
  const floor = view.encodingOf(from - 1);
  const isKnown = walked.view === view && walked.floor === floor && walked.isWholeLine === isWholeLine;
  if (isKnown && from >= walked.from && from <= walked.to) return walked.to;
  let at = from;
  while (at < text.length) {
    plainRun.lastIndex = at;
    if (plainRun.test(text)) at = plainRun.lastIndex;
    if (at >= text.length) break;
    if (view.encodingOf(at) <= floor && (/\s/.test(text[at] ?? "") || endsAt(text, at, isWholeLine))) break;
    at++;
  }
  Object.assign(walked, { view, from, to: at, floor, isWholeLine });
  return at;
}

function endsAt(text: string, at: number, isWholeLine: boolean): boolean {
  const mark = text[at] ?? "";
  if (mark === "&") return follows(afterAmpersand, text, at + 1);
  const isQuote = mark === '"' || mark === "'" || mark === "`";
  if (isWholeLine) return isQuote && follows(afterLastQuote, text, at + 1);
  if (mark === "<" || mark === ">") return true;
  if (isQuote) return follows(afterQuote, text, at + 1);
  return follows(mark === ")" || mark === "}" ? afterBracket : afterComma, text, at + 1);
}

function follows(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

const lineRun = /[^\r\n\u2028]*/y;

export function lineEnd(text: string, from: number): number {
  lineRun.lastIndex = from;
  lineRun.test(text);
  return lineRun.lastIndex;
}

/** Whether a text is too mixed to be words: letters and digits, and long. The beginning tells. */
export function isRandom(whole: string, least: number): boolean {
  const text = whole.slice(0, 200);
  return text.length >= least && /\d/.test(text) && /[A-Za-z]/.test(text) && /^[\w.~%+/=:{}-]+$/.test(text);
}

const blank =
  /^(?:null|nil|await|new|none|true|false|yes|no|undefined|required|invalid|missing|empty|expired|error|ok|array|string|hidden|removed|redacted|n\/a|\*{1,40}|x{3,40}|\.{2,40}|…|%[sd]|\$\w{0,40}(?:pass|pw|token|key|secret|this|value|hash|code|sid|salt|sig|auth)\w{0,40}(?:->|\[|$)[^\s]{0,80}|\$_[A-Z]{3,8}\[[^\s]{0,80}|\$\w{1,3}|\{\{?[^}]{0,80}\}?\}?)[.!?]?$/i;

/** Words in a secret's place that are none, and what is too little to be one. */
export function isBlank(value: string): boolean {
  if (value.length > 200) return false;
  return blank.test(value) || (!/[\p{L}\p{N}]/u.test(value) && value.length < 6);
}

const openLicenses =
  /^(?:mit|isc|[al]?gpl|apache|bsd|osl|afl|mpl|cc|eupl|unlicense|proprietary|commercial|free|valid|active|inactive|trial|standard|full|unknown|yes|no)\b/i;

/** Whether this is a key rather than the name of terms that many works share. */
export function isLicenseKey(value: string): boolean {
  return !openLicenses.test(value);
}

/** Where the run of such characters begins that ends at this place; no further back than so many. */
export function runStart(text: string, end: number, sign: RegExp, most: number): number {
  let at = end;
  while (at > 0 && end - at < most && sign.test(text[at - 1] ?? "")) at--;
  return at;
}
