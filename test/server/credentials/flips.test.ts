import { inspect } from "node:util";
import { armor } from "age-encryption";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { type Bound, open, read, wrap } from "../../../server/credentials/vault.ts";
import type { Tx } from "../../../server/db/open.ts";
import { AppError } from "../../../shared/problems.ts";
import { startServer, type TestServer } from "../../support/app.ts";
import { runs } from "../../support/runs.ts";
import { newBound, seal, secretFor } from "./sealing.ts";

/** Every bit where everything is verified; every eleventh while one works. */
const step = runs(1, 11);

test("what is kept is refused with any one bit of it flipped, in the secret as in its key", async () => {
  const server = await startServer();
  const { ctx, db } = server;
  const bound = await keepNew(server);
  const tx = await db.startTransaction().execute();
  const { wrappedKey, bytes } = await storedOf(tx, bound);
  let refused = 0;
  for (const flipped of flips(bytes)) {
    await tx.updateTable("credentialSecrets").set({ bytes: flipped }).execute();
    expect(await codeOf(open(tx, ctx.keys, bound))).toBe("credential.misplaced");
    refused++;
  }
  await tx.updateTable("credentialSecrets").set({ bytes }).execute();
  for (const flipped of flips(wrappedKey)) {
    await tx.updateTable("credentialKeys").set({ wrappedKey: flipped }).execute();
    expect(await codeOf(open(tx, ctx.keys, bound))).toBe("credential.misplaced");
    refused++;
  }
  await tx.updateTable("credentialKeys").set({ wrappedKey }).execute();
  expect(await codeOf(open(tx, ctx.keys, bound))).toBe("opened");
  await tx.rollback().execute();
  console.info(`${refused} of ${8 * (bytes.length + wrappedKey.length)} bits of what is kept were flipped and refused`);
  expect(refused).toBeGreaterThanOrEqual((8 * (bytes.length + wrappedKey.length)) / (step + 1));
}, 300_000);

test("what a browser sealed is refused with any one bit of it flipped", async () => {
  const server = await startServer();
  const { keys } = server.ctx;
  const bound = await newBound(server);
  const sealed = await seal(keys.sealingKey, secretFor(bound));
  expect(await codeOf(read(keys, bound, sealed))).toBe("opened");
  const file = armor.decode(sealed);
  let refused = 0;
  for (const flipped of flips(file)) {
    expect(await codeOf(read(keys, bound, armor.encode(flipped)))).toBe("credential.unreadable");
    refused++;
  }
  console.info(`${refused} of ${8 * file.length} bits of what was sealed were flipped and refused`);
  expect(refused).toBeGreaterThanOrEqual((8 * file.length) / (step + 1));
}, 300_000);

test("shortened, lengthened, emptied or without a half it is refused", async () => {
  const server = await startServer();
  const { ctx, db } = server;
  const bound = await keepNew(server);
  const { bytes, wrappedKey } = await storedOf(db, bound);
  const set = (to: Uint8Array) => db.updateTable("credentialSecrets").set({ bytes: to }).execute();
  for (const length of [0, 1, 11, 12, 27, 28, bytes.length - 1]) {
    await set(bytes.subarray(0, length));
    expect(await codeOf(open(db, ctx.keys, bound)), `${length} bytes`).toBe("credential.misplaced");
  }
  await set(Buffer.concat([bytes, Buffer.alloc(1)]));
  expect(await codeOf(open(db, ctx.keys, bound))).toBe("credential.misplaced");
  await set(bytes);
  for (const length of [0, 12, 28, wrappedKey.length - 1]) {
    await db
      .updateTable("credentialKeys")
      .set({ wrappedKey: wrappedKey.subarray(0, length) })
      .execute();
    expect(await codeOf(open(db, ctx.keys, bound)), `a key of ${length} bytes`).toBe("credential.misplaced");
  }
  await db.deleteFrom("credentialKeys").execute();
  expect(await codeOf(open(db, ctx.keys, bound))).toBe("credential.gone");
});

test.each(["both rows", "the secret alone", "the key alone"] as const)(
  "moved to another credential, %s, it is refused there and here",
  async (what) => {
    const server = await startServer();
    const { ctx, db } = server;
    const [here, there] = [await keepNew(server), await keepNew(server)];
    const [one, other] = [await storedOf(db, here), await storedOf(db, there)];
    const change = async (id: string, { bytes, wrappedKey }: typeof one) => {
      if (what !== "the key alone")
        await db.updateTable("credentialSecrets").set({ bytes }).where("credentialId", "=", id).execute();
      if (what !== "the secret alone")
        await db.updateTable("credentialKeys").set({ wrappedKey }).where("credentialId", "=", id).execute();
    };
    await change(here.credentialId, other);
    await change(there.credentialId, one);
    for (const bound of [here, there]) expect(await codeOf(open(db, ctx.keys, bound))).toBe("credential.misplaced");
  },
);

