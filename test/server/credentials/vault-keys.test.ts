import { createSecretKey, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { open, wrap } from "../../../server/credentials/vault.ts";
import { dropOldIdentities, rotateIdentity } from "../../../server/credentials/vault-rotate.ts";
import { requireOwnKeys } from "../../../server/credentials/vault-start.ts";
import { type Keys, openSecrets } from "../../../server/secrets.ts";
import { days, refusalOf, startServer, type TestServer } from "../../support/app.ts";
import { run } from "../child.ts";
import { accessScene, fakeChecker, newAccess } from "./scene.ts";
import { newBound, seal, secretFor } from "./sealing.ts";

test("after a rotation browsers seal for a new key, and what was sealed before is still opened", async () => {
  const server = await startServer();
  const { ctx, db, place } = server;
  const before = await keepNew(server);
  const old = ctx.keys.fingerprint;
  await rotateIdentity(ctx.keys, place.dataFolder, ctx.now());
  expect(ctx.keys.fingerprint).not.toBe(old);
  expect(ctx.keys.identities.map(({ fingerprint }) => fingerprint)).toEqual([ctx.keys.fingerprint, old]);
  const after = await keepNew(server);
  for (const bound of [before, after]) expect((await open(db, ctx.keys, bound)).credentialId).toBe(bound.credentialId);
  const again = await openSecrets(place.dataFolder);
  expect(again.fingerprint).toBe(ctx.keys.fingerprint);
  for (const bound of [before, after]) expect((await open(db, again, bound)).credentialId).toBe(bound.credentialId);
  const secrets = join(place.dataFolder, "secrets");
  for (const file of readdirSync(secrets)) expect(statSync(join(secrets, file)).mode & 0o077, file).toBe(0);
});

test("a server that runs beside a rotation takes the new key up when it reads its keys anew", async () => {
  const { ctx, place } = await startServer();
  const beside = await openSecrets(place.dataFolder);
  await rotateIdentity(ctx.keys, place.dataFolder, ctx.now());
  expect(beside.fingerprint).not.toBe(ctx.keys.fingerprint);
  await beside.refresh();
  expect(beside.fingerprint).toBe(ctx.keys.fingerprint);
  expect(beside.sealingKey).toBe(ctx.keys.sealingKey);
});

test("what was sealed for a key that another server showed since is taken at once, and for an earlier one no more", async () => {
  const checker = fakeChecker();
  const scene = await accessScene({ server: await startServer({ checker }), checker });
  const { server, device } = scene;
  const early = await newAccess(scene);
  const beside = await openSecrets(server.place.dataFolder);
  await rotateIdentity(beside, server.place.dataFolder, server.ctx.now());
  expect(server.ctx.keys.fingerprint).not.toBe(beside.fingerprint);
  const late = await newAccess({ ...scene, server: { ...server, ctx: { ...server.ctx, keys: beside } } });
  await device.api.access.handOver.mutate(late);
  expect(server.ctx.keys.fingerprint).toBe(beside.fingerprint);
  expect((await refusalOf(device.api.access.handOver.mutate(early))).code).toBe("credential.other-key");
});

test("a rotation that finds another one under way changes nothing", async () => {
  const { ctx, place } = await startServer();
  const { fingerprint } = ctx.keys;
  writeFileSync(join(place.dataFolder, "secrets", "rotating"), "");
  await expect(rotateIdentity(ctx.keys, place.dataFolder, ctx.now())).rejects.toThrow("Another rotation runs");
  expect((await openSecrets(place.dataFolder)).fingerprint).toBe(fingerprint);
});

test("a rotation that was cut off before the new key was in force is as if it had not begun", async () => {
  const { ctx, place } = await startServer();
  const secrets = join(place.dataFolder, "secrets");
  const present = readFileSync(join(secrets, "sealing-identity"), "utf8");
  const older = join(secrets, `sealing-identity.${ctx.keys.fingerprint.slice(0, 8)}.until-2026-12-22`);
  writeFileSync(older, present, { mode: 0o600 });
  writeFileSync(join(secrets, "sealing-identity.0123456789abcdef"), "AGE-SECRET-KEY-1HALF", { mode: 0o600 });
  const { fingerprint, identities } = await openSecrets(place.dataFolder);
  expect(fingerprint).toBe(ctx.keys.fingerprint);
  expect(identities).toHaveLength(1);
});

test("an older key goes when its time is over and nothing alive is sealed for it, and not before", async () => {
  const server = await startServer();
  const { ctx, db, place } = server;
  const bound = await keepNew(server);
  const old = ctx.keys.fingerprint;
  await rotateIdentity(ctx.keys, place.dataFolder, ctx.now());
  const drop = () => dropOldIdentities(db, ctx.keys, place.dataFolder, ctx.now());
  server.pass(31 * days);
  expect(await drop()).toBe(0);
  server.pass(2 * days);
  expect(await drop()).toBe(0);
  expect(ctx.keys.identities.map(({ fingerprint }) => fingerprint)).toContain(old);
  await db.updateTable("credentials").set({ state: "destroyed" }).where("id", "=", bound.credentialId).execute();
  expect(await drop()).toBe(1);
  expect(ctx.keys.identities).toHaveLength(1);
  expect(readdirSync(join(place.dataFolder, "secrets")).filter((file) => file.includes("until"))).toEqual([]);
  expect(await drop()).toBe(0);
});

test("a server starts on a database whose living access its keys open", async () => {
  const server = await startServer();
  await requireOwnKeys(server.db, server.ctx.keys);
  await keepNew(server);
  await requireOwnKeys(server.db, server.ctx.keys);
  await rotateIdentity(server.ctx.keys, server.place.dataFolder, server.ctx.now());
  await requireOwnKeys(server.db, await openSecrets(server.place.dataFolder));
});

test("a server does not start where access lives that none of its identities is for", async () => {
  const [server, other] = [await startServer(), await startServer()];
  const bound = await keepNew(server);
  const foreign = { ...server.ctx.keys, identities: other.ctx.keys.identities } satisfies Keys;
  await expect(requireOwnKeys(server.db, foreign)).rejects.toThrow(server.ctx.keys.fingerprint);
  await server.db.updateTable("credentials").set({ state: "destroyed" }).where("id", "=", bound.credentialId).execute();
  await requireOwnKeys(server.db, foreign);
});

test("a server does not start on another vault key than what lives is wrapped by", async () => {
  const server = await startServer();
  await keepNew(server);
  const { keys } = server.ctx;
  const exchanged = { ...keys, identities: keys.identities, vaultKey: createSecretKey(randomBytes(32)) } satisfies Keys;
  await expect(requireOwnKeys(server.db, exchanged)).rejects.toThrow("vault-key");
});

test("the command makes the new key, says its fingerprint, and what becomes of browsers", async () => {
  const { ctx, place } = await startServer();
  const { code, stdout } = await run(["secrets", "rotate"], place);
  expect(code).toBe(0);
  await ctx.keys.refresh();
  expect(stdout.replaceAll(/[^0-9a-z]/gi, "")).toContain(ctx.keys.fingerprint);
  expect(stdout).toContain("new invitation");
  expect(stdout).not.toContain("AGE-SECRET-KEY");
});

async function keepNew(server: TestServer) {
  const { ctx, db } = server;
  const bound = await newBound(server);
  const sealed = await seal(ctx.keys.sealingKey, secretFor(bound));
  await db.transaction().execute((tx) => wrap(tx, ctx.keys, bound, sealed));
  return bound;
}
