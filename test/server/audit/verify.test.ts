import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { noRow } from "../../../server/audit/access-log.ts";
import { exportedHeads, exportHead } from "../../../server/audit/heads.ts";
import { type Fault, verify } from "../../../server/audit/verify.ts";
import type { Db } from "../../../server/db/open.ts";
import type { AccessLogRow } from "../../../server/db/schema.ts";
import { startServer } from "../../support/app.ts";
import { runs } from "../../support/runs.ts";
import { dropTriggers, headOf, type StoredHead, writeLog } from "./log-scene.ts";

const columns = [
  "at",
  "actorKind",
  "actorId",
  "actorName",
  "action",
  "ticketNumber",
  "credentialId",
  "detail",
  "hash",
] as const;
const length = 7;
const row = fc.integer({ min: 1, max: length });

type Mutation =
  | { do: "change"; seq: number; column: (typeof columns)[number] }
  | { do: "renumber"; seq: number; to: number }
  | { do: "delete"; seq: number }
  | { do: "swap"; a: number; b: number; keepHashes: boolean }
  | { do: "put in"; seq: number; like: number }
  | { do: "set head back"; to: number }
  | { do: "change head"; column: "seq" | "hash" | "mac" }
  | { do: "remove head" };

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("change" as const), seq: row, column: fc.constantFrom(...columns) }),
  },
  fc.record({ do: fc.constant("renumber" as const), seq: row, to: fc.constantFrom(-3, 0, length + 1, length + 9) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant("delete" as const), seq: row }) },
  {
    weight: 2,
    arbitrary: fc
      .record({ do: fc.constant("swap" as const), a: row, b: row, keepHashes: fc.boolean() })
      .filter(({ a, b }) => a !== b),
  },
  fc.record({ do: fc.constant("put in" as const), seq: fc.constantFrom(-1, 0, length + 1, length + 2), like: row }),
  fc.record({ do: fc.constant("set head back" as const), to: fc.integer({ min: 0, max: length - 1 }) }),
  fc.record({ do: fc.constant("change head" as const), column: fc.constantFrom("seq", "hash", "mac") }),
  fc.record({ do: fc.constant("remove head" as const) }),
);

/** What of the log must be named, and nothing else of it. */
function named(what: Mutation): string[] {
  switch (what.do) {
    case "change":
      return [`changed ${what.seq}`];
    case "renumber":
      return [`moved ${what.to}`, `missing ${what.seq}`];
    case "delete":
      return [`missing ${what.seq}`];
    case "swap":
      return [what.a, what.b].map((seq) => `${what.keepHashes ? "changed" : "moved"} ${seq}`);
    case "put in":
      return [`changed ${what.seq}`];
    default:
      return ["head"];
  }
}

test(
  "whoever changes, moves, removes or adds one thing in the log is found, and no other row is blamed",
  async () => {
    const { ctx, db } = await startServer();
    const heads = await writeLog(ctx, length);
    await dropTriggers(db);
    expect(await verify(db, ctx.keys, [])).toEqual([]);
    const rows = await rowsOf(db);
    let found = 0;
    await fc.assert(
      fc.asyncProperty(mutation, async (what) => {
        await restore(db, rows, heads.at(-1)!);
        await mutate(db, what, rows, heads);
        const faults = await verify(db, ctx.keys, []);
        expect(new Set(faults.map(nameOf)), what.do).toEqual(new Set(named(what)));
        for (const { says } of faults) expect(says).toMatch(/\.$/);
        found++;
      }),
      { numRuns: runs(2_000, 150) },
    );
    await restore(db, rows, heads.at(-1)!);
    expect(await verify(db, ctx.keys, [])).toEqual([]);
    expect(found).toBeGreaterThan(0);
  },
  runs(300_000, 60_000),
);

function nameOf({ kind, seq }: Fault): string {
  return kind === "head" ? kind : `${kind} ${seq}`;
}

test("a fault is told with the row's number, its time and what it was about", async () => {
  const { ctx, db } = await startServer();
  await writeLog(ctx, 3);
  await dropTriggers(db);
  const { at, action } = (await rowsOf(db))[1]!;
  await db.updateTable("accessLog").set({ actorName: "Nobody" }).where("seq", "=", 2).execute();
  expect(await verify(db, ctx.keys, [])).toMatchObject([
    {
      kind: "changed",
      seq: 2,
      at,
      action,
      says: expect.stringContaining(`Row 2 (${at}, ${action})`),
    },
  ]);
});

test("a tail that was cut off together with its head is known by what was exported", async () => {
  const { ctx, db, place } = await startServer();
  const heads = await writeLog(ctx, 5);
  await exportHead(db, place.dataFolder, ctx.now());
  await dropTriggers(db);
  await db.deleteFrom("accessLog").where("seq", ">", 3).execute();
  await db.updateTable("accessLogHead").set(heads[2]!).execute();
  expect(await verify(db, ctx.keys, [])).toEqual([]);
  const exported = exportedHeads(place.dataFolder);
  expect((await verify(db, ctx.keys, exported)).map(({ says }) => says)).toEqual([
    "Rows 4 to 5 are missing at the end of the log.",
  ]);
  // Written on from there, by the server itself: the rows that are new are not the ones that were exported.
  await writeLog(ctx, 2);
  expect((await verify(db, ctx.keys, exported)).map(nameOf)).toEqual(["changed 5"]);
});

