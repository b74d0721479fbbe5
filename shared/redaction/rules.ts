import { judgeIpv4, judgeIpv6 } from "./addresses.ts";
import { isCard } from "./cards.ts";

/**
 * What never leaves a page, as data. A rule finds; the redactor replaces. Every quantifier has an upper bound and no
 * pattern can be entered at every place of a long word, so that no text takes more than linear time.
 */
export interface Rule {
  /** Named in the placeholder and in the counts: `[email#1]`. */
  kind: string;
  /** Kinds that must never arrive anywhere, as against those that are merely nobody's business. */
  classA: boolean;
  /** Lower-case texts of which one must be there for the pattern to be worth running. */
  hints: readonly string[];
  /** Global. A group named `secret` ends the match and is what is taken out; without one the whole match is. */
  pattern: RegExp;
  /** A last look at what was found: true for the rule's own kind, or another kind; false leaves it alone. */
  judge?(secret: string, match: RegExpExecArray): boolean | string;
}

const quote = String.raw`(?:\\?["']|&quot;|&#39;|%22|%27)`;
const equals = "(?:=>|=|:|%3D|%3A|&#61;)";

/** Names that mean a secret wherever a word ends with them: `smtp_password`, `accessToken`. */
const longNames =
  "password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|encryption[_-]?key|crypt[_-]?key|auth[_-]?key|licen[cs]e[_-]?key|security[_-]?hash|config_encryption|sess(?:ion)?[_-]?id";
/** Names that mean one only as a word of their own. */
const shortNames = "pwd|pass|pw|pin|otp|cvv2?|cvc2?|sid|sig|signature|salt";

const secretName = String.raw`(?<name>${longNames}|(?<![A-Za-z0-9])(?:${shortNames}))(?:[_-]?(?:hash|confirm|new|old|\d{1,2}))?`;

