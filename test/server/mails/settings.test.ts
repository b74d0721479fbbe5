import { expect, test } from "vitest";
import { readConfig } from "../../../server/config.ts";
import { openTransport } from "../../../server/mails/transport.ts";
import { freshPlace } from "../../support/db.ts";
import { run } from "../child.ts";

const from = { DESKBELL_MAIL_FROM: "desk@support.example" };
const smtpOf = (env: Record<string, string>) => readConfig({ ...from, ...env }).mail.smtp;

test("without a mail server mails are files", () => {
  expect(readConfig({}).mail.smtp).toBeNull();
});

test.each([
  ["smtps://mail.example", { host: "mail.example", port: 465, tls: "at-once" }],
  ["smtps://mail.example:10465/", { port: 10_465, tls: "at-once" }],
  ["smtp://mail.example", { port: 587, tls: "required" }],
  ["smtp://192.168.1.5:25", { port: 25, tls: "required" }],
  ["smtp://127.0.0.1.evil.example", { tls: "required" }],
  ["smtp://127.0.0.1:1025", { tls: "offered" }],
  ["smtp://localhost:1025", { tls: "offered" }],
  ["smtp://[::1]:1025", { host: "::1", tls: "offered" }],
])("mails to %s travel encrypted, or to this machine alone", (url, expected) => {
  expect(smtpOf({ DESKBELL_SMTP_URL: url })).toMatchObject({ user: null, password: null, ...expected });
});

test("a user and a password are read from the address as they were before they were written into it", () => {
  const url = "smtps://desk%40support.example:p%2Fs%3As%40@mail.example";
  expect(smtpOf({ DESKBELL_SMTP_URL: url })).toMatchObject({ user: "desk@support.example", password: "p/s:s@" });
});

test.each([
  ["another scheme", { DESKBELL_SMTP_URL: "http://mail.example" }],
  ["no host", { DESKBELL_SMTP_URL: "smtp://" }],
  ["a path", { DESKBELL_SMTP_URL: "smtp://mail.example/inbox" }],
  ["a query", { DESKBELL_SMTP_URL: "smtp://mail.example?tls=off" }],
  ["a user without a password", { DESKBELL_SMTP_URL: "smtp://desk@mail.example" }],
  ["a password without a user", { DESKBELL_SMTP_URL: "smtp://:secret@mail.example" }],
  ["two passwords", { DESKBELL_SMTP_URL: "smtp://desk:secret@mail.example", DESKBELL_SMTP_PASSWORD_FILE: "/x" }],
  ["a password file without a user", { DESKBELL_SMTP_URL: "smtp://mail.example", DESKBELL_SMTP_PASSWORD_FILE: "/x" }],
  ["a sender that is no address", { DESKBELL_MAIL_FROM: "Support <desk@support.example>" }],
])("%s is refused, without repeating the password", (_, env) => {
  let said = "";
  try {
    smtpOf(env);
  } catch (error) {
    said = String(error);
  }
  expect(said).toMatch(/DESKBELL_(SMTP|MAIL)/);
  expect(said).not.toContain("secret");
});

test("a mail server needs a sender's address", () => {
  expect(() => readConfig({ DESKBELL_SMTP_URL: "smtps://mail.example" })).toThrow(/DESKBELL_MAIL_FROM/);
});

test("a file that is named and cannot be read is told before anything is served", () => {
  const { mail } = readConfig({
    ...from,
    DESKBELL_SMTP_URL: "smtps://desk@mail.example",
    DESKBELL_SMTP_PASSWORD_FILE: "/nonexistent/password",
  });
  expect(() => openTransport({ dataFolder: "/nonexistent", mail })).toThrow(/DESKBELL_SMTP_PASSWORD_FILE/);
});

test("the operator sees that every mail was sent, and cannot send one that is not there", async () => {
  const place = await freshPlace({ migrated: true });
  expect(await run(["mails", "list"], place)).toMatchObject({ code: 0, stdout: "Every mail was sent.\n" });
  const { code, stderr } = await run(["mails", "send", "--mail", "0199"], place);
  expect([code, stderr]).toEqual([1, expect.stringContaining("deskbell mails list")]);
});
