import { classOf, classOfField, isFreeAt, type NameClass, names } from "./names.ts";
import { addTo, type Stretch } from "./stretches.ts";
import { isBlank, isLicenseKey, isRandom, lineEnd, plainEnd, quotedEnd, runStart } from "./values.ts";
import { escapedBreak, type View } from "./view.ts";

/**
 * From a name to its value: `name=value`, `"name": "value"`, `'name' => 'value'`, `[name] => value`,
 * `s:4:"name";s:5:"value"`, `define('NAME', 'value')`, `<name>value<`, `name is value`.
 */
const link =
  /(?:[_-]?(?:hash|confirm|new|old|\d{1,2}))?_{0,2}(["'`]?\]?["'`]?)(?:[ \t]{0,8}(=>|:=|={1,3}|!={1,2}|:(?!:)|,|(?=>)|;s:\d{1,7}:)|[ \t](is|was|ist|lautet|es|é|est)(?=[ \t:]):?)(?:>|[ \t]{0,8}(?:[\r\n\u2028]{1,2}[ \t]{0,20})?(?:string\(\d{1,7}\)[ \t])?)(["'`]?)/y;
const far = /[^\w\n[]{1,6}(?:[a-z]{1,10}[^\w\n[]{1,4}){0,3}([A-Za-z0-9+/_=-]{16,64})/iy;
const farRun = /[A-Za-z0-9+/_=-]*/y;

interface Link {
  close: string;
  sign: string;
  mark: string;
  /** Where the value begins. */
  at: number;
}

interface Place {
  view: View;
  /** Where the name begins. */
  at: number;
  found: string;
  meaning: NameClass;
}

/** Values beside the names that say what they are. */
export function fieldValues(view: View, found: Stretch[], onlyClassA: boolean): void {
  const { text } = view;
  names.lastIndex = 0;
  for (let match = names.exec(text); match; match = names.exec(text)) {
    const [name] = match;
    const end = match.index + name.length;
    if (!isFreeAt(text, match.index, name)) continue;
    const meaning = classOf(name);
    if (onlyClassA && !meaning.classA) continue;
    const stretch = valueBeside({ view, at: match.index, found: name, meaning }, end);
    if (stretch === null) continue;
    addTo(found, text, stretch.from, stretch.to, meaning.kind, meaning.classA);
    names.lastIndex = Math.max(end, stretch.to);
  }
}

interface Extent {
  from: number;
  to: number;
}

function valueBeside(place: Place, end: number): Extent | null {
  const { view, meaning } = place;
  const next = linkAt(view.text, end);
  if (next === null) return farValue(view.text, end, meaning);
  const extent = extentOf(place, next);
  if (extent === null) return null;
  return isMeant(place, next, view.text.slice(extent.from, extent.to), extent.to) ? extent : null;
}

function linkAt(text: string, end: number): Link | null {
  link.lastIndex = end;
  const match = link.exec(text);
  if (match === null) return null;
  const [, close = "", sign, word, mark = ""] = match;
  return { close, sign: sign === "" ? ">" : (sign ?? word ?? ""), mark, at: link.lastIndex };
}

function extentOf(place: Place, { close, sign, mark, at }: Link): Extent | null {
  const { view, meaning } = place;
  const { text } = view;
  if (sign === ">") return tagExtent(text, at - mark.length);
  if (mark) {
    const to = sign.startsWith(";s") ? serializedEnd(text, at) : quotedEnd(view, at, mark);
    if (to >= 0) return { from: at, to };
  }
  if (meaning.value === "header") {
    return isHeader(meaning.kind, text.slice(at, at + 200)) ? { from: at, to: headerEnd(text, at) } : null;
  }
  const isOwnLine = isLineStart(text, place.at);
  if (sign === "=>" && close.endsWith("]")) return { from: at, to: lineEnd(text, at) };
  if (sign === ":" && isOwnLine) return { from: at, to: ownLineEnd(view, at) };
  return { from: at, to: plainEnd(view, at, isOwnLine && sign === "=") };
}

function tagExtent(text: string, from: number): Extent | null {
  const length = text.slice(from, from + 2_000).indexOf("<");
  return length < 0 ? null : { from, to: from + length };
}

function serializedEnd(text: string, from: number): number {
  const near = text.slice(from, from + 4_000);
  const length = near.includes('";') ? near.indexOf('";') : near.indexOf('"');
  return length < 0 ? -1 : from + length;
}

const headerRun = /[^\r\n"'<>]*/y;

function headerEnd(text: string, from: number): number {
  headerRun.lastIndex = from;
  headerRun.test(text);
  return headerRun.lastIndex;
}

const lineHead = /^[\s\w.[\]$"'-]{0,60}$/;

/** Whether nothing but the name itself stands before this on its line: a line of an ini, an env or a YAML file. */
function isLineStart(text: string, at: number): boolean {
  if (/[^\s\w.[\]$"'-]/.test(text[at - 1] ?? "\n")) return false;
  const from = Math.max(0, at - 61);
  const before = text.slice(from, at);
  const line = before.slice(Math.max(before.lastIndexOf("\n"), before.lastIndexOf(escapedBreak)) + 1);
  return line.length <= 60 && lineHead.test(line) && !/\S\s+\S|["']/.test(line.replace(/^\s*(?:export\s|-\s)/, ""));
}

/** A value on a line of its own may hold spaces; prose of plain words is none. */
function ownLineEnd(view: View, from: number): number {
  const near = view.text.slice(from, from + 400);
  const line = near.slice(0, lineEnd(near, 0)).trimEnd();
  const words = line.split(/\s+/);
  const isValue = words.length <= 4 && line.length < 400 && /[^\p{L}\s.,!?'-]/u.test(line) && !/["'{}<>&,;]/.test(line);
  return isValue ? from + line.length : plainEnd(view, from, false);
}

/** Whether the value is one: not a word of a sentence, not code, not what a name that means many things often holds. */
function isMeant(place: Place, next: Link, raw: string, to: number): boolean {
  const value = raw.trim();
  const { meaning } = place;
  if (value === "" || isBlank(value)) return false;
  if (meaning.value === "header") return isHeader(meaning.kind, value);
  if (meaning.value === "person") return isPerson(place, next, value);
  if (meaning.kind === "license" && !isLicenseKey(value)) return false;
  if (meaning.value === "random") return isRandom(value, meaning.kind === "license" ? 10 : 16);
  return isSecret(place, next, value, to);
}

function isHeader(kind: string, value: string): boolean {
  if (kind === "cookie") return /^[\w.%-]{1,100}=/.test(value);
  return /^(?:Basic|Bearer|Digest|Negotiate|Token|ApiKey|AWS4)\b|\d/i.test(value);
}

/** Structures only: `=`, `=>`, a name in quotes, a serialized one. */
function isPerson({ meaning, view, at }: Place, { close, sign, mark }: Link, value: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(value.slice(0, 300))) return false;
  if (meaning.kind === "phone")
    return value.length < 60 && (value.match(/\d/g)?.length ?? 0) >= 5 && /^[\d+()/. x-]+$/i.test(value);
  if (sign === "=>" || sign === "=" || sign.startsWith(";s")) return !value.startsWith("$");
  if (sign !== ":") return false;
  return (
    (mark !== "" && /["'`]/.test(close)) || (mark === "" && isLineStart(view.text, at) && /_/.test(placeName(view, at)))
  );
}

