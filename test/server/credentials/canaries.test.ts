import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { lookAfterAccess } from "../../../server/credentials/chores.ts";
import { createLog } from "../../../server/log.ts";
import type { SealedSecret } from "../../../shared/credentials.ts";
import { startServer, type TestServer } from "../../support/app.ts";
import { engine } from "../../support/db.ts";
import { type Bytes, filesIn, postgresFiles } from "./database-files.ts";
import { startRealServer } from "./real-process.ts";
import { accessScene, adminSecret, fakeChecker, filesSecret, handedOver } from "./scene.ts";

const canary = (what: string) => `canary-${what}-7f3a91c2d8e64b05`;

const files = {
  ...filesSecret,
  // Of a user's name the first letters are shown.
  user: `mt_shop-${canary("user")}`,
  secret: { by: "key", key: `-----BEGIN ${canary("key")}`, passphrase: canary("passphrase") },
  folder: `/srv/${canary("folder")}`,
  note: canary("note"),
} satisfies Partial<SealedSecret>;

const admin = {
  ...adminSecret,
  loginUrl: `https://shop.example/${canary("login-url")}/`,
  user: `support-${canary("admin")}`,
  secret: { by: "password", password: canary("password") },
} satisfies Partial<SealedSecret>;

const words = ["user", "key", "passphrase", "folder", "note", "login-url", "admin", "password"].map(canary);

test("a login that was handed over, tried, seen and taken back stands nowhere that the server writes or answers", async () => {
  const checker = fakeChecker();
  const server = await startServer({ checker });
  const answers = recordAnswers(server);
  const scene = await accessScene({ server, checker });
  const { device, engineer, ticketId } = scene;
  const [one, other] = [await handedOver(scene, files), await handedOver(scene, admin)];
  await device.api.access.check.mutate({ credentialId: one, accepts: null, sendsUnencrypted: false });
  expect(checker.tried[0]?.user).toBe(files.user);
  for (const result of ["timeout", new Error(`broken by ${canary("password")}`)] as const) {
    checker.answers(result as "timeout");
    await device.api.access.check.mutate({ credentialId: one, accepts: null, sendsUnencrypted: false }).catch(() => {});
  }
  const seen: string[] = [];
  for (const credentialId of [one, other]) {
    const { secret } = await engineer.api.access.reveal.mutate({ credentialId, reason: "to read the error log" });
    seen.push(JSON.stringify(secret));
  }
  expect(words.filter((word) => !seen.join().includes(word))).toEqual([]);
  await device.api.access.view.query({ ticketId });
  await engineer.api.access.ticketAccess.query({ ticketId });
  await engineer.api.tickets.queue.query({}).catch(() => {});
  await device.api.tickets.thread.query({ ticketId });

  await expectNowhere(server, answers);
  await device.api.access.withdraw.mutate({ credentialId: other });
  await engineer.api.tickets.move.mutate({ ticketId, to: "resolved" });
  checker.answers("wrong-login");
  await device.api.access.saidDisabled.mutate({ credentialId: one });
  await lookAfterAccess(server.ctx, createLog("debug", { write: (line) => server.logged.push(line) }));
  await expectNowhere(server, answers);

  // Mails go out, and what is left of them in the data folder is looked through as well.
  const real = await startRealServer(server.place);
  const mails = join(server.place.dataFolder, "mail");
  await expect.poll(() => filesIn(mails).length, { timeout: 30_000 }).toBeGreaterThan(1);
  expect(wordsIn([{ path: "log", bytes: Buffer.from(real.logged()) }])).toEqual([]);
  await real.kill();
  await expectNowhere(server, answers);
}, 120_000);

/** Answers to everybody, but for the very reveals. */
function recordAnswers({ app }: TestServer): Bytes[] {
  const answers: Bytes[] = [];
  const request = app.request.bind(app);
  app.request = async (input, ...rest) => {
    const response = await request(input, ...rest);
    const path = String(input);
    if (!path.includes("access.reveal"))
      answers.push({ path, bytes: Buffer.from(await response.clone().arrayBuffer()) });
    return response;
  };
  return answers;
}

async function expectNowhere(server: TestServer, answers: readonly Bytes[]): Promise<void> {
  const { db, place, logged } = server;
  const folder = mkdtempSync(join(tmpdir(), "deskbell-backup-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const kept = engine === "postgres" ? Object.values(await postgresFiles(db)).flat() : [];
  if (engine === "sqlite") {
    const source = new DatabaseSync(join(place.dataFolder, "deskbell.db"), { readOnly: true });
    await backup(source, join(folder, "backup.db"));
    source.close();
  }
  const log = { path: "log", bytes: Buffer.from(logged.join("\n")) };
  const places = [...filesIn(place.dataFolder), ...filesIn(folder), ...kept, ...answers, log];
  // What may be seen is found in each kind of place: the search is one that finds.
  const host = Buffer.from(filesSecret.host);
  const found = places.filter(({ bytes }) => bytes.includes(host)).map(({ path }) => path);
  expect(found.some((path) => path.includes("access.view"))).toBe(true);
  expect(found.some((path) => path.endsWith(engine === "sqlite" ? "backup.db" : "") && !path.includes("trpc"))).toBe(
    true,
  );
  expect(logged.join()).toContain("access.handOver");
  expect(wordsIn(places)).toEqual([]);
}

/** Where a word stands, as it is or as it is usually written otherwise. */
function wordsIn(places: readonly Bytes[]): string[] {
  return places.flatMap(({ path, bytes }) =>
    words
      .filter((word) => spellings(word).some((spelling) => bytes.includes(spelling)))
      .map((word) => `${word} in ${path}`),
  );
}

function spellings(word: string): Buffer[] {
  const plain = Buffer.from(word, "utf8");
  // In Base64 a text looks in one of three ways, as it begins at one place or another; its edges mix with what is beside.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), plain])
      .toString("base64")
      .slice(4, -4),
  );
  return [plain, Buffer.from(word, "utf16le"), ...[plain.toString("hex"), ...base64].map((text) => Buffer.from(text))];
}
