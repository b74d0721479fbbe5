import { addTo, type Stretch } from "./stretches.ts";
import type { View } from "./view.ts";

/** Private keys in PEM form. One without an end goes on to where the text ends. */
export function privateKeys({ text }: View, found: Stretch[]): void {
  const begin = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/y;
  for (let at = text.indexOf("-----BEGIN "); at >= 0; at = text.indexOf("-----BEGIN ", at)) {
    begin.lastIndex = at;
    if (!begin.test(text)) {
      at += 11;
      continue;
    }
    const end = text.indexOf("-----END", begin.lastIndex);
    const close = end < 0 ? -1 : text.indexOf("-----", end + 8);
    const to = close < 0 ? text.length : close + 5;
    found.push({ from: at, to, kind: "private-key", classA: true });
    at = to;
  }
}

/** Keys and tokens that are known by how they begin: the beginnings, and after each what must follow. */
const beginnings =
  /[srp]k_(?:live|test)_|whsec_|A(?:KIA|SIA)|AIza|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|SG\.|shp(?:at|ca|pa|ss)_|c[ks]_|spd_|AGE-SECRET-KEY-1|age-secret-key-1/g;
const formats: readonly { kind: string; pattern: RegExp }[] = [
  { kind: "key", pattern: /(?:[srp]k_(?:live|test)_)[A-Za-z0-9]{10,}/y },
  { kind: "key", pattern: /whsec_[A-Za-z0-9+/=]{16,}/y },
  { kind: "key", pattern: /A(?:KIA|SIA)[0-9A-Z]{16}(?![0-9A-Za-z])/y },
  { kind: "key", pattern: /AIza[\w-]{30,}/y },
  { kind: "key", pattern: /(?:gh[pousr]|github_pat)_\w{20,}/y },
  { kind: "key", pattern: /(?:glpat-|spd_)[\w-]{16,}/y },
  { kind: "key", pattern: /xox[abeoprs]-[A-Za-z0-9-]{10,}/y },
  { kind: "key", pattern: /SG\.[\w-]{16,}\.[\w-]{16,}/y },
  { kind: "key", pattern: /(?:shp(?:at|ca|pa|ss)|c[ks])_[A-Fa-f0-9]{32,}/y },
  { kind: "private-key", pattern: /AGE-SECRET-KEY-1[0-9A-Z]{20,}|age-secret-key-1[0-9a-z]{20,}/y },
];
/** Groups of capitals and digits, as license keys are printed. */
const licenseKey = /[A-Z0-9]{4,6}(?:-[A-Z0-9]{4,6}){3,7}/g;
const webToken = /[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]*/y;

export function knownFormats({ text }: View, found: Stretch[]): void {
  for (const { index } of text.matchAll(beginnings)) {
    if (/\w/.test(text[index - 1] ?? " ")) continue;
    for (const { kind, pattern } of formats) {
      pattern.lastIndex = index;
      if (pattern.test(text)) addTo(found, text, index, pattern.lastIndex, kind, true);
    }
  }
  for (const { index, 0: whole } of text.matchAll(licenseKey)) {
    const end = index + whole.length;
    const isApart = !/[A-Z0-9-]/.test(text[index - 1] ?? " ") && !/[A-Za-z0-9-]/.test(text[end] ?? " ");
    if (isApart && /\d/.test(whole) && /[A-Z]/.test(whole)) addTo(found, text, index, end, "license", true);
  }
  for (let at = text.indexOf("eyJ"); at >= 0; at = text.indexOf("eyJ", at + 3)) {
    if (/[\w-]/.test(text[at - 1] ?? " ")) continue;
    webToken.lastIndex = at;
    if (webToken.test(text)) addTo(found, text, at, webToken.lastIndex, "token", true);
  }
}

const schemeEnd = /[A-Za-z][A-Za-z0-9+.-]{0,20}$/;
const userinfo = /[^\s/:@"'<>?#]*:[^\s/"'<>]+(?=@)/y;

/** Names and passwords in addresses: `scheme://user:password@host`. */
export function logins({ text }: View, found: Stretch[]): void {
  for (let at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
    userinfo.lastIndex = at + 3;
    if (!userinfo.test(text) || !schemeEnd.test(text.slice(Math.max(0, at - 21), at))) continue;
    addTo(found, text, at + 3, userinfo.lastIndex, "login", true);
  }
}

const scheme = /bearer|basic/gi;
const credentials = /\s{1,4}([A-Za-z0-9._~+/=-]{8,})/y;

/** Credentials of a request without the header's name. */
export function bearers({ text }: View, found: Stretch[]): void {
  for (const { index, 0: name } of text.matchAll(scheme)) {
    credentials.lastIndex = index + name.length;
    const secret = /[\w-]/.test(text[index - 1] ?? " ") ? undefined : credentials.exec(text)?.[1];
    if (secret === undefined) continue;
    const isSecret = /^bearer/i.test(name) ? secret.length >= 12 && /\d/.test(secret) : isLogin(secret);
    if (isSecret) addTo(found, text, credentials.lastIndex - secret.length, credentials.lastIndex, "token", true);
  }
}

/** Whether this is `user:password` in base64. */
function isLogin(encoded: string): boolean {
  try {
    return /^[^\s:]{0,200}:[^\r\n]+$/.test(atob(encoded.slice(0, 4_000)));
  } catch {
    return false;
  }
}

/** Magento writes the session's own key into every address of its admin. */
const pathKey = /\/(?:form_)?key\/(?<secret>[0-9a-f]{64}|[0-9a-f]{32}|[A-Za-z0-9]{16})(?![A-Za-z0-9])/gi;

export function pathKeys({ text }: View, found: Stretch[]): void {
  for (const { index, 0: whole, groups } of text.matchAll(pathKey)) {
    const from = index + whole.length - (groups?.secret?.length ?? 0);
    if (/\d/.test(text.slice(from, index + whole.length)))
      addTo(found, text, from, index + whole.length, "token", true);
  }
}
