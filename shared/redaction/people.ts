import { judgeIpv4, judgeIpv6 } from "./addresses.ts";
import { ibanLength, isCard, isIban } from "./cards.ts";
import { addTo, type Stretch } from "./stretches.ts";
import { runStart } from "./values.ts";
import type { View } from "./view.ts";

const localSign = /[\p{L}\p{N}._%+'-]/u;
const domain = /@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61})\.){1,8}\p{L}[\p{L}\p{N}-]{1,23}/uy;

export function emails({ text }: View, found: Stretch[]): void {
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    domain.lastIndex = at;
    if (!domain.test(text)) continue;
    const to = domain.lastIndex;
    // Pictures for dense screens are called so: logo@2x.png.
    if (/^@\dx\.\w{2,4}$/.test(text.slice(at, to))) continue;
    const start = runStart(text, at, localSign, 100);
    const local = text.slice(start, at).replace(/^[.'%-]+/, "");
    // A name and password in an address are another rule's.
    if (text.startsWith("://", runStart(text, start, /[^\s"'<>/?#]/, 100) - 3)) continue;
    if (local) addTo(found, text, at - local.length, to, "email", false);
  }
}

/** One rule each for numbers that look like something; a last look decides, and may name another kind. */
interface NumberRule {
  kind: string;
  pattern: RegExp;
  judge(found: string, match: RegExpExecArray): boolean | string;
}

const numberRules: readonly NumberRule[] = [
  {
    kind: "card",
    pattern: /(?<![\d.,_A-Za-z-])[2-6]\d{3}[ -]?\d{2,6}[ -]?\d{2,5}[ -]?\d{0,4}[ -]?\d{0,3}(?![\d_A-Za-z-]|[.,]\d)/g,
    judge: (digits) => isCard(digits.replace(/\D/g, "")),
  },
  {
    kind: "ip",
    pattern: /(?<![\w.\-/])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)|(?<=:\/\/)(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)/g,
    judge: judgeIpv4,
  },
  {
    kind: "ip",
    pattern: /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:%\w{1,20})?(?![\w:(])/gi,
    judge: judgeIpv6,
  },
];

export function numbers({ text }: View, found: Stretch[]): void {
  if (!/\d/.test(text)) return;
  for (const { kind, pattern, judge } of numberRules) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const judged = judge(match[0], match);
      if (judged === false) continue;
      addTo(found, text, match.index, match.index + match[0].length, judged === true ? kind : judged, false);
    }
  }
}

const ibanStart = /(?<![A-Za-z0-9])[A-Z]{2}\d\d(?=[ -]?[A-Z0-9]{4})/g;

/** Account numbers, with or without spaces between their groups. */
export function accountNumbers({ text }: View, found: Stretch[]): void {
  for (const { index, 0: start } of text.matchAll(ibanStart)) {
    const length = ibanLength(start);
    let [digits, to] = ["", index];
    for (; digits.length < length && /[A-Z0-9 -]/.test(text[to] ?? "_"); to++)
      digits += text[to]?.trim().replace("-", "");
    if (digits.length === length && length > 0 && isIban(digits) && !/[A-Za-z0-9]/.test(text[to] ?? " ")) {
      addTo(found, text, index, to, "iban", false);
    }
  }
}

/** Folders that are named after an account or a site, on usual hosts. */
const folder =
  /(?:\/(?:usr\/)?home\d{0,2}\/|\/Users\/|\/vhosts\/|\/(?:var\/www|srv|data)\/(?:clients|users|web|customers|virtual)\/|\/domains\/|\/homepages\/\d{1,3}\/|\/var\/www\/(?:vhosts\/)?|\b[A-Z]:\\(?:Users|inetpub\\vhosts|inetpub\\clients|HostingSpaces|Domains)[\\\u2028])/gi;
const folderName = /[^/\\\s"'<>:;,)([\]]{1,64}/y;

export function accountFolders({ text }: View, found: Stretch[]): void {
  for (const { index, 0: whole } of text.matchAll(folder)) {
    if (/[\w.-]/.test(text[index - 1] ?? " ") && !/^\/(?:domains|vhosts)\//i.test(whole)) continue;
    folderName.lastIndex = index + whole.length;
    if (!folderName.test(text)) continue;
    const name = text.slice(index + whole.length, folderName.lastIndex);
    if (/www\/$/i.test(whole) && !name.includes(".")) continue;
    addTo(found, text, index + whole.length, folderName.lastIndex, "user", false);
  }
}

const forUser = /\bfor user/gi;
const userName = /\s{1,4}('[^'\r\n]{0,100}'@'[^'\r\n]{0,200}'|"[^"\r\n]{1,100}")/y;

export function databaseUsers({ text }: View, found: Stretch[]): void {
  for (const { index, 0: words } of text.matchAll(forUser)) {
    userName.lastIndex = index + words.length;
    const name = userName.exec(text)?.[1];
    if (name) addTo(found, text, userName.lastIndex - name.length, userName.lastIndex, "database-user", false);
  }
}
