import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { migrate } from "../../../server/db/migrations.ts";
import { openDatabase } from "../../../server/db/open.ts";
import { requirePragmas, sqliteDialect } from "../../../server/db/sqlite.ts";
import { contend } from "./contend.ts";

test.each([
  ["journal_mode", "delete"],
  ["synchronous", 1],
  ["foreign_keys", 0],
  ["recursive_triggers", 0],
  ["secure_delete", 0],
  // Only what costs no writing is overwritten.
  ["secure_delete", 2],
  ["busy_timeout", 0],
])("a database that does not keep %s as we set it is refused", (pragma, actual) => {
  const kept: Record<string, unknown> = {
    journal_mode: "wal",
    synchronous: 2,
    foreign_keys: 1,
    busy_timeout: 5_000,
    recursive_triggers: 1,
    secure_delete: 1,
  };
  expect(() => requirePragmas((name) => kept[name])).not.toThrow();
  expect(() => requirePragmas((name) => ({ ...kept, [pragma]: actual })[name])).toThrow(pragma);
});

test("a database that cannot have a write-ahead log is not opened", () => {
  expect(() => sqliteDialect(":memory:")).toThrow(/journal_mode = memory/);
});

test("a database file is opened, and its folder must be there", () => {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(() => sqliteDialect(join(folder, "deskbell.db"))).not.toThrow();
  expect(() => sqliteDialect(join(folder, "absent", "deskbell.db"))).toThrow();
});

test("a transaction that begins by reading has the write lock already: nobody beside it loses an update or fails", async () => {
  const place = { dataFolder: mkdtempSync(join(tmpdir(), "deskbell-test-")), databaseUrl: null };
  const db = openDatabase(place, () => {});
  onTestFinished(async () => {
    await db.destroy();
    rmSync(place.dataFolder, { recursive: true });
  });
  await migrate(db);
  await db.insertInto("accounts").values({ id: "a", name: "Ada", version: 0, createdAt: "2026-11-22" }).execute();
  await Promise.all(Array.from({ length: 4 }, () => contend({ place, job: "rename-unlocked", times: 25 })));
  expect(await db.selectFrom("accounts").select("name").execute()).toEqual([{ name: `Ada${"+".repeat(100)}` }]);
});
