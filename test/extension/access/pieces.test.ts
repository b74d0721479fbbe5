import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readAddress } from "../../../extension/access/address.ts";
import { daysAllowed, endOf, faultOfEnd } from "../../../extension/access/ends.ts";
import {
  emptyFiles,
  type FilesFields,
  faultsOfAdmin,
  faultsOfFiles,
  filesSecret,
  hintsOf,
} from "../../../extension/access/fields.ts";
import { isSameFingerprint } from "../../../extension/access/fingerprint.ts";
import { keepForm, keptForm } from "../../../extension/access/kept.ts";
import { lengthOf, stepsOf } from "../../../extension/access/steps.ts";
import {
  adminRecipe,
  filesRecipes,
  recipeFamily,
  recipePlatforms,
  recipeVersion,
} from "../../../shared/access-steps.ts";
import { newCredential, protocols, sealedSecret } from "../../../shared/credentials.ts";
import { aCredential, aLogin } from "../../support/fake-access-host.ts";
import { root } from "../../support/tool.ts";

const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 });

test("fingerprints are the same only where every digit is", () => {
  fc.assert(
    fc.property(hex, fc.nat(63), fc.constantFrom(..."0123456789abcdef"), (pinned, at, digit) => {
      const other = pinned.slice(0, at) + digit + pinned.slice(at + 1);
      expect(isSameFingerprint(pinned, other)).toBe(pinned === other);
    }),
  );
});

test.each([
  ["", ""],
  ["ab".repeat(32), ""],
  ["ab".repeat(32), "ab".repeat(31)],
  ["ab".repeat(32), "ab".repeat(33)],
  ["ab", "ab"],
])("%s and %s are no pinned fingerprint and its like", (pinned, shown) => {
  expect(isSameFingerprint(pinned, shown)).toBe(false);
});

test.each([
  ["sftp.shop.example", { host: "sftp.shop.example" }],
  ["  sftp.shop.example ", { host: "sftp.shop.example" }],
  ["sftp.shop.example:2222", { host: "sftp.shop.example", port: "2222" }],
  ["ftp.shop.example/", { host: "ftp.shop.example" }],
  ["ftp.shop.example/htdocs", { host: "ftp.shop.example", folder: "/htdocs" }],
  ["mt@host.example", { host: "host.example", user: "mt" }],
  [
    "ftp://mt:p%40ss@host.example:21/a%20b",
    { host: "host.example", protocol: "ftp", port: "21", user: "mt", password: "p@ss", folder: "/a b" },
  ],
  ["SFTP://host.example", { host: "host.example", protocol: "sftp" }],
  ["ftpes://host.example", { host: "host.example", protocol: "ftps-explicit" }],
  ["https://host.example/", { host: "https://host.example/" }],
  ["[::1]:22", { host: "[::1]", port: "22" }],
  ["a b", { host: "a b" }],
  ["", { host: "" }],
])("the address %j is read as %j", (typed, read) => {
  expect(readAddress(typed)).toEqual(read);
});

const zones = ["Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Pacific/Kiritimati"];
const instants = fc.integer({ min: Date.parse("2026-01-01T00:00:00Z"), max: Date.parse("2028-12-31T00:00:00Z") });

test("whatever end can be chosen lies ahead and within 30 days, in every zone and at every change of clocks", () => {
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), fc.nat(29), (now, zone, later) => {
      const { first, last } = daysAllowed(now, zone);
      const on = Temporal.PlainDate.from(first).add({ days: later }).toString();
      const ends = { on };
      fc.pre(faultOfEnd(ends, now, zone) === null);
      const left = Date.parse(endOf(ends, now, zone)) - now;
      expect(on <= last).toBe(true);
      // The last minute of today may have begun.
      expect(left).toBeGreaterThan(-60_000);
      expect(left).toBeLessThanOrEqual(30 * 86_400_000);
    }),
  );
});

test.each([
  ["2026-11-21", "Choose a day that is not over."],
  ["2026-11-22", null],
  ["2026-12-21", null],
  ["2026-12-22", "Choose a day within 30 days."],
  ["", "Choose a day."],
])("on 22 November the day %j gives: %s", (on, why) => {
  expect(faultOfEnd({ on }, Date.parse("2026-11-22T14:30:00Z"), "Europe/Berlin")).toBe(why);
});

test("where clocks are put back within it the last day ends a little early, and not after 30 days", () => {
  const now = Date.parse("2026-10-01T22:05:00Z");
  const { last } = daysAllowed(now, "Europe/Berlin");
  expect(last).toBe("2026-10-31");
  expect(Date.parse(endOf({ on: last }, now, "Europe/Berlin")) - now).toBe(30 * 86_400_000 - 60_000);
});

test("the end of a day is the person's own", () => {
  const now = Date.parse("2026-11-22T14:30:00Z");
  expect(endOf({ on: "2026-11-30" }, now, "Europe/Berlin")).toBe("2026-11-30T22:59:00.000Z");
  expect(endOf({ on: "2026-11-30" }, now, "America/New_York")).toBe("2026-12-01T04:59:00.000Z");
  expect(endOf({ days: 7 }, now, "Europe/Berlin")).toBe("2026-11-29T14:30:00.000Z");
});