test("an emptied log without a head is known by what was exported", async () => {
  const { ctx, db, place } = await startServer();
  await writeLog(ctx, 2);
  await exportHead(db, place.dataFolder, ctx.now());
  await dropTriggers(db);
  await db.deleteFrom("accessLog").execute();
  await db.deleteFrom("accessLogHead").execute();
  expect((await verify(db, ctx.keys, exportedHeads(place.dataFolder))).map(nameOf)).toEqual(["missing 1"]);
});

test("an exported head that somebody wrote who does not have the key is named", async () => {
  const { ctx, db } = await startServer();
  const [first, last] = await writeLog(ctx, 2);
  const at = ctx.now().toISOString();
  const exported = [
    { ...first!, at, line: 1 },
    { ...last!, hash: first!.hash, at, line: 2 },
  ];
  expect(await verify(db, ctx.keys, exported)).toMatchObject([
    { kind: "export", says: expect.stringContaining("Line 2 ") },
  ]);
});

test("a log under another key than this server's is no sound log", async () => {
  const [one, other] = [await startServer(), await startServer()];
  await writeLog(one.ctx, 3);
  const faults = await verify(one.db, other.ctx.keys, []);
  expect(faults.map(nameOf)).toEqual(expect.arrayContaining(["changed 1", "changed 2", "changed 3", "head"]));
});

test("an entry is added to no log whose head is not what was written", async () => {
  const { ctx, db } = await startServer();
  const heads = await writeLog(ctx, 3);
  const head = heads[2]!;
  for (const wrong of [heads[1]!, { ...head, seq: 9 }, { ...head, hash: noRow.hash }]) {
    await db.updateTable("accessLogHead").set(wrong).execute();
    await expect(writeLog(ctx, 1)).rejects.toThrow();
  }
  await db.deleteFrom("accessLogHead").execute();
  await expect(writeLog(ctx, 1)).rejects.toThrow("lost its head");
  await db
    .insertInto("accessLogHead")
    .values({ id: 1, ...head })
    .execute();
  await writeLog(ctx, 1);
  expect(await verify(db, ctx.keys, [])).toEqual([]);
});

async function mutate(
  db: Db,
  what: Mutation,
  rows: readonly AccessLogRow[],
  heads: readonly StoredHead[],
): Promise<void> {
  switch (what.do) {
    case "change":
      return changeRow(db, rows[what.seq - 1]!, what.column);
    case "renumber":
      await renumber(db, what.seq, what.to);
      return;
    case "delete":
      await db.deleteFrom("accessLog").where("seq", "=", what.seq).execute();
      return;
    case "swap":
      return swap(db, rows[what.a - 1]!, rows[what.b - 1]!, what.keepHashes);
    case "put in":
      await db
        .insertInto("accessLog")
        .values({ ...rows[what.like - 1]!, seq: what.seq })
        .execute();
      return;
    case "set head back":
      return setHeadBack(db, heads, what.to);
    case "change head":
      await db
        .updateTable("accessLogHead")
        .set(otherHead(heads.at(-1)!, what.column))
        .execute();
      return;
    case "remove head":
      await db.deleteFrom("accessLogHead").execute();
  }
}

async function changeRow(db: Db, { seq, ...row }: AccessLogRow, column: (typeof columns)[number]): Promise<void> {
  const value = row[column];
  const other = typeof value === "number" ? value + 1 : flipped(value ?? "");
  await db
    .updateTable("accessLog")
    .set({ [column]: other })
    .where("seq", "=", seq)
    .execute();
}

/** One bit of the first letter, which leaves a text of the same length. */
function flipped(text: string): string {
  return text === "" ? "x" : String.fromCharCode(text.charCodeAt(0) ^ 1) + text.slice(1);
}

function renumber(db: Db, from: number, to: number): Promise<unknown> {
  return db.updateTable("accessLog").set({ seq: to }).where("seq", "=", from).execute();
}

async function swap(db: Db, one: AccessLogRow, other: AccessLogRow, keepHashes: boolean): Promise<void> {
  await db.deleteFrom("accessLog").where("seq", "in", [one.seq, other.seq]).execute();
  const moved = [
    { ...one, seq: other.seq, hash: keepHashes ? other.hash : one.hash },
    { ...other, seq: one.seq, hash: keepHashes ? one.hash : other.hash },
  ];
  await db.insertInto("accessLog").values(moved).execute();
}

async function setHeadBack(db: Db, heads: readonly StoredHead[], to: number): Promise<void> {
  const older = heads[to - 1];
  if (older) await db.updateTable("accessLogHead").set(older).execute();
  else await db.deleteFrom("accessLogHead").execute();
}

function otherHead(head: StoredHead, column: "seq" | "hash" | "mac"): Partial<StoredHead> {
  return column === "seq" ? { seq: head.seq + 1 } : { [column]: flipped(head[column]) };
}

async function restore(db: Db, rows: AccessLogRow[], head: StoredHead): Promise<void> {
  await db.deleteFrom("accessLog").execute();
  await db.insertInto("accessLog").values(rows).execute();
  await sql`delete from access_log_head`.execute(db);
  await db
    .insertInto("accessLogHead")
    .values({ id: 1, ...head })
    .execute();
  expect(await headOf(db)).toEqual(head);
}

function rowsOf(db: Db): Promise<AccessLogRow[]> {
  return db.selectFrom("accessLog").selectAll().orderBy("seq").execute();
}
