import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readConfig } from "../../server/config.ts";
import { openHouse } from "../../server/house.ts";

test.each([
  { before: 0o755, after: 0o750 },
  { before: 0o777, after: 0o770 },
  { before: 0o700, after: 0o700 },
  { before: 0o750, after: 0o750 },
])("a data folder that was there before is closed to everybody else on the machine: $before", async (row) => {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-house-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  chmodSync(folder, row.before);
  const house = await openHouse(readConfig({ DESKBELL_DATA: folder, DESKBELL_LOG_LEVEL: "silent" }));
  await house.close();
  expect(statSync(folder).mode & 0o777).toBe(row.after);
});
