import fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatInvitation,
  groupFingerprint,
  isLoopback,
  parseInvitation,
  parseServer,
} from "../../shared/invitation.ts";

const code = fc.string({ unit: fc.constantFrom(..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"), minLength: 16, maxLength: 16 });
const fingerprint = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 });
const server = fc.constantFrom(
  "https://support.example",
  "https://support.example:8443",
  "http://127.0.0.1:8420",
  "http://localhost:1",
);

test("an invitation that is written is read back as it was", () => {
  fc.assert(
    fc.property(server, code, fingerprint, (server, code, fingerprint) => {
      const invitation = { server, code, fingerprint };
      expect(parseInvitation(formatInvitation(invitation))).toEqual({ ok: true, value: invitation });
    }),
  );
});

test("dashes, lower case and blanks around it do not matter", () => {
  const text = `  https://support.example/#k7q2-9f4d-0000-zzzz.${"A".repeat(64)} \n`;
  expect(parseInvitation(text)).toEqual({
    ok: true,
    value: { server: "https://support.example", code: "K7Q29F4D0000ZZZZ", fingerprint: "a".repeat(64) },
  });
});

const f = "a".repeat(64);
test.each([
  ["", "enrolment.text-invalid"],
  ["hello", "enrolment.text-invalid"],
  [`https://support.example/#SHORT.${f}`, "enrolment.text-invalid"],
  [`https://support.example/#K7Q29F4D0000ZZZZ.${f}0`, "enrolment.text-invalid"],
  [`https://support.example/?code=K7Q29F4D0000ZZZZ.${f}`, "enrolment.text-invalid"],
  [`https://user:pass@support.example/#K7Q29F4D0000ZZZZ.${f}`, "enrolment.text-invalid"],
  [`http://support.example/#K7Q29F4D0000ZZZZ.${f}`, "enrolment.not-https"],
  [`http://127.0.0.1.evil.example/#K7Q29F4D0000ZZZZ.${f}`, "enrolment.not-https"],
  [`javascript:alert(1)//#K7Q29F4D0000ZZZZ.${f}`, "enrolment.not-https"],
])("%s is refused with %s", (text, problem) => {
  expect(parseInvitation(text)).toMatchObject({ ok: false, refusal: { code: problem } });
});

test("no text whatever makes reading it throw", () => {
  fc.assert(
    fc.property(
      fc.string(),
      (text) => typeof parseInvitation(text).ok === "boolean" && typeof parseServer(text).ok === "boolean",
    ),
  );
});

test.each([
  ["support.example", "https://support.example"],
  ["https://support.example/desk?x=1#y", "https://support.example"],
  ["http://localhost:8420", "http://localhost:8420"],
])("the server %s is %s", (typed, origin) => {
  expect(parseServer(typed)).toEqual({ ok: true, value: origin });
});

test("only this machine's own names are loopback", () => {
  expect(["localhost", "shop.localhost", "127.0.0.1", "127.8.9.1", "[::1]"].every(isLoopback)).toBe(true);
  expect(["127.0.0.1.example", "localhost.example", "10.0.0.1", "[::2]", ""].some(isLoopback)).toBe(false);
});

test("a fingerprint is grouped without losing a digit", () => {
  expect(groupFingerprint("0123456789abcdef")).toBe("01234567 89abcdef");
});
