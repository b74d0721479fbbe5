import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSecrets } from "../../server/secrets.ts";

test("the secrets are made once, each a file that only this user may read", async () => {
  const data = folder();
  const first = await openSecrets(data);
  const secrets = join(data, "secrets");
  expect(statSync(secrets).mode & 0o777).toBe(0o700);
  const files = readdirSync(secrets).sort();
  expect(files).toEqual(["sealing-identity", "session-secret", "setup-token", "token-pepper"]);
  for (const file of files) expect(statSync(join(secrets, file)).mode & 0o777, file).toBe(0o600);
  const { hashOf, ...plain } = await openSecrets(data);
  expect(plain).toEqual({ ...first, hashOf: undefined });
  expect(hashOf("a")).toBe(first.hashOf("a"));
});

test("two folders share no secret", async () => {
  const [one, other] = [await openSecrets(folder()), await openSecrets(folder())];
  for (const name of ["sessionSecret", "setupToken", "sealingKey", "fingerprint"] as const) {
    expect(one[name]).not.toBe(other[name]);
  }
  expect(one.hashOf("a")).not.toBe(other.hashOf("a"));
});

test("servers that start at once on an empty folder agree on every secret", async () => {
  const data = folder();
  const opened = await Promise.all(Array.from({ length: 8 }, () => openSecrets(data)));
  expect(new Set(opened.map(({ fingerprint, sessionSecret }) => fingerprint + sessionSecret)).size).toBe(1);
  expect(readdirSync(join(data, "secrets"))).toHaveLength(4);
});

test.each(["sealing-identity", "session-secret", "setup-token", "token-pepper"])(
  "the server does not start while others can read %s",
  async (file) => {
    const data = folder();
    await openSecrets(data);
    for (const mode of [0o640, 0o604, 0o660]) {
      chmodSync(join(data, "secrets", file), mode);
      await expect(openSecrets(data)).rejects.toThrow(`${file} can be read by others`);
    }
    chmodSync(join(data, "secrets", file), 0o600);
    await openSecrets(data);
  },
);

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
  const { hashOf, ...told } = await openSecrets(data);
  const identity = readFileSync(join(data, "secrets", "sealing-identity"), "utf8").trim();
  expect(identity).toMatch(/^AGE-SECRET-KEY-1/);
  expect(JSON.stringify(told)).not.toContain(identity);
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "deskbell-test-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
