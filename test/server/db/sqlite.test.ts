import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { requirePragmas, sqliteDialect } from "../../../server/db/sqlite.ts";

test.each([
  ["journal_mode", "delete"],
  ["synchronous", 1],
  ["foreign_keys", 0],
  ["busy_timeout", 0],
])("a database that does not keep %s as we set it is refused", (pragma, actual) => {
  const kept: Record<string, unknown> = { journal_mode: "wal", synchronous: 2, foreign_keys: 1, busy_timeout: 5_000 };
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
