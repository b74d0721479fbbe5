import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { v7 as uuidv7 } from "uuid";
import { expect, onTestFinished, test } from "vitest";
import { post } from "../../../server/credits/record.ts";
import * as credits from "../../../server/credits/store.ts";
import { balance } from "../../../shared/credits.ts";
import { AppError } from "../../../shared/problems.ts";
import { enrolledDevice, newLicense, newSubmission, startServer, type TestServer } from "../../support/app.ts";
import { engine, openAt } from "../../support/db.ts";
import { runs } from "../../support/runs.ts";

test.runIf(engine === "sqlite")(
  "servers in processes of their own, who charge the same account at once, get exactly what there is",
  async () => {
    const server = await startServer();
    const { accountId, ticketNumber } = await accountWith(server, runs(600, 50));
    const times = runs(200, 25);
    const charging = JSON.stringify({ place: server.place, accountId, ticketNumber, times });
    const charged = await Promise.all(Array.from({ length: runs(8, 3) }, () => charger(charging)));
    expect(charged.reduce((sum, each) => sum + each, 0)).toBe(runs(600, 50));
    expect(await left(server, accountId)).toEqual({ available: 0, held: runs(600, 50) });
  },
  runs(600_000, 60_000),
);

test.runIf(engine === "postgres")(
  "connections beside each other, who charge the same account at once, get exactly what there is",
  async () => {
    const server = await startServer();
    const there = runs(600, 60);
    const { accountId, ticketNumber } = await accountWith(server, there);
    let charged = 0;
    const charge = async () => {
      const ctx = { ...server.ctx, db: openAt(server.place) };
      for (let done = 0; done < runs(50, 15); ) {
        try {
          await post(ctx, accountId, { id: uuidv7(), kind: "hold", ticketNumber, credits: 1 });
          charged += 1;
          done += 1;
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          if (error.refusal.code !== "server.busy") done += 1;
        }
      }
    };
    await Promise.all(Array.from({ length: runs(20, 8) }, charge));
    expect(charged).toBe(there);
    expect(await left(server, accountId)).toEqual({ available: 0, held: there });
  },
  runs(600_000, 60_000),
);

async function accountWith(server: TestServer, amount: number): Promise<{ accountId: string; ticketNumber: number }> {
  const license = await newLicense(server);
  const { api } = await enrolledDevice(server, license);
  const { text, sha256 } = newSubmission();
  const { number } = await api.tickets.file.mutate({ text, sha256 });
  const { accountId } = await server.db
    .selectFrom("licenses")
    .select("accountId")
    .where("id", "=", license.licenseId)
    .executeTakeFirstOrThrow();
  await post(server.ctx, accountId, { id: uuidv7(), kind: "grant", credits: amount, source: "goodwill" });
  return { accountId, ticketNumber: number };
}

async function left({ db }: TestServer, accountId: string): Promise<{ available: number; held: number }> {
  const { available, held } = balance(await credits.ledgerOf(db, accountId));
  return { available, held };
}

async function charger(charging: string): Promise<number> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("./charger.ts", import.meta.url)), charging], {
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [said, [code]] = await Promise.all([child.stdout.toArray(), once(child, "exit")]);
  expect(code).toBe(0);
  return Number(said.join(""));
}
