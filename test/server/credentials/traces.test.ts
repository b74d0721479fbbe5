import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { type Bound, destroy, wrap } from "../../../server/credentials/vault.ts";
import { afterDestroying, sweepOwed } from "../../../server/credentials/vault-traces.ts";
import { startServer, type TestServer } from "../../support/app.ts";
import { engine } from "../../support/db.ts";
import { type Bytes, postgresFiles, sqliteFiles, tableFiles, windowsIn } from "./database-files.ts";
import { newBound, seal, secretFor } from "./sealing.ts";

/** Lengths of notes: rows within a page, across pages, and as long as they come. */
const lengths = [0, 400, 1_900, 0, 1_200, 2_000, 30, 800];

test("of a destroyed credential no 16 bytes are left in the database's files, whichever goes first", async () => {
  const server = await startServer();
  const { db } = server;
  const kept: Kept[] = [];
  for (const length of lengths) kept.push(await keepNew(server, length));
  expect(kept.every(({ stored }) => stored.every((each) => each.length >= 60))).toBe(true);
  const before = await left(server, kept);
  expect(before.every((count) => count > 0)).toBe(true);
  for (const at of [3, 0, 7, 5, 1, 6, 2, 4]) {
    await db.transaction().execute((tx) => destroy(tx, kept[at]!.bound.credentialId));
    // On PostgreSQL another test may be writing, which holds it up.
    if (!(await afterDestroying(db))) await expect.poll(() => sweepOwed(db)).toBe(true);
    kept[at]!.isDestroyed = true;
    const after = await left(server, kept);
    const wrong = kept.flatMap(({ isDestroyed }, one) =>
      isDestroyed === after[one]! > 0 ? [`${one} after ${at}: ${after[one]}`] : [],
    );
    expect(wrong).toEqual([]);
  }
});

interface Kept {
  bound: Bound;
  sealed: string;
  stored: Uint8Array[];
  isDestroyed: boolean;
}

async function keepNew(server: TestServer, noteLength: number): Promise<Kept> {
  const { db, ctx } = server;
  const bound = await newBound(server);
  const note = randomBytes(noteLength).toString("base64").slice(0, noteLength);
  const sealed = await seal(ctx.keys.sealingKey, secretFor(bound, { note }));
  await db.transaction().execute((tx) => wrap(tx, ctx.keys, bound, sealed));
  const id = bound.credentialId;
  const key = await db
    .selectFrom("credentialKeys")
    .select("wrappedKey")
    .where("credentialId", "=", id)
    .executeTakeFirstOrThrow();
  const secret = await db
    .selectFrom("credentialSecrets")
    .select("bytes")
    .where("credentialId", "=", id)
    .executeTakeFirstOrThrow();
  return { bound, sealed, stored: [key.wrappedKey, secret.bytes], isDestroyed: false };
}

/** How much of each is in the files. */
async function left({ db, place }: TestServer, kept: readonly Kept[]): Promise<number[]> {
  return count(await tableFiles(db, place), kept);
}

function count(files: readonly Bytes[], kept: readonly Kept[]): number[] {
  const counts = windowsIn(
    files,
    kept.flatMap(({ stored }) => stored),
  );
  return kept.map((_, at) => counts[2 * at]! + counts[2 * at + 1]!);
}

test("the database's files and logs never hold what a browser sealed as it came, only wrapped by a key of its own", async () => {
  const server = await startServer();
  const one = await keepNew(server, 100);
  const files =
    engine === "postgres" ? Object.values(await postgresFiles(server.db)).flat() : sqliteFiles(server.place);
  expect(windowsIn(files, one.stored).every((count) => count > 0)).toBe(true);
  expect(windowsIn(files, [Buffer.from(one.sealed, "utf8")])).toEqual([0]);
});

test.runIf(engine === "sqlite")(
  "what a reader still sees when it is destroyed goes once the reader has ended",
  async () => {
    const server = await startServer();
    const one = await keepNew(server, 100);
    const reader = new DatabaseSync(join(server.place.dataFolder, "deskbell.db"));
    onTestFinished(() => reader.close());
    reader.exec("begin");
    reader.prepare("select count(*) from credential_keys").get();
    await server.db.transaction().execute((tx) => destroy(tx, one.bound.credentialId));
    expect(await afterDestroying(server.db)).toBe(false);
    expect((await left(server, [one]))[0]).toBeGreaterThan(0);
    reader.exec("commit");
    expect(await sweepOwed(server.db)).toBe(true);
    expect(await left(server, [one])).toEqual([0]);
  },
);

test.runIf(engine === "postgres")(
  "what a transaction still sees when it is destroyed goes once that has ended",
  async () => {
    const server = await startServer();
    const one = await keepNew(server, 100);
    const reader = await server.db.startTransaction().setIsolationLevel("repeatable read").execute();
    await reader.selectFrom("credentials").select("id").execute();
    await server.db.transaction().execute((tx) => destroy(tx, one.bound.credentialId));
    expect(await afterDestroying(server.db)).toBe(false);
    await reader.commit().execute();
    await expect.poll(() => sweepOwed(server.db)).toBe(true);
    expect(await left(server, [one])).toEqual([0]);
  },
);

test.runIf(engine === "postgres")(
  "what is destroyed while somebody writes in another database of the same server goes once they have ended",
  async () => {
    const [server, elsewhere] = [await startServer(), await startServer()];
    const one = await keepNew(server, 100);
    const writer = await elsewhere.db.startTransaction().execute();
    onTestFinished(async () => {
      if (!writer.isCommitted) await writer.rollback().execute();
    });
    await sql`select pg_current_xact_id()`.execute(writer);
    await server.db.transaction().execute((tx) => destroy(tx, one.bound.credentialId));
    expect(await afterDestroying(server.db)).toBe(false);
    await writer.commit().execute();
    await expect.poll(() => sweepOwed(server.db)).toBe(true);
    expect(await left(server, [one])).toEqual([0]);
  },
);
