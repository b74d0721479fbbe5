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
])("a setting that cannot be used stops the start and is named: %s=%s", (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(name);
});
