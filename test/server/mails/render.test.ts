import { Window } from "happy-dom";
import { expect, test } from "vitest";
import { compose } from "../../../server/mails/compose.ts";
import { type MailKind, mailKinds, mailLanguage, mailLanguages } from "../../../server/mails/kinds.ts";
import { isLight, renderMail } from "../../../server/mails/render.ts";
import { mailWords } from "../../../server/mails/words/all.ts";
import { mailExamples, testBrand } from "../../support/mails.ts";

// Every kind has an example: the record's type says so.
const kinds = Object.keys(mailKinds) as MailKind[];
const everyMail = mailLanguages.flatMap((language) => kinds.map((kind) => ({ language, kind })));
const slotsOf = (texts: readonly string[]) =>
  new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1])));

function rendered({ language, kind }: (typeof everyMail)[number], changes: object = {}) {
  const values = { ...mailExamples[kind], ...changes };
  return renderMail({ kind, language, brand: testBrand, values }, mailWords[language]);
}

test.each(everyMail)("$kind in $language fills the slots that English fills, and no other", ({ language, kind }) => {
  const { subject, lines } = mailWords[language].kinds[kind];
  const english = mailWords.en.kinds[kind];
  expect(slotsOf([subject])).toEqual(slotsOf([english.subject]));
  expect(slotsOf(lines)).toEqual(slotsOf(english.lines));
  expect(lines).toHaveLength(english.lines.length);
  const known = Object.keys(mailKinds[kind].shape);
  for (const slot of slotsOf([subject, ...lines])) expect(known).toContain(slot);
});

