import { isIban } from "../../../shared/redaction/cards.ts";
import { viewOf } from "../../../shared/redaction/view.ts";
import { createRedactor, findClassA } from "../../../shared/redaction.ts";

/** Numbers from 0 up to 1, the same ones for the same seed. */
export type Dice = () => number;

export function diceOf(seed: number): Dice {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <Item>(dice: Dice, items: readonly Item[]): Item => items[Math.floor(dice() * items.length)]!;
const range = (dice: Dice, least: number, most: number) => least + Math.floor(dice() * (most - least + 1));
const signs = (dice: Dice, from: string, length: number) =>
  Array.from({ length }, () => from[Math.floor(dice() * from.length)]).join("");

const lower = "abcdefghijkmnpqrstuvwxyz";
const upper = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const digits = "0123456789";
const alnum = lower + upper + digits;
const hex = "0123456789abcdef";

/** Words a person would choose, with marks that texts are full of. */
const password = (dice: Dice) =>
  signs(dice, upper, 2) +
  signs(dice, lower, range(dice, 3, 6)) +
  pick(dice, ["-", "_", "!", "*", "+", "#", "~", "@", "$", ".", "^"]) +
  signs(dice, alnum, range(dice, 3, 8)) +
  signs(dice, digits, 2);
const token = (dice: Dice) => signs(dice, hex, 10) + signs(dice, alnum, 20) + signs(dice, digits, 2);
const license = (dice: Dice) => [0, 1, 2, 3].map(() => signs(dice, upper, 2) + signs(dice, digits, 2)).join("-");
const person = (dice: Dice) => `${pick(dice, ["Marta", "Søren", "Ивáн", "Oona"])}${signs(dice, lower, 6)}`;

interface Form {
  kind: string;
  classA: boolean;
  /** What must not be left of it. */
  secret(dice: Dice): string;
  /** The ways it is written. */
  ways: readonly ((secret: string, dice: Dice) => string)[];
}

const base64 = (text: string) => btoa(text);
const long = (dice: Dice, prefix: string, from: string, length: number) => prefix + signs(dice, from, length);

const luhn = (dice: Dice): string => {
  const body = `4${signs(dice, digits, 14)}`;
  let sum = 0;
  for (const [at, digit] of [...body].reverse().entries()) {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return `${body}${(10 - (sum % 10)) % 10}`;
};

const iban = (dice: Dice): string => {
  const [country, body] = pick(dice, [
    ["DE", signs(dice, digits, 18)],
    ["GB", `NWBK${signs(dice, digits, 14)}`],
    ["FR", signs(dice, digits, 23)],
    ["NO", signs(dice, digits, 11)],
  ]);
  for (let check = 2; check < 99; check++) {
    const whole = `${country}${String(check).padStart(2, "0")}${body}`;
    if (isIban(whole)) return whole;
  }
  throw new Error("every account number has check digits");
};

const phpArray = (name: string) => (secret: string) =>
  `array(2) { ["${name}"]=>\n  string(${secret.length}) "${secret}" }`;
const names = [
  "password",
  "db_password",
  "ftp_password",
  "smtp_pass",
  "DB_PASSWORD",
  "config_mail_smtp_password",
  "passphrase",
  "userPassword",
];
const keyNames = [
  "api_key",
  "config_encryption",
  "encryption_key",
  "_COOKIE_KEY_",
  "secret_key",
  "security_hash",
  "client_secret",
  "AUTH_KEY",
  "access-key",
];

/** One form for each rule, in the ways that stores, logs and people write it. */
export const forms: readonly Form[] = [
  {
    kind: "1 query of an address",
    classA: false,
    secret: (dice) => `q${signs(dice, alnum, 10)}z`,
    ways: [
      (secret) => `GET /index.php?route=checkout/success&customer=${secret}&page=2 HTTP/1.1`,
      (secret) => `https://shop.example/a/b?ref=${secret}`,
      (secret) => `/index.php?route=a/b&q=two%20words%26${secret}&page=1`,
      (secret) => `Referer: https://shop.example/index.php?dispatch=orders.details&name=${secret}.`,
      (secret) => `https://shop.example/thanks#x=${secret}`,
      (secret) => `<a href="index.php?route=a/b&amp;filter=${secret}&amp;sort=name">x</a>`,
    ],
  },
  {
    kind: "2 secret keys in queries",
    classA: true,
    secret: token,
    ways: [
      "user_token",
      "token",
      "api_token",
      "security_hash",
      "sid",
      "OCSESSID",
      "PHPSESSID",
      "key",
      "sig",
      "pass",
      "code",
      "form_key",
      "_wpnonce_token",
    ].map((name) => (secret: string) => `index.php?route=a/b&${name}=${secret}&page=1`),
  },
  {
    kind: "3 login in an address",
    classA: true,
    secret: (dice) => password(dice).replaceAll("#", "-"),
    ways: [
      (secret) => `mysql://shop:${secret}@db.example:3306/shop`,
      (secret) => `ftp://web01:${secret}@files.example/htdocs`,
      (secret) => `redis://:${secret}@cache.example:6379`,
    ],
  },
  {
    kind: "4 authorization",
    classA: true,
    secret: token,
    ways: [
      (secret) => `Authorization: Bearer ${secret}`,
      (secret) => `Proxy-Authorization: Basic ${base64(`shop:${secret}`)}`,
      (secret) => `curl -H "Authorization: Token ${secret}" https://api.example/`,
      (secret) => `{"headers":{"authorization":"Bearer ${secret}"}}`,
      (secret) => `[HTTP_AUTHORIZATION] => Bearer ${secret}\n`,
      (secret) => `X-Api-Key: ${secret}`,
      (secret) => `the request was sent with Bearer ${secret} twice`,
      (secret) => `proxy wants Basic ${base64(`shop:${secret}`)}`,
      (secret) => `GET /backoffice/sales/order/index/key/${secret.slice(0, 16)}/ to /form_key/${secret.slice(16)}/`,
    ],
  },
  {
    kind: "5 cookie",
    classA: true,
    secret: token,
    ways: [
      (secret) => `Cookie: language=en-gb; OCSESSID=${secret}; currency=USD`,
      (secret) => `Set-Cookie: PHPSESSID=${secret}; path=/; HttpOnly`,
      (secret) => `"Cookie":"sid_admin_a1=${secret}"`,
      (secret) => `HTTP_COOKIE => sess=${secret}`,
    ],
  },
  {
    kind: "6 signed web token",
    classA: true,
    secret: (dice) => `eyJ${signs(dice, alnum, 20)}.${signs(dice, alnum, 30)}.${signs(dice, alnum, 20)}`,
    ways: [(secret) => `sent ${secret} back`, (secret) => `("${secret}")`, (secret) => secret],
  },
  {
    kind: "7 private keys",
    classA: true,
    secret: (dice) => signs(dice, alnum, 60),
    ways: [
      (secret) => `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`,
      (secret) => `-----BEGIN PRIVATE KEY-----\n${secret}`,
      (secret) => `{"key":"-----BEGIN EC PRIVATE KEY-----\\n${secret}\\n-----END EC PRIVATE KEY-----"}`,
      (secret) => `AGE-SECRET-KEY-1${secret.toUpperCase()}`,
    ],
  },
  {
    kind: "8 keys of services",
    classA: true,
    secret: (dice) =>
      pick(dice, [
        () => long(dice, "sk_live_", alnum, 24),
        () => long(dice, "rk_live_", alnum, 24),
        () => long(dice, "whsec_", alnum, 32),
        () => long(dice, "AKIA", upper + digits, 16),
        () => long(dice, "AIza", alnum, 35),
        () => long(dice, "ghp_", alnum, 36),
        () => long(dice, "glpat-", alnum, 20),
        () => long(dice, "xoxb-", digits, 24),
        () => `SG.${signs(dice, alnum, 22)}.${signs(dice, alnum, 43)}`,
        () => long(dice, "shpat_", hex, 32),
        () => long(dice, "ck_", hex, 40),
        () => long(dice, "cs_", hex, 40),
        () => long(dice, "spd_", alnum, 40),
      ])(),
    ways: [
      (secret) => `key ${secret} refused`,
      (secret) => secret,
      (secret) => `'${secret}',`,
      (secret) => `x=${secret}`,
    ],
  },
  {
    kind: "9 named in arrays and settings",
    classA: true,
    secret: password,
    ways: [
      ...names.flatMap((name) => [
        (secret: string) => `${name}=${secret}`,
        (secret: string) => `  '${name}' => '${secret}',`,
        (secret: string) => `{"host":"db","${name}":"${secret}","port":3306}`,
        (secret: string) => `${name}: ${secret}\nport: 21`,
        (secret: string) => `${name}: "${secret}"`,
        (secret: string) => `s:${name.length}:"${name}";s:${secret.length}:"${secret}";s:1:"x";i:1;`,
        (secret: string) => `[${name}] => ${secret}\n[port] => 21`,
        phpArray(name),
        (secret: string) => `${name} = "${secret}" ; a comment`,
        (secret: string) => `$config['${name}'] = '${secret}';`,
        (secret: string) => `<${name}>${secret}</${name}>`,
      ]),
      (secret) => `define('DB_PASSWORD', '${secret}');`,
      (secret) => `define("FTP_PASS", "${secret}");`,
      (secret) => `export SMTP_PASSWORD=${secret}`,
      (secret) => `POST user=shop&ftp_password=a%20b%26${encodeURIComponent(secret)}&port=21`,
      (secret) => `my password is ${secret} for now`,
      (secret) => `Пароль: ${secret}\n`,
      (secret) => `Passwort: ${secret}\n`,
      (secret) => `contraseña: ${secret}\n`,
    ],
  },
  {
    kind: "9 named keys",
    classA: true,
    secret: token,
    ways: keyNames.flatMap((name) => [
      (secret: string) => `'${name}' => '${secret}',`,
      (secret: string) => `{"${name}":"${secret}"}`,
      (secret: string) => `${name}=${secret}`,
      (secret: string) => `define('${name}', '${secret}');`,
      (secret: string) => `'crypt' => ['key' => '${secret}'],`,
      (secret: string) => `Tygh.security_hash = '${secret}';`,
    ]),
  },
  {
    kind: "9 forms in markup",
    classA: true,
    secret: password,
    ways: [
      (secret) => `<input type="text" name="update[10]" value="${secret}" class="input">`,
      (secret) => `<input id="field_ftp_password_10" type="password" name="update[10]" size="30" value="${secret}" />`,
      (secret) => `<input value='${secret}' type='password'>`,
      (secret) => `<INPUT TYPE=password VALUE=${secret}>`,
      (secret) => `<input type="hidden" name="config_encryption" value="${secret}">`,
      (secret) => `update[10]=${secret}&update[11]=%2Fhtdocs`,
    ],
  },
  {
    kind: "10 database users",
    classA: false,
    secret: (dice) => `shop_${signs(dice, lower, 8)}`,
    ways: [
      (secret) => `Access denied for user '${secret}'@'localhost' (using password: YES)`,
      (secret) => `SQLSTATE[HY000] [1045] Access denied for user '${secret}'@'10.0.0.4'`,
      (secret) => `FATAL:  password authentication failed for user "${secret}"`,
    ],
  },
  {
    kind: "11 arguments in stack frames",
    classA: false,
    secret: (dice) => `${signs(dice, lower, 5)}${pick(dice, ["'", ", ", "-", " "])}${signs(dice, alnum, 6)}`,
    ways: [
      (secret) =>
        `#0 /srv/store/system/library/db.php(12): DB\\mPDO->__construct('host', '${secret}', Array)\n#1 {main}`,
      (secret) => `Stack trace:\n#3 [internal function]: Foo->bar('${secret}', Object(Registry), NULL)`,
      (secret) => `#0 /a/b.php(1): login('${secret}...')<br />#1 /a/c.php(2): run()`,
      (secret) => `#2 C:\\shop\\a.php(7): App\\Mail::send(NULL, '${secret}', 12)\n  thrown in /a.php`,
    ],
  },
  {
    kind: "12 values in statements",
    classA: false,
    secret: (dice) => `${signs(dice, lower, 4)} ${signs(dice, lower, 6)}`,
    ways: [
      (secret) =>
        `PHP Fatal error: Error: Unknown column<br />Error No: 1054<br />UPDATE oc_order SET comment = '${secret}' WHERE order_id = '5'`,
      (secret) => `SQLSTATE[42000]: SQL syntax: INSERT INTO t VALUES (1, "${secret}", 2)`,
      (secret) => `Duplicate entry '${secret}' for key 'email'`,
      (secret) => `You have an error in your SQL syntax; check the manual near '${secret}' AND x = 1' at line 1`,
      (secret) => `mysqli error: SELECT *\n  FROM t\n  WHERE a = '${secret}'\n  AND b = 2\n`,
    ],
  },
  {
    kind: "13 e-mail",
    classA: false,
    secret: (dice) => `${signs(dice, lower, 6)}.${signs(dice, lower, 6)}@${signs(dice, lower, 6)}.example`,
    ways: [
      (secret) => `mail to ${secret} failed`,
      (secret) => `<${secret}>`,
      (secret) => `user=${secret}`,
      (secret) => `'${secret}'`,
    ],
  },
  {
    kind: "14 card numbers",
    classA: false,
    secret: luhn,
    ways: [(secret) => `card ${secret} declined`, (secret) => `cc_number=${secret}`, (secret) => `("${secret}")`],
  },
  {
    kind: "15 account numbers",
    classA: false,
    secret: iban,
    ways: [(secret) => `IBAN ${secret} refused`, (secret) => `iban: ${secret}.`, (secret) => `${secret} EUR`],
  },
  {
    kind: "16 network addresses",
    classA: false,
    secret: (dice) =>
      pick(dice, [
        () => `203.0.113.${range(dice, 100, 250)}`,
        () => `10.${range(dice, 100, 200)}.3.${range(dice, 100, 250)}`,
        () => `2001:db8:${signs(dice, "123456789abcdef", 4)}:9a::${signs(dice, digits, 2)}`,
      ])(),
    ways: [(secret) => `client ${secret} asked`, (secret) => `ip: ${secret},`, (secret) => `[client ${secret}] PHP`],
  },
  {
    kind: "17 telephone",
    classA: false,
    secret: (dice) => `+49 30 ${signs(dice, digits, 8)}`,
    ways: [
      (secret) => `'telephone' => '${secret}'`,
      (secret) => `{"phone":"${secret}"}`,
      (secret) => `Telephone: "${secret}"`,
      (secret) => `[telephone] => ${secret}\n`,
      (secret) => `s:9:"telephone";s:15:"${secret}";`,
    ],
  },
  {
    kind: "18 names and addresses",
    classA: false,
    secret: person,
    ways: [
      "firstname",
      "lastname",
      "payment_firstname",
      "shipping_address_1",
      "address_1",
      "city",
      "postcode",
      "company",
      "customer_name",
      "first_name",
    ].flatMap((name) => [
      (secret: string) => `{"${name}":"${secret}"}`,
      (secret: string) => `'${name}' => '${secret}',`,
      (secret: string) => `[${name}] => ${secret}\n`,
      (secret: string) => `${name}=${secret}&x=1`,
      (secret: string) => `UPDATE c SET ${name} = '${secret}'`,
      (secret: string) => `s:${name.length}:"${name}";s:9:"${secret}";`,
      (secret: string) => `<input name="${name}" value="${secret}">`,
    ]),
  },
  {
    kind: "19 accounts in paths",
    classA: false,
    secret: (dice) => `usr${signs(dice, lower, 6)}`,
    ways: [
      (secret) => `in /home/${secret}/public_html/index.php on line 3`,
      (secret) => `/home2/${secret}/domains/a.example/x.php`,
      (secret) => `/var/www/vhosts/${secret}.example/httpdocs/x.php`,
      (secret) => `C:\\Users\\${secret}\\shop`,
      (secret) => `C:\\inetpub\\vhosts\\${secret}.example\\httpdocs`,
      (secret) => `/var/www/clients/${secret}/web3/web/x.php`,
      (secret) => `/Users/${secret}/Sites/shop`,
      (secret) => `/usr/home/${secret}/www`,
    ],
  },
  {
    kind: "20 license keys",
    classA: true,
    secret: license,
    ways: [
      (secret) => `license_number=${secret}`,
      (secret) => `License number: ${secret}`,
      (secret) => `"license_key":"${secret}"`,
      (secret) => `<input type="text" name="license_number" value="${secret}">`,
      (secret) => `the key ${secret} is not valid for this domain`,
      (secret) => `'acme_licence' => '${secret}'`,
      (secret) => `<input type="text" name="update[12]" value="${secret}" />`,
    ],
  },
  {
    kind: "21 long values beside a name",
    classA: true,
    secret: token,
    ways: [
      (secret) => `the access token "${secret}" was refused`,
      (secret) => `api key (${secret})`,
      (secret) => `Invalid token for shop: ${secret}`,
      (secret) => `secret - ${secret}`,
    ],
  },
];

const escapeAll = (text: string) =>
  text.replaceAll(/[^A-Za-z0-9 ]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const inMarkup = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => entities[sign]!);
const inQuery = (text: string) => encodeURIComponent(text.toWellFormed());
const zeroWidth = (text: string, dice: Dice) =>
  text.replaceAll(/[A-Za-z]/g, (sign) =>
    dice() < 0.2 ? `${sign}${pick(dice, ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u202e"])}` : sign,
  );

const words = [
  "Die Bestellung wurde nicht gespeichert",
  "не удалось сохранить",
  "não foi possível",
  "לא נשמר",
  "无法保存",
  "PHP Warning: Undefined index",
  "the order page stays white",
];
const stamp = "2026-11-22 10:04:59 - ";

/** What stands around: none, one of the languages, a log, other secrets. */
const places: readonly ((text: string, dice: Dice) => string)[] = [
  (text) => text,
  (text, dice) => `${pick(dice, words)}; ${text}`,
  (text, dice) => `${text}\n${pick(dice, words)}`,
  (text, dice) => `${stamp}${pick(dice, words)}\n${stamp}${text}\n${stamp}${pick(dice, words)}`,
  (text) => `${"word ".repeat(60)}${text}`,
  (text, dice) => `password=${password(dice)}\n${text}`,
  (text) => `a@b.example, [email#1]; ${text}`,
];
/** How the whole is wrapped once more: as JSON, in an address, in markup, by a hostile page. */
const wraps: readonly ((text: string, dice: Dice) => string)[] = [
  (text) => text,
  (text) => text,
  (text) => JSON.stringify({ message: text }),
  (text) => JSON.stringify({ a: JSON.stringify({ message: text }) }),
  (text) => inMarkup(text),
  (text) => inQuery(text),
  (text) => inQuery(inQuery(text)),
  (text) => escapeAll(text),
  zeroWidth,
];

interface Planted {
  form: Form;
  text: string;
  /** What must not be left, in parts: half a password is a password's half. */
  parts: string[];
}

function plant(dice: Dice, form: Form): Planted {
  const secret = form.secret(dice);
  const text = pick(dice, wraps)(pick(dice, places)(pick(dice, form.ways)(secret, dice), dice), dice);
  const most = form.kind.startsWith("20") ? secret.length - 5 : secret.length;
  const half = Math.ceil(most / 2);
  const parts = [
    secret.slice(0, half),
    secret.slice(half, most),
    base64(`shop:${secret.replaceAll(/[^\x20-\x7e]/g, "")}`),
  ];
  return { form, text, parts: parts.filter((part) => part.length >= 5) };
}

interface Score {
  planted: number;
  missed: number;
  examples: string[];
}

/** Plants so many secrets, in turn in each form, and counts by form what is left of them, refused or changed once more. */
export function score(seed: number, count: number): Map<Form, Score> {
  const dice = diceOf(seed);
  const scores = new Map<Form, Score>(forms.map((form) => [form, { planted: 0, missed: 0, examples: [] }]));
  for (let turn = 0; turn < count; turn++) {
    const { form, text, parts } = plant(dice, forms[turn % forms.length]!);
    const redacted = createRedactor().redact(text);
    const unfolded = `${redacted}\n${viewOf(redacted).text}`;
    const result = scores.get(form)!;
    result.planted++;
    const isLeft = parts.some((part) => unfolded.includes(part));
    if (isLeft || findClassA(redacted).length > 0 || createRedactor().redact(redacted) !== redacted) {
      result.missed++;
      result.examples.push(`${text.slice(-300)}\n   -> ${redacted.slice(-300)} ${findClassA(redacted)}`);
    }
  }
  return scores;
}