function placeName({ text }: View, at: number): string {
  return text.slice(at, at + 20).split(":", 1)[0] ?? "";
}

function isSecret({ view, at, found }: Place, { close, sign, mark }: Link, value: string, to: number): boolean {
  const { text } = view;
  switch (sign) {
    case ",":
      return (
        /["'`]/.test(close) && mark !== "" && (isDefined(text, at) || (isRandom(value, 12) && !/[./]/.test(value)))
      );
    case ">":
      return isTag(text, at) || (/\d/.test(value) && !/\s/.test(value) && /["']/.test(close));
    case ":":
      return mark !== "" || isAfterColon(found, value, text.slice(to, to + 3));
    case "==":
    case "===":
    case "!=":
    case "!==":
      return mark !== "";
    case "=":
    case "=>":
    case ":=":
      return mark !== "" || !isCall(value);
    default:
      return sign.startsWith(";s") || (value.length >= 5 && /\d/.test(value) && /[^\d.,]/.test(value)) || mark !== "";
  }
}

/** `name(`, `Some::name(`: code that makes a secret is none. */
function isCall(value: string): boolean {
  const opening = value.indexOf("(");
  return opening > 0 && opening <= 80 && /^\w[\w.:>$-]*$/.test(value.slice(0, opening));
}

function isTag(text: string, at: number): boolean {
  return text[runStart(text, at, /[\w:.-]/, 60) - 1] === "<";
}

const definers = /^(?:define|putenv|setenv|ini_set|set_?config|update_option|setValue)$/i;

/** Whether the name in quotes here is what a function defines. */
function isDefined(text: string, at: number): boolean {
  const quote = runStart(text, at, /[\w.]/, 60) - 1;
  const opening = runStart(text, quote, /\s/, 4) - 1;
  if (!/["']/.test(text[quote] ?? "") || text[opening] !== "(") return false;
  const end = runStart(text, opening, /\s/, 4);
  return definers.test(text.slice(runStart(text, end, /\w/, 20), end));
}

/** After a colon stands prose as often as a secret: there a word counts only where nothing follows it on its line. */
function isAfterColon(name: string, value: string, after: string): boolean {
  if (/^(?:pin|otp|cvv2?|cvc2?)$/i.test(name)) return /\d{3}/.test(value);
  const isWord = /^[\p{L}.!?-]{1,60}$/u.test(value);
  return value.length >= 3 && !/^\d{1,4}$/.test(value) && !(isWord && /^[^\S\r\n]+\S/.test(after));
}

/** Beside a secret's name in prose: "licence key ABCD-1234-…". */
function farValue(text: string, end: number, meaning: NameClass): Extent | null {
  if (!meaning.classA || meaning.value !== "any") return null;
  if (!/\d/.test(text.slice(end, end + 100))) return null;
  far.lastIndex = end;
  const secret = far.exec(text)?.[1];
  if (secret === undefined || !isRandom(secret, 16) || /^[\w-]+(?:\/[\w-]+)+$/.test(secret)) return null;
  farRun.lastIndex = far.lastIndex;
  farRun.test(text);
  return { from: far.lastIndex - secret.length, to: farRun.lastIndex };
}

/** What a whole text is, going by the name of the field it stands in; null where the name says nothing of it. */
export function classOfValue(field: string, value: string): NameClass | null {
  const meaning = classOfField(field);
  const text = value.trim();
  if (meaning === null || text === "" || isBlank(text)) return null;
  if (meaning.value === "header") return isHeader(meaning.kind, text) ? meaning : null;
  if (meaning.value === "random") return isRandom(text, meaning.kind === "license" ? 10 : 16) ? meaning : null;
  if (meaning.kind === "license" && !isLicenseKey(text)) return null;
  return meaning.kind === "phone" && !/\d{3}/.test(text) ? null : meaning;
}
