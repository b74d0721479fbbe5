import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRedactor, findClassA } from "../../shared/redaction.ts";
import { piecesOf } from "../../shared/ui/plain.tsx";

const redact = (text: string) => createRedactor().redact(text);

describe("what is secret goes", () => {
  test.each([
    [
      "GET /admin/index.php?route=a/b&user_token=a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6",
      "GET /admin/index.php?route=a/b&user_token=[token#1]",
    ],
    ["?route=a&amp;token=Zt4Kq8Wn2Rx6Yb1Vc5Md9Hf3Jg7Ls0Pa&amp;x=1", "?route=a&amp;token=[token#1]&amp;x=1"],
    ["redirect=index.php%3Fuser_token%3DZt4Kq8Wn2Rx6Yb1V", "redirect=index.php%3Fuser_token%3D[token#1]"],
    ["OCSESSID=4f2a9c7be1 PHPSESSID=abc123def", "OCSESSID=[token#1] PHPSESSID=[token#2]"],
    ["?code=9f8a7b6c5d4e3f2a1b0c&state=q1w2e3r4t5y6u7i8", "?code=[token#1]&state=[token#2]"],
    ["/backoffice/sales/order/key/9c0e5f7a1b2d4c6e8f0a1b2c3d4e5f60/", "/backoffice/sales/order/key/[token#1]/"],
    ["/a/b/form_key/Xy7Zq2Wm4Rt9Lp1K?x=1", "/a/b/form_key/[token#1]?x=1"],
    ["mysql://shop:Qm7-vault@db.example:3306/x", "mysql://[login#1]@db.example:3306/x"],
    ["ftp://user:p%40ss@files.example/", "ftp://[login#1]@files.example/"],
    ["Authorization: Basic dXNlcjpwYXNz", "Authorization: [authorization#1]"],
    ['"Authorization":"Bearer abcdef123456"', '"Authorization":"[authorization#1]"'],
    ["sent Bearer abcDEF123456-xyz to it", "sent Bearer [token#1] to it"],
    ["Cookie: OCSESSID=12; currency=USD\nnext", "Cookie: [cookie#1]\nnext"],
    ["Set-Cookie: a=1; HttpOnly", "Set-Cookie: [cookie#1]"],
    ["smtp_password=Hx2-mailer", "smtp_password=[password#1]"],
    ["'db_password' => 'it\"s mine'", "'db_password' => '[password#1]'"],
    ["define('DB_PASSWORD', 'Rk5-config-Willow');", "define('DB_PASSWORD', '[password#1]');"],
    ['{"apiKey":"acq-4b7d9e"}', '{"apiKey":"[key#1]"}'],
    ['{\\"password\\":\\"abc d\\"}', '{\\"password\\":\\"[password#1]\\"}'],
    ["password&quot;:&quot;abc&quot;", "password&quot;:&quot;[password#1]&quot;"],
    ["password: Summer2024", "password: [password#1]"],
    ["login failed, pwd: hunter\nnext", "login failed, pwd: [password#1]\nnext"],
    ["config_encryption=k3yEncR1pt0f", "config_encryption=[key#1]"],
    ["license_key: ABCD-1234-EFGH", "license_key: [license#1 …EFGH]"],
    ["the licence key ABCD-1234-EFGH-5678 is used", "the licence key [license#1 …5678] is used"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "[token#1]"],
    ["sk_live_4eC39HqLyjWDarjtT1zdp7dc", "[key#1]"],
    ["AKIAIOSFODNN7EXAMPLE", "[key#1]"],
    ["ghp_0123456789abcdefghij0123456789abcdef", "[key#1]"],
    ["a -----BEGIN RSA PRIVATE KEY-----\nMIIx\n-----END RSA PRIVATE KEY----- b", "a [private-key#1] b"],
    ["-----BEGIN PRIVATE KEY-----\nMIIx without an end", "[private-key#1]"],
    ["AGE-SECRET-KEY-1QQPQYQSZQGPQYQSZQGPQYQSZQGP", "[private-key#1]"],
    ["mail to marta.kowalska+x@mail.example now", "mail to [email#1] now"],
    ["söhne@müller.example", "[email#1]"],
    ["email=a%40b.example", "email=[email#1]"],
    ["card 4111 1111 1111 1111.", "card [card#1]."],
    ["5555-5555-5555-4444", "[card#1]"],
    ["3782 822463 10005", "[card#1]"],
    ["from client 8.8.8.8 at", "from client [ip#1] at"],
    ["203.0.113.77 - - [x]", "[ip#1] - - [x]"],
    ["http://198.51.100.4:8080/x", "http://[ip#1]:8080/x"],
    ["addr 192.168.1.20", "addr [private-ip#1]"],
    ["2001:db8:4c1d:9a::77 asked", "[ip#1] asked"],
    [
      "Access denied for user 'shop'@'db-3.internal' (using password: YES)",
      "Access denied for user [database-user#1] (using password: YES)",
    ],
    ["/home/ann/public_html/x.php", "/home/[user#1]/public_html/x.php"],
    ["C:\\Users\\Ann\\shop", "C:\\Users\\[user#1]\\shop"],
  ])("%s", (text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});

describe("every form of a secret goes", () => {
  test.each([
    ["https://shop.example/a?ref=Marta%20K&page=2#step-two", "https://shop.example/a?ref=[query#1]&page=2#step-two"],
    ["/index.php?dispatch=orders.details&name=Marta.", "/index.php?dispatch=orders.details&name=[query#1]."],
    ["go to https://shop.example/x#q7h3k9", "go to https://shop.example/x#[query#1]"],
    ['s:8:"password";s:7:"a"b;c d";i:1;', 's:8:"password";s:7:"[password#1]";i:1;'],
    ['["password"]=>\n  string(5) "abcde"', '["password"]=>\n  string(5) "[password#1]"'],
    ["[smtp_password] => my two words\n[port] => 25", "[smtp_password] => [password#1]\n[port] => 25"],
    ["<password>abc</password>", "<password>[password#1]</password>"],
    ["DB_PASSWORD=a,b;c|d\nDB_PORT=1", "DB_PASSWORD=[password#1]\nDB_PORT=1"],
    ["'crypt' => ['key' => '0f1e2d3c4b5a69788796a5b4c3d2e1f0']", "'crypt' => ['key' => '[key#1]']"],
    [
      '<input type="text" name="update[10]" value="Wd7&quot;x">',
      '<input type="text" name="update[10]" value="[password#1]">',
    ],
    ["<input value='Hx2-mailer' type=password>", "<input value='[password#1]' type=password>"],
    [
      '<input name="license_number" value="CSAB-12CD-34EF-9F3K">',
      '<input name="license_number" value="[license#1 …9F3K]">',
    ],
    ['<input type="submit" value="Save">', '<input type="submit" value="Save">'],
    ["key CSAB-12CD-34EF-9F3K refused", "key [license#1 …9F3K] refused"],
    ["license_key=ABC-123", "license_key=[license#1]"],
    [
      "#3 /x/y.php(12): Foo->bar('it's, so', Array, 7)\n#4 {main}",
      "#3 /x/y.php(12): Foo->bar([argument#1], Array, [argument#2])\n#4 {main}",
    ],
    ["IBAN DE89 3704 0044 0532 0130 00 refused", "IBAN [iban#1] refused"],
    ["BE68 5390 0754 7034 EUR", "[iban#1] EUR"],
    [
      "{'firstname' => 'Marta', \"telephone\": \"+49 30 5550199\"}",
      "{'firstname' => '[name#1]', \"telephone\": \"[phone#1]\"}",
    ],
    ["/var/www/vhosts/shop.example/httpdocs", "/var/www/vhosts/[user#1]/httpdocs"],
    ["/home/ann/domains/shop.example/public_html", "/home/[user#1]/domains/[user#2]/public_html"],
    ["Basic dXNlcjpwYXNzd29yZA== sent", "Basic [token#1] sent"],
    ["a%253Fuser_token%253DZt4Kq8Wn2Rx6", "a%253Fuser_token%253D[token#1]"],
    ["&#112;assword&#x3d;hunter22", "&#112;assword&#x3d;[password#1]"],
    ['{"m":"\\u0070assword\\u003dhunter22"}', '{"m":"\\u0070assword\\u003d[password#1]"}'],
    ["password=ab%26cd&x=1", "password=[password#1]&x=1"],
    ["spd_0123456789abcdefghij", "[key#1]"],
    ["Пароль: Qwerty12", "Пароль: [password#1]"],
  ])("%s", (text, expected) => {
    expect(redact(text)).toBe(expected);
    expect(redact(expected)).toBe(expected);
    expect(findClassA(expected)).toEqual([]);
  });
});

test("in a value the name of the field tells what its text is", () => {
  const value = {
    password: "two words",
    list: { tokens: 3, api_key: ["abc"] },
    licence: "MIT",
    code: "acme_token",
    telephone: "0301234567",
  };
  const redacted = createRedactor().redactDeep(value);
  expect(redacted).toEqual({
    password: "[password#1]",
    list: { tokens: 3, api_key: ["[key#1]"] },
    licence: "MIT",
    code: "acme_token",
    telephone: "[phone#1]",
  });
  expect(findClassA(JSON.stringify(value))).toEqual(["password", "key"]);
  expect(findClassA(JSON.stringify(redacted))).toEqual([]);
  expect(createRedactor().redactDeep(redacted)).toEqual(redacted);
});

test("what is shown as a chip is every kind of placeholder, and nothing else", () => {
  const text = "a [email#1] [license#2 …9F3K] [masked#3] [x] [Email#1] [1]";
  const chips = piecesOf(text).filter(({ kind }) => kind === "placeholder");
  expect(chips.map((piece) => piece.text)).toEqual(["[email#1]", "[license#2 …9F3K]", "[masked#3]"]);
});

test("values in a database's error go, the statement stays readable", () => {
  const text =
    "PHP Fatal error: Error: Duplicate entry 'x' for key 'email'<br />Error No: 1062<br />INSERT INTO oc_customer SET firstname = 'Marta', telephone = '555 01 99', store_id = 3, note = 'it\\'s' in /x/y.php on line 12";
  expect(redact(text)).toBe(
    "PHP Fatal error: Error: Duplicate entry '[value#1]' for key '[value#2]'<br />Error No: 1062<br />INSERT INTO oc_customer SET firstname = '[name#1]', telephone = '[phone#1]', store_id = [value#3], note = '[value#4]' in /x/y.php on line 12",
  );
});

describe("what is not secret stays as it is", () => {
  test.each([
    "OpenCart 3.0.3.9 shows 3.0.3.8; upgraded from 2.3.0.2 to 4.1.0.4.",
    "3.0.3.9",
    "PrestaShop 1.6.1.24",
    "/docs/key/installation/",
    "/srv/stores/3.0.5.1/upload/index.php and opencart-3.0.3.9.zip",
    "PHP 8.2.36, nginx/1.24.0, MariaDB 10.11.6, jQuery 3.7.1",
    "Version: 10.4.28.1",
    "PHP Warning: Undefined index: x58 in [root]/catalog/controller/a.php on line 12",
    "2026-11-22 03:56:41 - 2026-11-23 04:00:00",
    "marketplace/modification.enable, tool/log/download, user_token, extension/module|install",
    "jquery-3.7.1.min.js logo@2x.png bootstrap.bundle.min.js",
    "The password is wrong. Reset your password: follow the link. Tokens: 4 of 5.",
    "password: required, token: null, secret=***, pass=%s, key: $key",
    'syntax error, unexpected token "}", expecting ")"',
    "Bearer of bad news; cookie: the best snack; spin=3; compass=north",
    "App\\Foo::bar(), Cafe::add($x), 12:30:45, a::b",
    "http://127.0.0.1:8305/admin/ and localhost",
    "Order 1234567890123, phone list 2026 2027 2028 2029, 4111111111111112",
    'Acme Extensions Ltd & Söhne – 20% off, it\'s "new"',
    "",
  ])("%s", (text) => {
    expect(redact(text)).toBe(text);
    expect(findClassA(text)).toEqual([]);
  });
});

test("the same value has the same placeholder, another one another, and each is counted", () => {
  const redactor = createRedactor();
  expect(redactor.redact("a@x.example b@x.example a@x.example")).toBe("[email#1] [email#2] [email#1]");
  expect(redactor.redactDeep({ list: ["b@x.example", 1, null], at: { on: true } })).toEqual({
    list: ["[email#2]", 1, null],
    at: { on: true },
  });
  expect(redactor.counts()).toEqual({ email: 4 });
});

test("characters that are not seen do not hide a secret, and stay where they mean something", () => {
  expect(redact("pass\u200bword=abc\u200bdef")).toBe("password=[password#1]");
  expect(redact("שלום\u200f עולם")).toBe("שלום\u200f עולם");
});

const letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const random = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: least, maxLength: most }).map((text) => `q${text}7Z`);
const planted = random(14, 28);
const shapes: readonly ((secret: string) => string)[] = [
  (secret) => `password=${secret}`,
  (secret) => `"ftp_password": "${secret}"`,
  (secret) => `'api_key' => '${secret}'`,
  (secret) => `index.php?route=a/b&user_token=${secret}&x=1`,
  (secret) => `https://u:${secret}@host.example/x`,
  (secret) => `Authorization: Bearer ${secret}`,
  (secret) => `Cookie: OCSESSID=${secret}; a=b`,
  (secret) => `define('DB_PASSWORD', '${secret}');`,
  (secret) => `secret: ${secret}`,
  (secret) => `{\\"accessToken\\":\\"${secret}\\"}`,
  (secret) => `${secret}@mail.example`,
  (secret) => `-----BEGIN EC PRIVATE KEY-----\n${secret}\n-----END EC PRIVATE KEY-----`,
  (secret) => `/home/${secret}/x`,
  (secret) => `Error No: 1064 SELECT * FROM t WHERE a = '${secret}'`,
];
// What stands around a secret in a log: words, marks, breaks, quotes, other people's placeholders.
const noise = fc.array(
  fc.constantFrom(
    "word",
    " ",
    "\n",
    ", ",
    "'",
    '"',
    "{",
    "}",
    "[email#1]",
    "3.0.3.9",
    "/a/b.php",
    "&",
    "=",
    ": ",
    "é",
    "\u{1f600}",
  ),
  { maxLength: 12 },
);

