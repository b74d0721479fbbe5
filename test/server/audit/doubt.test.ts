import { appendFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { append } from "../../../server/audit/access-log.ts";
import { accept } from "../../../server/audit/access-log-doubt.ts";
import { acceptFaults, exportAccessLogHead, verifyAccessLog } from "../../../server/audit/access-log-watch.ts";
import { exportedHeads, headsFile } from "../../../server/audit/heads.ts";
import { verify } from "../../../server/audit/verify.ts";
import { createLog } from "../../../server/log.ts";
import type { AccessAction } from "../../../shared/credentials.ts";
import { startServer, type TestServer } from "../../support/app.ts";
import { dropTriggers, headOf, writeLog } from "./log-scene.ts";

test("while the log has a fault that nobody has looked at nothing is revealed, and everything else goes on", async () => {
  const { server, told, log } = await newServer();
  await writeLog(server.ctx, 4);
  await look(server, log);
  await add(server, "access.revealed");
  expect(told).toEqual([]);
  await change(server, 2, "Nobody");
  await look(server, log);
  expect(told.join()).toContain("Row 2 (");
  expect(told.join()).toContain("deskbell audit verify");
  await expect(add(server, "access.revealed")).rejects.toThrow("access-log.in-doubt");
  await add(server, "access.withdrawn");
});

test("what an operator accepted beside a server that runs holds it up no more, until something else is wrong", async () => {
  const { server, log } = await newServer();
  await writeLog(server.ctx, 4);
  await change(server, 2, "Nobody");
  await look(server, log);
  await expect(add(server, "access.revealed")).rejects.toThrow("access-log.in-doubt");
  accept(server.place.dataFolder, await faults(server));
  await add(server, "access.revealed");
  await look(server, log);
  await add(server, "access.revealed");
  for (const change of [() => changeRow(server, 2, "Somebody"), () => changeRow(server, 3, "Nobody")]) {
    await change();
    await look(server, log);
    await expect(add(server, "access.revealed")).rejects.toThrow("access-log.in-doubt");
    accept(server.place.dataFolder, await faults(server));
  }
});

test("a head that is not ours stops every entry, until an operator has it made anew", async () => {
  const { server, log } = await newServer();
  const { db, ctx, place } = server;
  await writeLog(ctx, 3);
  await db
    .updateTable("accessLogHead")
    .set({ mac: "0".repeat(64) })
    .execute();
  await look(server, log);
  await expect(add(server, "access.withdrawn")).rejects.toThrow("not what was written");
  await acceptFaults(ctx, place.dataFolder, await faults(server));
  await add(server, "access.revealed");
  expect(await faults(server)).toEqual([]);
  expect(await db.selectFrom("audit").select("action").where("action", "like", "access-log%").execute()).toEqual([
    { action: "access-log.accepted" },
  ]);
});

test("the head is exported when the log went on, once for each state, and told to the server's log", async () => {
  const { server, log, told } = await newServer("info");
  const { ctx, place, db } = server;
  const exportNow = () => exportAccessLogHead(ctx, place.dataFolder, log);
  await exportNow();
  expect(exportedHeads(place.dataFolder)).toEqual([]);
  for (const count of [2, 1]) {
    await writeLog(ctx, count);
    await exportNow();
    await exportNow();
    expect(exportedHeads(place.dataFolder).at(-1)).toMatchObject(await headOf(db));
  }
  expect(exportedHeads(place.dataFolder).map(({ seq }) => seq)).toEqual([2, 3]);
  expect(told.filter((line) => line.includes(exportedHeads(place.dataFolder)[1]!.hash))).toHaveLength(1);
});

test("half a line that a power cut left in the file of heads hides none that comes after", async () => {
  const { server, log } = await newServer();
  const { ctx, place } = server;
  const file = headsFile(place.dataFolder);
  writeFileSync(file, "");
  appendFileSync(file, '\n{"at":"2026-11-2');
  await writeLog(ctx, 2);
  await exportAccessLogHead(ctx, place.dataFolder, log);
  expect(exportedHeads(place.dataFolder).map(({ seq }) => seq)).toEqual([2]);
  expect(await faults(server)).toEqual([]);
});

test("a log that is added to all the while is never called faulty", async () => {
  const { server } = await newServer();
  let isWriting = true;
  let written = 0;
  const writing = (async () => {
    for (; isWriting; written += 1) await writeLog(server.ctx, 1);
  })();
  // Looked at while it grows, however slowly that is.
  for (let looked = 0; looked < 30 || written <= 5; looked++) expect(await faults(server)).toEqual([]);
  isWriting = false;
  await writing;
});

async function newServer(level: "info" | "error" = "error") {
  const server = await startServer();
  const told: string[] = [];
  return { server, told, log: createLog(level, { write: (line) => told.push(line) }) };
}

function look({ ctx, place }: TestServer, log: ReturnType<typeof createLog>): Promise<void> {
  return verifyAccessLog(ctx, place.dataFolder, log);
}

function faults({ ctx, place }: TestServer) {
  return verify(ctx.db, ctx.keys, exportedHeads(place.dataFolder));
}

function add({ ctx }: TestServer, action: AccessAction): Promise<number> {
  const detail = { kind: "ftp", says: null } as const;
  const entry = { action, ticketNumber: 1001, credentialId: null, detail, actorName: "Emil" };
  return ctx.db.transaction().execute((tx) => append(tx, ctx, entry));
}

async function change(server: TestServer, seq: number, actorName: string): Promise<void> {
  await dropTriggers(server.db);
  await changeRow(server, seq, actorName);
}

async function changeRow({ db }: TestServer, seq: number, actorName: string): Promise<void> {
  await db.updateTable("accessLog").set({ actorName }).where("seq", "=", seq).execute();
}
