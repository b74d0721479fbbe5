import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { queue } from "../../../server/mails/queue.ts";
import { sendAgain, troubledMails } from "../../../server/mails/store.ts";
import { startServer, type TestServer } from "../../support/app.ts";
import { engine } from "../../support/db.ts";
import { type MailServer, startMailServer } from "../../support/mail-server.ts";
import { mailExamples, testBrand } from "../../support/mails.ts";
import { runs } from "../../support/runs.ts";
import type { Posting } from "./postman.ts";

/** Servers stand beside each other on PostgreSQL; on the embedded database the same holds, and fewer kills show it. */
const kills = runs(engine === "postgres" ? 200 : 30, 8);
const servers = 2;
/** Two hundred servers are started from the same sources. */
const compileCache = mkdtempSync(join(tmpdir(), "deskbell-cache-"));
afterAll(() => rmSync(compileCache, { recursive: true, force: true }));
const mailsPerKill = 12;

test(
  "two servers on one database that are killed again and again send each mail once, and tell of each in doubt",
  async () => {
    const server = await startServer();
    // As long as a real one looks at a mail: servers are killed while they wait for the answer, too.
    const mailServer = await startMailServer({ answerAfterMs: 25 });
    const settings = smtpSettings(mailServer);
    await queueMails(server, kills * mailsPerKill);
    let left = kills;
    const life = async () => {
      while (left-- > 0) {
        await queueMails(server, 1);
        await killedAtRandom(server, settings);
      }
    };
    await Promise.all(Array.from({ length: servers }, life));
    const survivors = await Promise.all(Array.from({ length: servers }, () => startPostman(server, settings)));
    await untilDecided(server);

    const doubtful = await troubledMails(server.db);
    const arrived = countById(mailServer);
    const mails = await server.db.selectFrom("mails").select(["id", "tries"]).execute();
    const ids = mails.map(({ id }) => id);
    const missing = ids.filter((id) => !arrived.has(id));
    const takenOver = mails.filter(({ tries }) => tries > 1).length;
    tell({ mails: ids.length, arrived: arrived.size, takenOver, doubtful: doubtful.length, missing: missing.length });
    expect([...arrived].filter(([, times]) => times > 1)).toEqual([]);
    expect(new Set(doubtful.map(({ state }) => state)).difference(new Set(["unsure"]))).toEqual(new Set());
    expect(doubtful.map(({ id }) => id)).toEqual(expect.arrayContaining(missing));
    // A server can be killed between its mark and its last line. Of such a mail all but that line had come, since the mark
    // is never set earlier; and they are few.
    const cut = mailServer.cut.filter(isAllButLastLine);
    expect(missing.filter((id) => !cut.some((raw) => raw.includes(id)))).toEqual([]);
    expect(missing.length).toBeLessThanOrEqual(3 + kills / 50);

    for (const id of missing) await sendAgain(server.db, id, new Date().toISOString());
    await expect.poll(() => countById(mailServer).size, { timeout: 30_000 }).toBe(ids.length);
    expect(mailServer.received).toHaveLength(ids.length);
    for (const survivor of survivors) await killed(survivor);
  },
  runs(1_200_000, 120_000),
);

test(
  "mails that are files are each there once and whole, however often their servers are killed",
  async () => {
    const server = await startServer();
    let left = runs(40, 4);
    await queueMails(server, left * mailsPerKill);
    const life = async () => {
      while (left-- > 0) await killedAtRandom(server, {});
    };
    await Promise.all(Array.from({ length: servers }, life));
    const survivor = await startPostman(server, {});
    await untilDecided(server);
    const ids = (await server.db.selectFrom("mails").select("id").execute()).map(({ id }) => id);
    const names = readdirSync(join(server.place.dataFolder, "mail")).filter((name) => name.endsWith(".eml"));
    expect(names.map((name) => name.slice(-40, -4)).sort()).toEqual(ids.sort());
    expect(await troubledMails(server.db)).toEqual([]);
    await killed(survivor);
  },
  runs(600_000, 120_000),
);

function smtpSettings({ port, caFile, login }: MailServer): Record<string, string> {
  const address = `${login.user}:${encodeURIComponent(login.pass)}@localhost:${port}`;
  return {
    DESKBELL_SMTP_URL: `smtp://${address}`,
    DESKBELL_SMTP_CA_FILE: caFile,
    DESKBELL_MAIL_FROM: "desk@support.example",
  };
}

async function queueMails({ db, ctx }: TestServer, count: number): Promise<void> {
  const mail = { kind: "reply", to: "kate@nordlicht.example", language: "en", brand: testBrand } as const;
  await db.transaction().execute(async (tx) => {
    for (let at = 0; at < count; at++) {
      await queue(tx, ctx, { ...mail, event: `ticket.replied:${ctx.newId()}`, values: mailExamples.reply });
    }
  });
}

/** As long as several mails take, so that a server dies anywhere on the way of one. */
const longestLifeMs = 200;
/** Most are killed among their mails, the others before their first one. */
const shareBusy = 0.8;

async function killedAtRandom(server: TestServer, env: Record<string, string>): Promise<void> {
  const child = await startPostman(server, env);
  if (Math.random() < shareBusy) await Promise.race([once(child.stdout, "data"), wait(10_000)]);
  await wait(Math.random() * longestLifeMs);
  await killed(child);
}

type Postman = ChildProcessByStdio<null, Readable, null>;

async function startPostman({ place }: TestServer, env: Record<string, string>): Promise<Postman> {
  const posting: Posting = { place, env, claimMs: 500 };
  const script = fileURLToPath(new URL("./postman.ts", import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(posting)], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: compileCache },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await once(child.stdout, "data");
  return child;
}

async function killed(child: Postman): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

async function untilDecided({ db }: TestServer): Promise<void> {
  const open = () =>
    db.selectFrom("mails").select("id").where("state", "in", ["waiting", "sending", "handing-over"]).execute();
  await expect.poll(open, { timeout: runs(300_000, 60_000), interval: 100 }).toEqual([]);
}

function countById({ received }: MailServer): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { messageId } of received) {
    const id = messageId.slice(1, messageId.indexOf("@"));
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** The figures that the promise is judged by. */
function tell(figures: Record<string, number>): void {
  console.info(`${engine}: ${kills} kills, ${JSON.stringify(figures)}`);
}

/** To the end of its last part; the line with the dot is what is missing. */
function isAllButLastLine(raw: string): boolean {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
  return boundary !== undefined && /^-{0,2}\s*$/.test(raw.slice(raw.lastIndexOf(boundary) + boundary.length));
}
