import type { MailBrand, MailKind, MailLanguage, MailValues } from "./kinds.ts";
import type { MailWords } from "./words/words.ts";

/** What a reader gets: the same said twice, plain and as HTML. */
export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

/** A mail before it is text or HTML. */
interface MailParts {
  subject: string;
  greeting: string;
  lines: string[];
  button: { label: string; url: string };
  footer: string[];
}

export function renderMail<Kind extends MailKind>(
  { kind, language, brand, values }: { kind: Kind; language: MailLanguage; brand: MailBrand; values: MailValues[Kind] },
  words: MailWords,
): RenderedMail {
  const parts = partsOf(words, kind, { language, brand, values });
  return { subject: parts.subject, text: textOf(parts, brand), html: htmlOf(parts, { brand, words, language }) };
}

function partsOf(
  words: MailWords,
  kind: MailKind,
  { language, brand, values }: { language: MailLanguage; brand: MailBrand; values: MailValues[MailKind] },
): MailParts {
  const { subject, lines, button } = words.kinds[kind];
  const shown = shownValues(words, language, values);
  const { greeting, footer } = words;
  return {
    subject: filled(subject, shown) ?? brand.name,
    greeting: filled(greeting.named, shown) ?? greeting.unnamed,
    lines: allFilled(lines, shown),
    button: { label: button, url: values.link },
    footer: allFilled(footer, { where: brand.helpUrl ?? new URL(values.link).origin }),
  };
}

type Shown = Record<string, string>;

/** The values as a reader of this language reads them; one that has nothing to say is not there. */
function shownValues(words: MailWords, language: MailLanguage, values: object): Shown {
  const shown: Shown = {};
  for (const [name, value] of Object.entries(values)) {
    const text = shownValue(words, language, name, value);
    if (text !== "") shown[name] = text;
  }
  return shown;
}

function shownValue(words: MailWords, language: MailLanguage, name: string, value: unknown): string {
  if (Array.isArray(value)) {
    const named = value.map((each) => wordFor(words, name, String(each)));
    return new Intl.ListFormat(language, { type: "conjunction" }).format(named);
  }
  if (typeof value === "number") return name === "ticket" ? `T-${value}` : value.toLocaleString(language);
  if (typeof value !== "string") return "";
  return times.has(name) ? timeFor(language, value) : oneLine(wordFor(words, name, value));
}

const times = new Set(["expiresAt", "answerBy", "at"]);

function timeFor(language: MailLanguage, at: string): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return `${format.format(new Date(at))} UTC`;
}

/** A value that is a code of ours, in words. */
function wordFor(words: MailWords, name: string, value: string): string {
  const tables: Record<string, Record<string, string>> = {
    role: words.roles,
    access: words.access,
    because: words.because,
  };
  return tables[name]?.[value] ?? value;
}

const longestValue = 160;

/** What a person typed, as one line that can neither end a header nor turn the text around it. */
function oneLine(text: string): string {
  const plain = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  const letters = [...plain];
  return letters.length > longestValue ? `${letters.slice(0, longestValue - 1).join("")}…` : plain;
}

function allFilled(lines: readonly string[], shown: Shown): string[] {
  return lines.map((line) => filled(line, shown)).filter((line) => line !== null);
}

/** Null where a slot has no value. */
function filled(line: string, shown: Shown): string | null {
  let isWhole = true;
  const text = line.replaceAll(/\{(\w+)\}/g, (_, slot: string) => {
    const value = Object.hasOwn(shown, slot) ? shown[slot] : undefined;
    if (value === undefined) isWhole = false;
    return value ?? "";
  });
  return isWhole ? text : null;
}

function textOf({ greeting, lines, button, footer }: MailParts, brand: MailBrand): string {
  const body = [greeting, ...lines, `${button.label}:\n${button.url}`].join("\n\n");
  return `${body}\n\n-- \n${[oneLine(brand.name), ...footer].join("\n")}\n`;
}

interface Look {
  brand: MailBrand;
  words: MailWords;
  language: MailLanguage;
}

/** No colour but the button's: light and dark are the reader's own. Nothing is loaded from anywhere. */
function htmlOf(parts: MailParts, { brand, words, language }: Look): string {
  const { subject, greeting, lines, button, footer } = parts;
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${escaped(text)}</p>`;
  return [
    "<!doctype html>",
    `<html lang="${language}" dir="${words.direction}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${escaped(subject)}</title></head>`,
    '<body style="margin:0;padding:0">',
    `<div dir="${words.direction}" style="max-width:560px;margin:0 auto;padding:24px;font:16px/1.5 system-ui,Segoe UI,Roboto,Arial,sans-serif">`,
    `<p style="margin:0 0 24px;font-weight:600">${escaped(oneLine(brand.name))}</p>`,
    paragraph(greeting),
    ...lines.map(paragraph),
    `<p style="margin:24px 0"><a href="${escaped(button.url)}" style="${buttonStyle(brand.colour)}">${escaped(button.label)}</a></p>`,
    '<hr style="border:0;border-top:1px solid #8888;margin:24px 0 16px">',
    ...footer.map((line) => `<p style="margin:0 0 8px;font-size:13px;opacity:.75">${escaped(line)}</p>`),
    "</div></body></html>",
    "",
  ].join("\n");
}

function buttonStyle(colour: string): string {
  const text = isLight(colour) ? "#000000" : "#ffffff";
  return `display:inline-block;padding:10px 20px;border-radius:6px;background:${colour};color:${text};text-decoration:none;font-weight:600`;
}

/** Whether black is easier to read on it than white (relative luminance, WCAG 2.2: they are even at 0.179). */
export function isLight(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}