const anyFields: fc.Arbitrary<FilesFields> = fc.record({
  protocol: fc.constantFrom(...protocols),
  host: fc.oneof(fc.domain(), fc.string(), fc.constantFrom("[::1]", "127.0.0.1", " a.example ")),
  port: fc.oneof(fc.nat(70_000).map(String), fc.string({ maxLength: 5 })),
  user: fc.string({ maxLength: 220, unit: "binary" }),
  by: fc.constantFrom("password", "key"),
  password: fc.string({ maxLength: 520, unit: "binary" }),
  key: fc.string({ maxLength: 40 }),
  passphrase: fc.string({ maxLength: 10, unit: "binary" }),
  folder: fc.string({ maxLength: 520, unit: "binary" }),
  note: fc.string({ maxLength: 30 }),
  sendsUnencrypted: fc.boolean(),
});

test("whatever passes the form's own look is taken by the server's schema", () => {
  const bound = {
    credentialId: "0193c8a2-0000-7000-8000-0000000000f1",
    ticketId: "0193c8a2-0000-7000-8000-000000003308",
    storeOrigin: "https://shop.example",
    createdAt: "2026-11-22T14:30:00.000Z",
    expiresAt: "2026-11-29T14:30:00.000Z",
  };
  let passed = 0;
  fc.assert(
    fc.property(anyFields, (fields) => {
      if (Object.keys(faultsOfFiles(fields)).length > 0) return;
      passed += 1;
      const secret = filesSecret(bound, fields);
      sealedSecret.parse(secret);
      const { ticketId, credentialId, expiresAt } = bound;
      const sealed = { sealedFor: "ab".repeat(32), sealed: "x", replaces: null };
      newCredential.parse({ ...hintsOf(secret), ticketId, credentialId, expiresAt, ...sealed });
    }),
    { numRuns: 3_000 },
  );
  expect(passed).toBeGreaterThan(100);
});

test.each([
  ["shop.example/admin", "loginUrl"],
  ["ftp://shop.example/", "loginUrl"],
  ["https://me:secret@shop.example/", "loginUrl"],
])("the login page %s is sent back to be typed again", (loginUrl, field) => {
  expect(Object.keys(faultsOfAdmin({ loginUrl, user: "a", password: "b", note: "" }))).toEqual([field]);
});

test("a host that was typed with a name and a password in it is not kept", () => {
  const kept = new Map<string, string>();
  const storage = () =>
    ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    }) as Storage; // As much of it as is used.
  const form = { ...emptyFiles(), days: 3 };
  for (const host of ["mt:secret@host.example", "sftp://mt:secret@host.example", "host.example/secret"]) {
    keepForm(storage, "t", { ...form, host });
    expect([...kept.values()].join()).not.toContain("secret");
  }
  keepForm(storage, "t", { ...form, host: "host.example" });
  expect(keptForm(storage, "t")).toEqual({ protocol: "sftp", host: "host.example", port: "22", days: 3 });
});

test.each(["", "{", '{"protocol":"telnet"}', '{"protocol":"sftp","host":1,"port":"22","days":7}'])(
  "what is kept as %s is taken for nothing",
  (text) => {
    const storage = () => ({ getItem: () => text }) as unknown as Storage; // As much of it as is used.
    expect(keptForm(storage, "t")).toBeNull();
  },
);

test("every adapter's platform has steps, and only those without a family get the general ones", () => {
  const platforms = readdirSync(join(root, "extension/adapters"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const general = platforms.filter((name) => recipeFamily(name) === "other");
  expect(platforms.length).toBeGreaterThan(10);
  expect(general).toEqual(["declared"]);
});

test.each(recipePlatforms.map(([id]) => id))("the steps of %s make a user and disable it again", (platform) => {
  for (const version of [null, "1.5.6.4", "2.3.0.2", "3.0.3.9", "4.1.0.4"]) {
    const { make, disable } = adminRecipe(platform, version);
    expect(make.length).toBeGreaterThanOrEqual(3);
    expect(disable.join(" ")).toMatch(/disable|delete|inactive|block|No\b/i);
    for (const step of [...make, ...disable]) expect(step).toMatch(/[.:]$/);
  }
});

test.each([
  ["opencart", "1.5.6.4", "Top Administrator"],
  ["arastta", "1.6.2", "the group Administrator"],
  ["opencart-overclocked", "1.11.1", "the group Administrator"],
  ["opencart", "3.0.3.9", "the group Administrator"],
])("a relative's own count of versions is not taken for its parent's: %s %s", (platform, version, words) => {
  const recipe = adminRecipe(recipeFamily(platform), recipeVersion(platform, version));
  expect(recipe.make.join(" ")).toContain(words);
});

test("every host's steps make an account and take it away again", () => {
  for (const { make, disable } of Object.values(filesRecipes)) {
    expect(make.join(" ")).toContain("new password");
    expect(disable.join(" ")).toMatch(/delete|remove/i);
  }
});

test.each([
  ["ready", "logged-in"],
  ["reachable", "encrypted"],
  ["blocked", "reached"],
] as const)("how long a check took that ended %s stands beside the step %s, and beside no other", (result, id) => {
  const files = aCredential({ check: { at: "2026-11-22T14:21:00Z", outcome: aLogin(result) } });
  const measured = { credentialId: files.credentialId, sealing: 53, sending: 81, checking: 162 };
  const steps = stepsOf({ admin: null, files, running: null, measured });
  expect(steps.filter(({ aside }) => aside === "162 ms").map((step) => step.id)).toEqual([id]);
});

test.each([
  [0, "0 ms"],
  [84.4, "84 ms"],
  [999, "999 ms"],
  [1_240, "1.2 s"],
])("%d ms are written as %s", (ms, words) => {
  expect(lengthOf(ms)).toBe(words);
});
