import { expect, test } from "vitest";
import { startServer } from "../../support/app.ts";
import { run } from "../child.ts";
import { dropTriggers, writeLog } from "./log-scene.ts";

test("the command ends well on a sound log, and otherwise says which row, when, and what about", async () => {
  const { ctx, db, place } = await startServer();
  await writeLog(ctx, 3);
  const sound = await run(["audit", "verify"], place);
  expect(sound).toMatchObject({ code: 0, stdout: expect.stringContaining("up to row 3") });
  await dropTriggers(db);
  await db.updateTable("accessLog").set({ actorName: "Nobody" }).where("seq", "=", 2).execute();
  await db.deleteFrom("accessLog").where("seq", "=", 3).execute();
  const { at, action } = await db.selectFrom("accessLog").selectAll().where("seq", "=", 2).executeTakeFirstOrThrow();
  const faulty = await run(["audit", "verify"], place);
  expect(faulty.code).toBe(1);
  expect(faulty.stdout.split("\n")).toEqual([
    `Row 2 (${at}, ${action}) was changed or put in.`,
    "Row 3 is missing.",
    "",
  ]);
  expect(faulty.stderr).toContain("deskbell audit accept");
  expect((await run(["audit", "accept"], place)).code).toBe(0);
  const accepted = await run(["audit", "verify"], place);
  expect(accepted).toMatchObject({
    code: 1,
    stdout: faulty.stdout,
    stderr: expect.stringContaining("accepted before"),
  });
}, 60_000);