test("no planted secret survives, whatever stands around it", () => {
  fc.assert(
    fc.property(noise, fc.constantFrom(...shapes), planted, noise, (before, shape, secret, after) => {
      const text = `${before.join("")} ${shape(secret)} ${after.join("")}`;
      expect(redact(text)).not.toContain(secret);
    }),
    { numRuns: 3_000 },
  );
});

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc
    .tuple(noise, fc.constantFrom(...shapes), planted, noise, fc.constantFrom(...shapes))
    .map(
      ([before, shape, secret, after, other]) => before.join("") + shape(secret) + after.join("") + other(`${secret}2`),
    ),
);

test("what was redacted is left alone, and holds nothing that must not arrive", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = redact(text);
      expect(redact(once)).toBe(once);
      expect(findClassA(once)).toEqual([]);
    }),
    { numRuns: 3_000 },
  );
});

describe("what must never arrive is found", () => {
  test.each([
    ["password=hunter22", ["password"]],
    ['{"message":"all is well","deep":[{"smtp_password":"abc"}]}', ["password"]],
    ['{"message":"see index.php?user_token=a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6"}', ["token"]],
    ['{"a":"-----BEGIN PRIVATE KEY-----\\nMII"}', ["private-key"]],
    ["a@b.example from client 8.8.8.8", []],
    ['{"redactions":{"token":4,"password":2},"by":["user_token","jquery 3.7.0"]}', []],
    ['{"url":"?user_token=[token#1]","message":"password: \\"[password#2]\\""}', []],
    ['{"a":"password:","b":"abcdefgh1"}', []],
  ])("%s", (text, kinds) => {
    expect(findClassA(text)).toEqual(kinds);
  });
});

