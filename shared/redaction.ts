import { classOfValue } from "./redaction/fields.ts";
import { isPlaceholder } from "./redaction/placeholders.ts";
import { stretchesOf } from "./redaction/rules.ts";
import { joined } from "./redaction/stretches.ts";
import { viewOf } from "./redaction/view.ts";

/** Replaces what nobody else may know by placeholders: the same value by the same one, so that it stays recognisable. */
export interface Redactor {
  /** What was replaced before is left as it is: `redact(redact(x)) === redact(x)`. */
  redact(text: string): string;
  /** The same value with every text in it redacted, going by the name of its field too. */
  redactDeep<Value>(value: Value): Value;
  /** How many of each kind were replaced so far. */
  counts(): Record<string, number>;
}

export function createRedactor(): Redactor {
  /** By kind: the placeholder of each secret, and how often the kind was replaced. */
  const kinds = new Map<string, { known: Map<string, string>; count: number }>();

  const placeholder = (kind: string, secret: string): string => {
    let of = kinds.get(kind);
    if (of === undefined) {
      of = { known: new Map(), count: 0 };
      kinds.set(kind, of);
    }
    of.count++;
    let text = of.known.get(secret);
    if (text === undefined) {
      text = `[${kind}#${of.known.size + 1}${kind === "license" ? lastFour(secret) : ""}]`;
      of.known.set(secret, text);
    }
    return text;
  };
  const shifting = /[\n"'`<>]|\\["/u]/;
  let isShifted = false;
  const redactOnce = (text: string): string => {
    const seen = withoutUnseen(text);
    const view = viewOf(seen);
    let [out, done] = ["", 0];
    for (const { from, to, kind } of joined(stretchesOf(view, false))) {
      const secret = view.text.slice(from, to);
      const original = seen.slice(view.originOf(from), view.originOf(to));
      isShifted ||= kind === "argument" ? original.includes("\n") : shifting.test(original);
      out += seen.slice(done, view.originOf(from)) + placeholder(kind, secret);
      done = view.originOf(to);
    }
    return done === 0 ? seen : out + seen.slice(done);
  };
  // With a secret its line breaks and quotes go too, and what is left may then look like something else.
  const redactAny = (text: string): string => {
    let after = text;
    for (let pass = 0; pass < 5; pass++) {
      const before = after;
      isShifted = before.length < 10_000;
      after = redactOnce(before);
      if (after === before || !isShifted) break;
    }
    return after;
  };
  // A report says the same short things many times over.
  const clean = new Set<string>();
  const redact = (text: string): string => {
    if (text.length < 4 || clean.has(text)) return text;
    const redacted = redactAny(text);
    if (redacted === text && text.length <= 100) clean.add(text);
    return redacted;
  };
  const redactField = (text: string, field: string): string => {
    const meaning = field === "" || isPlaceholder(text) ? null : classOfValue(field, text);
    return meaning === null ? redact(text) : placeholder(meaning.kind, text);
  };

  return {
    redact,
    redactDeep: (value) => mapTexts(value, "", redactField) as typeof value,
    counts: () => Object.fromEntries([...kinds].map(([kind, { count }]) => [kind, count])),
  };
}

/** Of a license key that is long enough for it. */
function lastFour(secret: string): string {
  const signs = secret.replaceAll(/[^A-Za-z0-9]/g, "");
  return signs.length >= 12 ? ` …${signs.slice(-4)}` : "";
}

const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+/g;

/** Between letters that need none of them, characters that are not seen only serve to break a pattern. */
function withoutUnseen(text: string): string {
  return text.replace(unseen, (run, at: number) =>
    isPlain(text.charCodeAt(at - 1)) && isPlain(text.charCodeAt(at + run.length)) ? "" : run,
  );
}

function isPlain(code: number): boolean {
  return (code > 0x20 && code < 0x7f) || (code >= 0xc0 && code < 0x530);
}

function mapTexts(value: unknown, field: string, change: (text: string, field: string) => string): unknown {
  if (typeof value === "string") return change(value, field);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, field, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, key, change)]));
}

/**
 * Kinds of secrets that are in this text and must never arrive: passwords, tokens, keys. A text that is JSON is looked
 * at value by value, with the names of its fields. Placeholders are no secrets.
 */
export function findClassA(text: string): string[] {
  const kinds = new Set<string>();
  eachText(text, (part, field) => {
    for (const { kind } of stretchesOf(viewOf(part), true)) kinds.add(kind);
    const meaning = field === "" || isPlaceholder(part) ? null : classOfValue(field, part);
    if (meaning?.classA) kinds.add(meaning.kind);
  });
  return [...kinds];
}

function eachText(text: string, look: (part: string, field: string) => void): void {
  let value: unknown = text;
  if (/^\s*[{[]/.test(text)) {
    try {
      value = JSON.parse(text);
    } catch {
      // Not JSON after all: one text.
    }
  }
  mapTexts(value, "", (part, field) => {
    look(part, field);
    return part;
  });
}