const later = "2026-12-09T09:00:00.000Z";
const changes: Partial<Bound>[] = [
  { credentialId: uuidv7() },
  { ticketNumber: 1 },
  { licenseId: uuidv7() },
  { expiresAt: later },
  { ticketId: uuidv7() },
  { storeOrigin: "https://other.example" },
  { kind: "store-admin" },
];

test.each(changes)("for anything else than it was handed over for it is refused: %o", async (change) => {
  const server = await startServer();
  const { ctx, db } = server;
  const bound = await keepNew(server);
  const foreign = { ...bound, ...change };
  if (change.credentialId) {
    // Its rows renamed with it.
    await newBound(server, { credentialId: change.credentialId });
    for (const table of ["credentialKeys", "credentialSecrets"] as const) {
      await db.updateTable(table).set({ credentialId: change.credentialId }).execute();
    }
  }
  let opened = 0;
  const identities = ctx.keys.identities.map((identity) => ({
    ...identity,
    open: (sealed: Uint8Array) => {
      opened++;
      return identity.open(sealed);
    },
  }));
  const keys = { vaultKey: ctx.keys.vaultKey, identities };
  expect(await codeOf(open(db, keys, foreign))).toBe("credential.misplaced");
  // Either wall holds by itself; the first one is before anything is opened.
  const isOfTheFirstWall = ["credentialId", "ticketNumber", "licenseId", "expiresAt"].includes(Object.keys(change)[0]!);
  expect(opened).toBe(isOfTheFirstWall ? 0 : 1);
});

test.each(["ticketId", "credentialId", "storeOrigin", "kind", "expiresAt"] as const)(
  "what a browser sealed for another %s is not kept",
  async (field) => {
    const server = await startServer();
    const { ctx, db } = server;
    const bound = await newBound(server);
    const other = {
      ticketId: uuidv7(),
      credentialId: uuidv7(),
      storeOrigin: "https://other.example",
      kind: "store-admin",
      expiresAt: later,
    } as const;
    const sealed = await seal(ctx.keys.sealingKey, secretFor(bound, { [field]: other[field] }));
    const kept = db.transaction().execute((tx) => wrap(tx, ctx.keys, bound, sealed));
    expect(await codeOf(kept)).toBe("credential.misplaced");
    expect(await db.selectFrom("credentialKeys").selectAll().execute()).toEqual([]);
  },
);

test("what is no sealed access, or not sealed for this server, is not kept and quoted nowhere", async () => {
  const server = await startServer();
  const other = await startServer();
  const { ctx, db } = server;
  const bound = await newBound(server);
  const secret = secretFor(bound);
  const canary = "hunter2-canary";
  const bad = [
    "",
    "no age file",
    await seal(other.ctx.keys.sealingKey, secret),
    await seal(ctx.keys.sealingKey, canary),
    await seal(ctx.keys.sealingKey, { ...secret, v: 2, note: canary }),
    await seal(ctx.keys.sealingKey, { ...secret, note: canary, more: 1 }),
    await seal(ctx.keys.sealingKey, { ...secret, user: `a\r\nDELE ${canary}` }),
    `${await seal(ctx.keys.sealingKey, secret)}${" ".repeat(40_000)}`,
  ];
  for (const [at, sealed] of bad.entries()) {
    const error = await db
      .transaction()
      .execute((tx) => wrap(tx, ctx.keys, bound, sealed))
      .catch((thrown: unknown) => thrown);
    expect(error, `${at}`).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ message: "credential.unreadable" });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(canary);
    expect(error).not.toHaveProperty("cause");
  }
});

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "opened",
    (error: unknown) => (error instanceof AppError ? error.refusal.code : String(error)),
  );
}

function* flips(bytes: Uint8Array): Generator<Uint8Array> {
  for (let bit = 0; bit < 8 * bytes.length; bit += step) {
    const flipped = Uint8Array.from(bytes);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    yield flipped;
  }
}

async function keepNew(server: TestServer): Promise<Bound> {
  const { ctx, db } = server;
  const bound = await newBound(server);
  const sealed = await seal(ctx.keys.sealingKey, secretFor(bound));
  await db.transaction().execute((tx) => wrap(tx, ctx.keys, bound, sealed));
  return bound;
}

async function storedOf(db: TestServer["db"] | Tx, { credentialId }: Bound) {
  return db
    .selectFrom("credentialKeys")
    .innerJoin("credentialSecrets", "credentialSecrets.credentialId", "credentialKeys.credentialId")
    .select(["wrappedKey", "bytes"])
    .where("credentialKeys.credentialId", "=", credentialId)
    .executeTakeFirstOrThrow();
}