describe("a mebibyte meant to take long takes no longer than plain prose by much", () => {
  const size = 1024 * 1024;
  const fill = (unit: string) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  const hostile = [
    "a",
    "a.",
    "a@",
    "a@a.",
    "password",
    "password=",
    "password='",
    'password="\\',
    "passwordpassword:",
    "token is ",
    "eyJ",
    "eyJa.",
    "eyJaaaaaaaa.aaaaaa",
    "1",
    "4111 ",
    "1.",
    "1.1.1.1",
    ":",
    "1:",
    "a:b:",
    "://",
    "a://a:",
    "Cookie: ",
    "Cookie: a=",
    "Authorization: ",
    "Bearer ",
    "-----BEGIN PRIVATE KEY-----",
    "define('DB_PASSWORD','",
    "Error: SELECT '",
    "Error: SELECT '\n",
    "SELECT = 1",
    "/home/",
    "/home/a",
    "\\",
    "&amp;",
    "&quot;",
    "[email#1]",
    "\u200b",
    "x\u200b",
    "%40",
    " ",
    "\n",
    "=",
    "AKIA",
    "sk_live_",
    " #1 x",
    "#1 a(1): b('",
    "key=",
    'city="',
    "?a=",
    "?a#",
    "a?b=c&amp;",
    "<input ",
    '<input value="',
    "token -",
    "ABCD-1234-",
    "DE00 ",
    "\\u0040",
    "%25",
    "Error: \n",
    "near '",
    "[city] => ",
    "password>",
    "Access denied for user '",
  ];
  const time = (text: string) => {
    // The processor's time: what else the machine does is not ours.
    const began = process.cpuUsage();
    createRedactor().redact(text);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000;
  };

  test.each(hostile)("%j", (unit) => {
    const text = fill(unit);
    const first = time(text);
    // A second try: the machine may have been busy at the first.
    const spent = first < 1_500 ? first : time(text);
    expect(spent).toBeLessThan(1_500);
  });

  test("twice the text takes at most some three times as long", () => {
    for (const unit of ["a@a.", "password='", "1.1.1.1 ", "eyJaaaaaaaa.", "Error: SELECT 'a',"]) {
      const short = fill(unit).slice(0, size / 2);
      const [once, twice] = [0, 1, 2].reduce(
        ([a, b]) => [Math.min(a, time(short)), Math.min(b, time(short + short))] as const,
        [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as const,
      );
      expect(twice, unit).toBeLessThan(once * 3.5 + 30);
    }
  });
});
