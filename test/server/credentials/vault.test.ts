import { expect, test } from "vitest";
import { destroy, open, wrap } from "../../../server/credentials/vault.ts";
import { withoutWords } from "../../../server/credentials/vault-words.ts";
import { errorForLog } from "../../../server/log.ts";
import { AppError, refusal } from "../../../shared/problems.ts";
import { startServer } from "../../support/app.ts";
import { newBound, seal, secretFor } from "./sealing.ts";

test("what was sealed in a browser is opened as it was, until it is destroyed", async () => {
  const server = await startServer();
  const { db, ctx } = server;
  const bound = await newBound(server);
  const secret = secretFor(bound);
  const sealed = await seal(ctx.keys.sealingKey, secret);
  const told = await db.transaction().execute((tx) => wrap(tx, ctx.keys, bound, sealed));
  expect(told).toEqual({ kind: "ftp", protocol: "sftp", host: "files.shop.example", port: 22, userHint: "mt_…" });
  expect(await open(db, ctx.keys, bound)).toEqual(secret);
  await db.transaction().execute((tx) => destroy(tx, bound.credentialId));
  await expect(open(db, ctx.keys, bound)).rejects.toThrow("credential.gone");
  await expect(open(db, ctx.keys, bound)).rejects.toThrow(AppError);
});

test("what fails with an opened login in its hands is logged by its place and code, without a word of it", async () => {
  const canary = "canary-7f3a91c2";
  class Odd extends Error {}
  const failures = [
    new Error(`no login for ${canary}`, { cause: new Error(canary) }),
    Object.assign(new Error(`a\n    at ${canary} (file:///a:1:1)`), { code: "ECONNRESET" }),
    Object.assign(new Odd(canary), { code: canary, name: canary, secret: canary }),
    canary,
  ];
  for (const failure of failures) {
    const thrown = await withoutWords(() => Promise.reject(failure)).catch((error: unknown) => error);
    expect(JSON.stringify(errorForLog(thrown))).not.toContain("canary");
    expect(thrown).toBeInstanceOf(Error);
  }
  const reset = await withoutWords(() => Promise.reject(failures[1])).catch((error: unknown) => error);
  expect(JSON.stringify(errorForLog(reset))).toMatch(/ECONNRESET.*vault\.test\.ts/);
  const gone = new AppError(refusal("credential.gone"));
  await expect(withoutWords(() => Promise.reject(gone))).rejects.toBe(gone);
});
