import { expect, test } from "vitest";
import { readConfig } from "../../server/config.ts";

test("without any setting the server listens on this machine alone", () => {
  expect(readConfig({})).toMatchObject({
    dataFolder: `${process.cwd()}/data`,
    host: "127.0.0.1",
    port: 8420,
    publicUrl: null,
    databaseUrl: null,
    behindProxy: false,
  });
});

test.each([
  "http://support.example",
  "http://192.168.1.10:8420",
  "http://127.0.0.1.evil.example",
  "http://[2001:db8::1]",
])("plain http is refused for anything but this machine: %s", (url) => {
  expect(() => readConfig({ DESKBELL_URL: url })).toThrow(/https:\/\//);
});

test.each(["https://support.example", "http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"])(
  "%s is a public address",
  (url) => {
    expect(readConfig({ DESKBELL_URL: `${url}/` }).publicUrl).toBe(url);
  },
);

test.each([
  ["DESKBELL_URL", "support.example"],
  ["DESKBELL_URL", "https://support.example/help"],
  ["DESKBELL_URL", "ftp://support.example"],
  ["DESKBELL_PORT", "http"],
  ["DESKBELL_PORT", "70000"],
  ["DESKBELL_DATABASE_URL", "mysql://localhost"],
  ["DESKBELL_LOG_LEVEL", "loud"],
  ["DESKBELL_BEHIND_PROXY", "yes"],
  ["DESKBELL_NAME", " "],
  ["DESKBELL_CHECK_ALLOW", "10.1.0.0/33"],
  ["DESKBELL_CHECK_ALLOW", "10.1.2.3/16"],
  ["DESKBELL_CHECK_ALLOW", "10.1.0.0/16 10.2.0.0/16"],
  ["DESKBELL_CHECK_ALLOW", "10.1.0.0/16,"],
  ["DESKBELL_CHECK_ALLOW", "files.internal"],
  ["DESKBELL_CHECK_PORTS", "0"],
  ["DESKBELL_CHECK_PORTS", "65536"],
  ["DESKBELL_CHECK_PORTS", "2121-2130"],
  ["DESKBELL_CHECK_PORTS", "2121;2122"],
  ["DESKBELL_CHECK_PORTS", "0x15"],
  ["DESKBELL_CHECK_ADDRESS", " "],
  ["DESKBELL_CHECK_ADDRESS", "203.0.113.7\n198.51.100.1"],
])("a setting that cannot be used stops the start and is named: %s=%s", (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(name);
});

test("without any setting logins are tried on the public internet alone, at the usual ports", () => {
  expect(readConfig({}).checks).toEqual({ allow: [], ports: [], address: null });
});

test("the operator says which private addresses and other ports logins may be tried at, and where they come from", () => {
  const settings = {
    DESKBELL_CHECK_ALLOW: "10.1.0.0/16, 10.2.0.5,fd12::/16",
    DESKBELL_CHECK_PORTS: " 2121 ,2200",
    DESKBELL_CHECK_ADDRESS: " 203.0.113.7 (Frankfurt) ",
  };
  expect(readConfig(settings).checks).toEqual({
    allow: [
      { address: "10.1.0.0", bits: 16 },
      { address: "10.2.0.5", bits: 32 },
      { address: "fd12::", bits: 16 },
    ],
    ports: [2121, 2200],
    address: "203.0.113.7 (Frankfurt)",
  });
});