/** Words in a secret's place that are none. */
const blank =
  /^(?:null|nil|none|true|false|yes|no|undefined|required|invalid|missing|empty|expired|error|ok|n\/a|\*{1,40}|x{3,40}|\.{2,40}|…|%[sd]|\$[\w>\-[\]'"]{1,80}|\{\{?[^}]{0,80}\}?\}?)[.!?]?$/i;

export const rules: readonly Rule[] = [
  {
    kind: "private-key",
    classA: true,
    hints: ["age-secret-key-1"],
    pattern: /AGE-SECRET-KEY-1[0-9A-Z]{20,120}/gi,
  },
  {
    kind: "authorization",
    classA: true,
    hints: ["authorization"],
    pattern: new RegExp(
      String.raw`(?<![\w-])(?:Proxy-)?Authorization${quote}?\s{0,4}${equals}\s{0,4}${quote}?(?<secret>[^\r\n"'<>\\]{4,2000})`,
      "gi",
    ),
    judge: (secret) => /^(?:Basic|Bearer|Digest|Negotiate|Token|ApiKey|AWS4)\b|\d/i.test(secret),
  },
  {
    kind: "token",
    classA: true,
    hints: ["bearer"],
    pattern: /(?<![\w-])Bearer\s{1,4}(?<secret>[A-Za-z0-9._~+/=-]{12,2000})/gi,
    judge: (secret) => /\d/.test(secret),
  },
  {
    kind: "cookie",
    classA: true,
    hints: ["cookie"],
    pattern: /(?<![\w-])(?:Set-)?Cookie["']?\s{0,4}[:=]\s{0,4}["']?(?<secret>[\w.%-]{1,100}=[^\r\n"'<>]{1,4000})/gi,
  },
  {
    kind: "login",
    classA: true,
    hints: ["://"],
    pattern: /(?<![A-Za-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/(?<secret>[^\s/:@"'<>?#]{0,200}:[^\s/@"'<>]{1,300})(?=@)/gi,
  },
  {
    kind: "token",
    classA: true,
    hints: ["eyj"],
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,3000}\.[A-Za-z0-9_-]{6,4000}\.[A-Za-z0-9_-]{0,1000}/g,
  },
  {
    kind: "key",
    classA: true,
    hints: ["_live_", "_test_", "whsec_", "akia", "asia", "aiza", "gh", "glpat-", "xox", "sg.", "shp", "spd_"],
    pattern:
      /(?<![A-Za-z0-9_])(?:[srp]k_(?:live|test)_[A-Za-z0-9]{10,200}|whsec_[A-Za-z0-9+/=]{16,200}|A(?:KIA|SIA)[0-9A-Z]{16}(?![0-9A-Za-z])|AIza[\w-]{30,45}|gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}|glpat-[\w-]{16,100}|xox[abeoprs]-[A-Za-z0-9-]{10,250}|SG\.[\w-]{16,64}\.[\w-]{16,100}|shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32,64}|spd_[\w-]{20,200})/g,
  },
  {
    // define('DB_PASSWORD', '…')
    kind: "password",
    classA: true,
    hints: ["define"],
    pattern: new RegExp(
      String.raw`(?<!\w)define\(\s{0,4}${quote}\w{0,60}(?:PASSWORD|PASS|SECRET|TOKEN|SALT|_KEY)\w{0,20}${quote}\s{0,4},\s{0,4}${quote}(?<secret>[^"'\r\n]{1,300})`,
      "gi",
    ),
  },
  {
    // name=value, name: value, name="value", 'name' => 'value', name&quot;:&quot;value&quot;
    kind: "secret",
    classA: true,
    hints: [],
    pattern: new RegExp(
      String.raw`${secretName}${quote}?\]?\s{0,4}(?<sign>${equals})\s{0,4}(?:(?<mark>${quote})(?<quoted>(?:(?!\k<mark>)[^\r\n]){1,400})|(?<secret>(?:(?!&amp;|&quot;)[^\s"'&;,<>)}|\\]){1,400}))`,
      "gi",
    ),
    judge: judgeNamed,
  },
  {
    // Beside a secret's name in prose: "licence key ABCD-1234-…".
    kind: "key",
    classA: true,
    hints: ["token", "password", "secret", "key", "licen", "parol"],
    pattern:
      /(?<!\w)(?:token|password|secret|api key|licen[cs]e(?: key)?)(?:\s{1,4}is)?\s{1,4}(?<secret>[A-Za-z0-9+/_=-]{16,200})(?!\w)/gi,
    judge: (secret) => /\d/.test(secret) && /[A-Za-z]/.test(secret),
  },
  {
    // Short names that are a secret in a query only where the value is a random one.
    kind: "token",
    classA: true,
    hints: ["key=", "code=", "hash=", "auth=", "state=", "nonce="],
    pattern: /(?<=[?&;])(?:key|code|hash|auth|state|nonce)=(?<secret>[A-Za-z0-9._~%+/-]{16,400})/gi,
    judge: (secret) => /\d/.test(secret) && /[A-Za-z]/.test(secret),
  },
  {
    // Magento writes the session's own key into every address of its admin.
    kind: "token",
    classA: true,
    hints: ["key/"],
    pattern: /\/(?:form_)?key\/(?<secret>[0-9a-f]{64}|[0-9a-f]{32}|[A-Za-z0-9]{16})(?![A-Za-z0-9])/gi,
    judge: (secret) => /\d/.test(secret),
  },
  {
    kind: "database-user",
    classA: false,
    hints: ["access denied for user"],
    pattern: /Access denied for user\s{1,4}(?<secret>'[^'\r\n]{0,100}'@'[^'\r\n]{0,200}')/gi,
  },
  {
    kind: "email",
    classA: false,
    hints: ["@", "%40", "&#64;", "\\u0040"],
    pattern:
      /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._+-]{1,100}(?:@|%40|&#64;|\\u0040)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61})\.){1,8}\p{L}[\p{L}\p{N}-]{1,23}(?![\p{L}\p{N}])/gu,
    // Pictures for dense screens are called so: logo@2x.png.
    judge: (found) => !/@\dx\.\w{2,4}$/.test(found),
  },
  {
    kind: "card",
    classA: false,
    hints: [],
    pattern: /(?<![\d.,_A-Za-z-])[2-6]\d{3}[ -]?\d{2,6}[ -]?\d{2,5}[ -]?\d{0,4}[ -]?\d{0,3}(?![\d_A-Za-z-]|[.,]\d)/g,
    judge: (found) => isCard(found.replace(/\D/g, "")),
  },
  {
    kind: "ip",
    classA: false,
    hints: ["."],
    pattern: /(?<![\w.\-/])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)|(?<=:\/\/)(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)/g,
    judge: judgeIpv4,
  },
  {
    kind: "ip",
    classA: false,
    hints: [":"],
    pattern: /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:%\w{1,20})?(?![\w:(])/gi,
    judge: judgeIpv6,
  },
  {
    kind: "user",
    classA: false,
    hints: ["home", "users", "vhosts"],
    pattern:
      /(?:(?<![\w.-])(?:\/home\d{0,2}|\/Users|\/var\/www\/vhosts)\/|(?<!\w)[A-Z]:\\{1,2}Users\\{1,2})(?<secret>[^/\\\s"'<>:]{1,64})/gi,
  },
];

/**
 * After a colon stands prose as often as a secret: there a word counts only where nothing follows it on its line. The
 * name decides the kind.
 */
function judgeNamed(secret: string, { groups = {}, index, input, 0: whole }: RegExpExecArray): boolean | string {
  const { name = "", sign = "", mark } = groups;
  if (blank.test(secret.trim()) || secret.trim() === "") return false;
  if (mark === undefined && /^(?::|%3A)$/i.test(sign)) {
    const rest = input.slice(index + whole.length, index + whole.length + 3);
    const isWord = /^[\p{L}.!?-]{1,60}$/u.test(secret);
    if (secret.length < 3 || /^\d{1,4}$/.test(secret) || (isWord && /^[^\S\r\n]+\S/.test(rest))) return false;
  }
  return kindOf(name.toLowerCase());
}

function kindOf(name: string): string {
  if (/^pass|^p(?:wd|w|in)$/.test(name)) return "password";
  if (/token|sess|^sid$/.test(name)) return "token";
  return /key|encryption|hash/.test(name) ? "key" : "secret";
}
