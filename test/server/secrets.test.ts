import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { type Keys, openSecrets } from "../../server/secrets.ts";

const all = ["log-key", "sealing-identity", "session-secret", "setup-token", "token-pepper", "vault-key"];

test("the secrets are made once, each a file that only this user may read", async () => {
  const data = folder();
  const first = await openSecrets(data);
  const secrets = join(data, "secrets");
  expect(statSync(secrets).mode & 0o777).toBe(0o700);
  const files = readdirSync(secrets).sort();
  expect(files).toEqual(all);
  for (const file of files) expect(statSync(join(secrets, file)).mode & 0o777, file).toBe(0o600);
  const second = await openSecrets(data);
  expect(textsOf(second)).toEqual(textsOf(first));
  for (const key of ["vaultKey", "logKey"] as const) expect(second[key].equals(first[key]), key).toBe(true);
  expect(second.hashOf("a")).toBe(first.hashOf("a"));
});

test("two folders share no secret", async () => {
  const [one, other] = [await openSecrets(folder()), await openSecrets(folder())];
  for (const name of ["sessionSecret", "setupToken", "sealingKey", "fingerprint"] as const) {
    expect(one[name]).not.toBe(other[name]);
  }
  for (const name of ["vaultKey", "logKey"] as const) expect(one[name].equals(other[name]), name).toBe(false);
  expect(one.hashOf("a")).not.toBe(other.hashOf("a"));
});

test("servers that start at once on an empty folder agree on every secret", async () => {
  const data = folder();
  const opened = await Promise.all(Array.from({ length: 8 }, () => openSecrets(data)));
  expect(new Set(opened.map(({ fingerprint, sessionSecret }) => fingerprint + sessionSecret)).size).toBe(1);
  expect(readdirSync(join(data, "secrets"))).toHaveLength(all.length);
});

test.each(all)("the server does not start while others can read %s", async (file) => {
  const data = folder();
  await openSecrets(data);
  for (const mode of [0o640, 0o604, 0o660]) {
    chmodSync(join(data, "secrets", file), mode);
    await expect(openSecrets(data)).rejects.toThrow(`${file} can be read by others`);
  }
  chmodSync(join(data, "secrets", file), 0o600);
  await openSecrets(data);
});

test("the server does not start while others can look into the folder of secrets", async () => {
  const data = folder();
  await openSecrets(data);
  chmodSync(join(data, "secrets"), 0o755);
  await expect(openSecrets(data)).rejects.toThrow("can be read by others");
});

test("an empty secret is not taken for one", async () => {
  const data = folder();
  await openSecrets(data);
  writeFileSync(join(data, "secrets", "token-pepper"), "");
  await expect(openSecrets(data)).rejects.toThrow("token-pepper is empty");
});

test("the sealing identity never leaves its file", async () => {
  const data = folder();
  const keys = await openSecrets(data);
  const told = JSON.stringify(keys) + inspect(keys, { depth: 10, showHidden: true });
  const identity = readFileSync(join(data, "secrets", "sealing-identity"), "utf8").trim();
  expect(identity).toMatch(/^AGE-SECRET-KEY-1/);
  expect(told).not.toContain(identity);
});

function textsOf({ sessionSecret, setupToken, sealingKey, fingerprint }: Keys): string[] {
  return [sessionSecret, setupToken, sealingKey, fingerprint];
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "deskbell-test-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
