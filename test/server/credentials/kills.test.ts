import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { verify } from "../../../server/audit/verify.ts";
import { startServer, type TestServer } from "../../support/app.ts";
import { engine } from "../../support/db.ts";
import { runs } from "../../support/runs.ts";
import { type RealServer, startRealServer } from "./real-process.ts";
import { accessScene, fakeChecker, filesSecret, handedOver } from "./scene.ts";

const lives = runs(engine === "postgres" ? 12 : 50, 8);
/** Each may look ten times an hour. */
const engineersPerLife = 3;
const revealsEach = 10;
/** Most are killed among their reveals, the others before the first one was answered. */
const shareBusy = 0.8;
const longestLifeMs = 300;

interface Watcher {
  cookie: string;
  credentialId: string;
}

test(
  "whatever login an engineer has seen is in the log, however often the server is killed, and the log is sound",
  async () => {
    const checker = fakeChecker();
    const server = await startServer({ checker });
    const totals = { seen: 0, logged: 0, cutOff: 0 };
    for (let life = 0; life < lives; life++) {
      const watchers: Watcher[] = [];
      for (let made = 0; made < engineersPerLife; made++) watchers.push(await newWatcher(server, checker));
      const { seen, cutOff } = await killedAmong(watchers, await startRealServer(server.place));
      const logged = await revealsOf(server, watchers);
      expect(seen.filter((one) => !logged.has(one))).toEqual([]);
      expect(new Set(seen).size).toBe(seen.length);
      expect(await verify(server.db, server.ctx.keys, [])).toEqual([]);
      totals.seen += seen.length;
      totals.logged += logged.size;
      totals.cutOff += cutOff;
    }
    console.info(`${engine}: ${lives} kills, ${JSON.stringify(totals)}`);
    // Kills that came before the first or after the last reveal show nothing.
    expect(totals.seen).toBeGreaterThan(lives);
    expect(totals.cutOff).toBeGreaterThan(lives / 2);
  },
  runs(900_000, 240_000),
);

async function newWatcher(server: TestServer, checker: ReturnType<typeof fakeChecker>): Promise<Watcher> {
  const scene = await accessScene({ server, checker });
  return { cookie: scene.engineer.cookie, credentialId: await handedOver(scene) };
}

/** Reveals until the server dies; each login that arrived, as the row that must be there, and how many did not. */
async function killedAmong(watchers: Watcher[], child: RealServer): Promise<{ seen: string[]; cutOff: number }> {
  const seen: string[] = [];
  let cutOff = 0;
  const first = Promise.withResolvers<void>();
  const look = async (watcher: Watcher) => {
    for (let looked = 0; looked < revealsEach; looked++) {
      const received = await reveal(child.url, watcher);
      if (!received.includes(filesSecret.secret.password)) {
        cutOff++;
        return;
      }
      first.resolve();
      // Also of an answer that broke off behind the secret.
      seen.push(`${watcher.credentialId} ${/"logSeq":(\d+)/.exec(received)?.[1] ?? "cut off"}`);
    }
  };
  const looking = Promise.all(watchers.map(look));
  if (Math.random() < shareBusy) await Promise.race([first.promise, looking]);
  await wait(Math.random() * longestLifeMs);
  await child.kill();
  await looking;
  return { seen, cutOff };
}

/** Whatever arrived of the answer. */
async function reveal(url: string, { cookie, credentialId }: Watcher): Promise<string> {
  let received = "";
  try {
    const { body } = await fetch(`${url}/trpc/access.reveal`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ credentialId, reason: "to read the error log" }),
    });
    for await (const chunk of body ?? []) received += Buffer.from(chunk).toString("latin1");
  } catch {
    // The server has been killed.
  }
  return received;
}

async function revealsOf({ db }: TestServer, watchers: readonly Watcher[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom("accessLog")
    .select(["seq", "credentialId"])
    .where("action", "=", "access.revealed")
    .where(
      "credentialId",
      "in",
      watchers.map(({ credentialId }) => credentialId),
    )
    .execute();
  return new Set(rows.map(({ seq, credentialId }) => `${credentialId} ${seq}`));
}
