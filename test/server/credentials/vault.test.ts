import { expect, test } from "vitest";
import { destroy, open, wrap } from "../../../server/credentials/vault.ts";
import { AppError } from "../../../shared/problems.ts";
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