test.each(everyMail)("$kind in $language says every value that a reader is to know", ({ language, kind }) => {
  const { subject, text, html } = rendered({ language, kind });
  const page = new Window().document;
  page.write(html);
  const seen = page.body.textContent;
  expect(subject + text + html).not.toMatch(/[{}]|undefined|null|NaN|Invalid/);
  for (const [name, value] of Object.entries(mailExamples[kind])) {
    if (name === "link" || typeof value !== "string" || /^\d{4}-/.test(value) || ["role", "because"].includes(name))
      continue;
    expect(text).toContain(value);
    expect(seen).toContain(value);
  }
  expect(text).toContain(mailExamples[kind].link);
  expect([...page.querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual([mailExamples[kind].link]);
});

test.each(everyMail)("$kind in $language says that an answer is no request, and where to write", (mail) => {
  const { text, html } = rendered(mail);
  for (const line of mailWords[mail.language].footer) {
    const said = line.replace("{where}", "https://help.nordlicht.example");
    expect(text).toContain(said);
    expect(html).toContain(said);
  }
});

test("a language's words are its own", () => {
  for (const language of mailLanguages.filter((each) => each !== "en")) {
    const { footer, kinds: said } = mailWords[language];
    expect(footer[0]).not.toBe(mailWords.en.footer[0]);
    for (const kind of kinds) expect(said[kind].button).not.toBe(mailWords.en.kinds[kind].button);
  }
});

test("no mail's own words name a vendor, a platform or this program", () => {
  for (const mail of everyMail) {
    const { subject, text, html } = rendered(mail);
    expect(subject + text + html).not.toMatch(/opencart|cs-?cart|optioncart|simtech|deskbell|multi-?vendor/i);
  }
});

test.each([
  ["de", "de"],
  ["pt-BR", "pt"],
  ["RU_ru", "ru"],
  ["en-GB", "en"],
  ["xx", "en"],
  ["", "en"],
  [null, "en"],
])("a reader of %s gets %s", (wanted, given) => {
  expect(mailLanguage(wanted)).toBe(given);
});

test("the partner of a transfer is not named to who may not see them", () => {
  const transfer = { language: "en", kind: "transfer-asked" } as const;
  expect(rendered(transfer).text).toContain("The other reseller: Südlicht Design");
  const { text, html } = rendered(transfer, { partner: null });
  expect(text + html).not.toContain("The other reseller");
});

test("a reader who is not known by name is greeted without one", () => {
  expect(rendered({ language: "en", kind: "reply" }, { name: null }).text).toMatch(/^Hello,\n/);
});

test("a mail is written from right to left where its language is", () => {
  const words = { ...mailWords.en, direction: "rtl" as const };
  const { html } = renderMail({ kind: "reply", language: "en", brand: testBrand, values: mailExamples.reply }, words);
  expect(html).toContain('<html lang="en" dir="rtl">');
});

test("light and dark are the reader's own, and nothing is loaded", () => {
  const { html } = rendered({ language: "en", kind: "reply" });
  expect(html).toContain('content="light dark"');
  expect(html).not.toMatch(/<(img|script|link|iframe|style|form|svg|object)|url\(|src=|background-image/i);
});

test.each([
  ["#000000", false],
  ["#ffffff", true],
  ["#1f6feb", false],
  ["#ffcc00", true],
  ["#777777", true],
  ["#767676", true],
  ["#6b6b6b", false],
])("on a button of %s black text reads better: %s", (colour, isDark) => {
  expect(isLight(colour)).toBe(isDark);
});

const hostile = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</title><svg/onload=alert(1)>",
  "' onmouseover='alert(1)",
  "<a href=javascript:alert(1)>x</a>",
  "&lt;script&gt;",
  "{link}{subject}{name}",
  "$& $1 $`",
  "<!--",
  "]]>",
  "\u202etxt.exe",
];

test.each(hostile)("what a person typed stays text in a mail: %j", (typed) => {
  for (const kind of ["reply", "person-invited"] as const) {
    const changes = kind === "reply" ? { subject: typed, name: typed } : { account: typed, name: typed };
    const brand = { ...testBrand, name: typed, senderName: typed };
    const values = { ...mailExamples[kind], ...changes };
    const { html } = renderMail({ kind, language: "en", brand, values }, mailWords.en);
    const page = new Window().document;
    page.write(html);
    expect([...page.querySelectorAll("script, img, svg")]).toEqual([]);
    expect(page.querySelectorAll("a")).toHaveLength(1);
    const handlers = [...page.querySelectorAll("*")].flatMap(({ attributes }) =>
      [...attributes].map(({ name }) => name),
    );
    expect(handlers.filter((name) => name.startsWith("on"))).toEqual([]);
    expect(page.body.textContent).toContain(typed.replace("\u202e", "").trim());
  }
});

const injections = [
  "Hi\r\nBcc: victim@evil.example",
  "Hi\nBcc: victim@evil.example",
  "Hi\rBcc: victim@evil.example",
  "Hi\r\n\r\nA body of mine",
  "Hi\u2028Bcc: victim@evil.example",
  "Hi\u0085Bcc: victim@evil.example",
  "Hi\u0000Bcc: victim@evil.example",
  '"\r\nBcc: victim@evil.example',
  "=?utf-8?q?Hi=0D=0ABcc:_victim=40evil.example?=",
  `${"long ".repeat(300)}\r\nBcc: victim@evil.example`,
];

test.each(injections)("what a person typed adds no header to a mail: %j", async (typed) => {
  const brand = { ...testBrand, senderName: typed };
  const parts = renderMail(
    { kind: "reply", language: "en", brand, values: { ...mailExamples.reply, subject: typed } },
    mailWords.en,
  );
  const [head = ""] = headAndBody(await raw({ ...parts }, brand));
  const names = head
    .replaceAll(/\r\n[ \t]+/g, " ")
    .split("\r\n")
    .map((line) => line.slice(0, line.indexOf(":")));
  expect(names.sort()).toEqual(expectedHeaders);
  expect(head).not.toMatch(/[^\r]\n|\r[^\n]/);
});

test("a mail tells machines that a machine wrote it, and is the same mail each time it is made", async () => {
  const parts = rendered({ language: "de", kind: "reply" });
  const [head = ""] = headAndBody(await raw(parts, testBrand));
  expect(head).toContain("Message-ID: <0199aaaa-0000-7000-8000-000000000001@support.example>");
  expect(head).toContain("Date: Sun, 22 Nov 2026 09:00:00 +0000");
  expect(head).toContain("Auto-Submitted: auto-generated");
  expect(head).toContain("X-Auto-Response-Suppress: All");
  expect(head).toContain("Content-Language: de");
  expect(head).toMatch(/^From: Nordlicht Support <desk@support\.example>/m);
  expect(head).not.toMatch(/nodemailer|mailer/i);
});

const expectedHeaders = [
  "Auto-Submitted",
  "Content-Language",
  "Content-Type",
  "Date",
  "From",
  "MIME-Version",
  "Message-ID",
  "Subject",
  "To",
  "X-Auto-Response-Suppress",
];

async function raw(parts: ReturnType<typeof renderMail>, brand: typeof testBrand): Promise<string> {
  const { bytes } = await compose({
    id: "0199aaaa-0000-7000-8000-000000000001",
    createdAt: "2026-11-22T09:00:00.000Z",
    from: "desk@support.example",
    to: "kate@nordlicht.example",
    language: "de",
    brand,
    rendered: parts,
  });
  return Buffer.from(bytes).toString("utf8");
}

function headAndBody(message: string): string[] {
  const at = message.indexOf("\r\n\r\n");
  return [message.slice(0, at), message.slice(at + 4)];
}
