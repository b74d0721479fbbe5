import { expect, test } from "vitest";
import { inTransaction } from "../../../server/db/transaction.ts";
import { freshDatabase } from "../../support/db.ts";
import { contend } from "./contend.ts";

const account = { id: "a", name: "Ada", version: 0, createdAt: "2026-11-22T09:00:00.000Z" };

test("writers beside each other, who read before they write, lose no update", async () => {
  const { db, place } = await freshDatabase();
  await db.insertInto("accounts").values(account).execute();
  await Promise.all(Array.from({ length: 6 }, () => contend({ place, job: "rename", times: 20 })));
  const row = await db.selectFrom("accounts").select(["name", "version"]).executeTakeFirstOrThrow();
  expect(row).toEqual({ name: `Ada${"+".repeat(120)}`, version: 120 });
});

test("a transaction that another one was in the way of runs again, whole", async () => {
  const { db } = await freshDatabase();
  let tries = 0;
  await inTransaction(db, async (tx) => {
    await tx.insertInto("accounts").values(account).execute();
    if (++tries < 3) throw Object.assign(new Error("deadlock detected"), { code: "40P01" });
  });
  expect(tries).toBe(3);
  expect(await db.selectFrom("accounts").select("id").execute()).toEqual([{ id: "a" }]);
});

test("a transaction that never gets through is refused as busy, and nothing of it stays", async () => {
  const { db } = await freshDatabase();
  const work = inTransaction(db, async (tx) => {
    await tx.insertInto("accounts").values(account).execute();
    throw Object.assign(new Error("database is locked"), { code: "ERR_SQLITE_ERROR", errcode: 5 });
  });
  await expect(work).rejects.toMatchObject({ refusal: { code: "server.busy" } });
  expect(await db.selectFrom("accounts").select("id").execute()).toEqual([]);
});

test("a fault is not tried again", async () => {
  const { db } = await freshDatabase();
  let tries = 0;
  const work = inTransaction(db, async () => {
    tries++;
    throw new Error("The disk has gone");
  });
  await expect(work).rejects.toThrow("The disk has gone");
  expect(tries).toBe(1);
});
