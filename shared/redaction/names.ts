/**
 * What names of fields, parameters and constants say of the values beside them. A name counts in any writing:
 * `db_password`, `DB-PASSWORD`, `dbPassword`.
 */
export interface NameClass {
  kind: string;
  classA: boolean;
  /** What a value beside it must look like: any; a random one; a header's, with what follows; a person's, in structures. */
  value: "any" | "random" | "header" | "person";
}

/** Names that mean a secret wherever a word ends with them. */
const anywhere = [
  "pass(?:word|wd|phrase|code)",
  "(?:api|access|secret|private|encrypt(?:ion)?|crypt|auth|app|secure|shared|master|signing|webhook|client|logged_in|nonce|security|cookie)[_ -]?key",
  "(?:licen[cs]e|serial|purchase|activation)[_ -]?(?:key|number|code)",
  "[_-]licen[cs]e",
  "security[_-]?hash",
  "config_encryption",
  "cookie_iv",
  "sess(?:ion)?[_-]?id",
  "secret",
  "token",
  "credentials?",
  "update\\[\\d{1,4}\\]",
  "wordpress_(?:logged_in|sec)_[0-9a-f]{32}",
];
/** Names that mean one only as a word of their own. */
const alone = [
  "pass(?:wort)?",
  "kennwort|contrase[nñ]a|senha|mot[ _]de[ _]passe|has[lł]o|wachtwoord|l[öo]senord|парол[ья]|סיסמ[הא]|密码|密碼|パスワード",
  "pwd|pw|pin|otp|cvv2?|cvc2?|sid|sig|signature|salt",
  "(?:proxy-)?authorization|(?:set-)?cookie",
  "licen[cs]e|key|code|hash|auth|state|nonce|hmac|jwt",
];
/** What belongs to a person; only in structures, since the same words stand in any prose. */
const personal = [
  "(?:(?:first|last|middle|sur|full|customer|contact|owner|recipient|company)[_-]?name|company|(?:street[_-]?)?address[_-]?(?:line)?[_-]?[123]?|street|city|post[_-]?code|zip(?:[_-]?code)?)",
  "tele?(?:phone)?|phone(?:[_-]?number)?|mobile|fax|telef[oó]ne?|телефон|whatsapp",
];

export const names = new RegExp([...anywhere, ...alone, ...personal].join("|"), "gi");

const isAnywhere = new RegExp(`^(?:${anywhere.join("|")})$`, "i");
const isPerson = new RegExp(`^(?:${personal.join("|")})$`, "i");

const known = new Map<string, NameClass>();

/** What a found name means. */
export function classOf(found: string): NameClass {
  const before = known.get(found);
  if (before !== undefined) return before;
  const meaning = judgeName(found.toLowerCase());
  // Parameters have few names; a text made to fill memory has many.
  if (known.size < 500) known.set(found, meaning);
  return meaning;
}

function judgeName(name: string): NameClass {
  if (/^(?:proxy-)?authorization$/.test(name)) return { kind: "authorization", classA: true, value: "header" };
  if (/^(?:set-)?cookie$/.test(name)) return { kind: "cookie", classA: true, value: "header" };
  if (isPerson.test(name)) return { kind: personKind(name), classA: false, value: "person" };
  if (/licen[cs]e|serial|purchase|activation/.test(name)) {
    return { kind: "license", classA: true, value: /^licen[cs]e$/.test(name) ? "random" : "any" };
  }
  const isVague = /^(?:key|code|hash|auth|state|nonce|hmac|jwt)$/.test(name);
  return { kind: secretKind(name), classA: true, value: isVague ? "random" : "any" };
}

function personKind(name: string): string {
  if (/name|company/.test(name)) return "name";
  return /tel|phone|mobile|fax|whats|тел/.test(name) ? "phone" : "address";
}

function secretKind(name: string): string {
  if (/secret|credential|otp|cv[cv]|sig|salt/.test(name)) return "secret";
  if (/token|sess|^sid$|^(?:code|auth|state|nonce|jwt)$|wordpress/.test(name)) return "token";
  return /key|encryption|hash|hmac|cookie/.test(name) ? "key" : "password";
}

/** Whether a name that was found at this place stands for itself, not as a part of another word: `pin`, not `spin`. */
export function isFreeAt(text: string, at: number, found: string): boolean {
  const before = text.charCodeAt(at - 1);
  if (at === 0 || !isLetterOrDigit(before) || isAnywhere.test(found)) return true;
  // dbPass, and a line break that is written as \n.
  const isHump = before >= 0x61 && before <= 0x7a && /^[A-Z]/.test(found);
  return isHump || (text[at - 2] === "\\" && /[nrt]/.test(text[at - 1] ?? ""));
}

function isLetterOrDigit(code: number): boolean {
  if (code >= 0xc0) return code < 0x2000 || (code > 0x2fff && code < 0xe000);
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
}

const suffix = /^(?:[_-]?(?:hash|confirm|new|old|\d{1,2}))?_{0,2}\]?$/i;

/** What the name of a field says of the text in it, null where it says nothing. */
export function classOfField(field: string): NameClass | null {
  if (field === "" || field.length > 100) return null;
  names.lastIndex = 0;
  for (let match = names.exec(field); match; match = names.exec(field)) {
    const end = match.index + match[0].length;
    if (suffix.test(field.slice(end)) && isFreeAt(field, match.index, match[0])) return classOf(match[0]);
  }
  return null;
}
