import { privateKeys, type Stretch, sqlLiterals } from "./redaction/blocks.ts";
import { type Rule, rules } from "./redaction/rules.ts";

/** Replaces what nobody else may know by placeholders: the same value by the same one, so that it stays recognisable. */
export interface Redactor {
  /** What was replaced before is left as it is: `redact(redact(x)) === redact(x)`. */
  redact(text: string): string;
  /** The same value with every text in it redacted. */
  redactDeep<Value>(value: Value): Value;
  /** How many of each kind were replaced so far. */
  counts(): Record<string, number>;
}

const placeholders = /^(?:\[[a-z-]{2,20}#\d{1,7}\][\s.,;]{0,3})+$/;
// Characters that are not seen, between two that are, only serve to break a pattern.
const unseen = /(?<=[\x21-\x7e])[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]{1,20}(?=[\x21-\x7e])/g;

export function createRedactor(): Redactor {
  const numbers = new Map<string, number>();
  const last = new Map<string, number>();
  const replaced = new Map<string, number>();

  const placeholder = (kind: string, secret: string): string => {
    replaced.set(kind, (replaced.get(kind) ?? 0) + 1);
    const known = numbers.get(`${kind} ${secret}`);
    const number = known ?? (last.get(kind) ?? 0) + 1;
    if (known === undefined) {
      numbers.set(`${kind} ${secret}`, number);
      last.set(kind, number);
    }
    return `[${kind}#${number}]`;
  };
  const replace = (text: string, stretches: readonly Stretch[]): string => {
    let [out, done] = ["", 0];
    for (const { from, to, kind } of stretches) {
      out += text.slice(done, from) + placeholder(kind, text.slice(from, to));
      done = to;
    }
    return done === 0 ? text : out + text.slice(done);
  };
  const redactAny = (text: string): string => {
    let left = text.replace(unseen, "");
    left = replace(left, privateKeys(left));
    let lower = left.toLowerCase();
    for (const rule of rules) {
      const stretches = stretchesOf(rule, left, lower);
      if (stretches.length === 0) continue;
      left = replace(left, stretches);
      lower = left.toLowerCase();
    }
    const literals = sqlLiterals(left).filter((one) => !isPlaceholder(left.slice(one.from, one.to)));
    return replace(left, literals);
  };
  // A report says the same short things many times over.
  const clean = new Set<string>();
  const redact = (text: string): string => {
    if (clean.has(text)) return text;
    const redacted = redactAny(text);
    if (redacted === text && text.length <= 100) clean.add(text);
    return redacted;
  };

  return {
    redact,
    redactDeep: (value) => mapTexts(value, redact) as typeof value,
    counts: () => Object.fromEntries(replaced),
  };
}

function stretchesOf(rule: Rule, text: string, lower: string): Stretch[] {
  if (rule.hints.length > 0 && !rule.hints.some((hint) => lower.includes(hint))) return [];
  const found: Stretch[] = [];
  rule.pattern.lastIndex = 0;
  for (let match = rule.pattern.exec(text); match; match = rule.pattern.exec(text)) {
    const secret = match.groups?.quoted ?? match.groups?.secret ?? match[0];
    const judged = rule.judge ? rule.judge(secret, match) : true;
    if (judged === false || isPlaceholder(secret)) continue;
    const to = match.index + match[0].length;
    found.push({ from: to - secret.length, to, kind: judged === true ? rule.kind : judged });
  }
  return found;
}

function isPlaceholder(text: string): boolean {
  return placeholders.test(text);
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change)]));
}

/**
 * Kinds of secrets that are in this text and must never arrive: passwords, tokens, keys. A text that is JSON is looked
 * at value by value, with the names of its fields. Placeholders are no secrets.
 */
export function findClassA(text: string): string[] {
  const kinds = new Set<string>();
  for (const part of partsOf(text)) {
    for (const { kind } of privateKeys(part)) kinds.add(kind);
    const lower = part.toLowerCase();
    for (const rule of rules) if (rule.classA) for (const { kind } of stretchesOf(rule, part, lower)) kinds.add(kind);
  }
  return [...kinds];
}

function partsOf(text: string): string[] {
  if (!/^\s*[{[]/.test(text)) return [text];
  try {
    const parts: string[] = [];
    collect(JSON.parse(text), "", parts);
    return parts;
  } catch {
    return [text];
  }
}

function collect(value: unknown, name: string, parts: string[]): void {
  if (typeof value === "string") parts.push(value, ...(name ? [`${name}="${value.replaceAll('"', "'")}"`] : []));
  else if (Array.isArray(value)) for (const item of value) collect(item, "", parts);
  else if (value !== null && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) collect(inner, key, parts);
  }
}
