import { createHash, X509Certificate } from "node:crypto";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { usualLimits } from "../../../server/credentials/checker/limits.ts";
import { runTask } from "../../../server/credentials/checker/protocols/run-task.ts";
import { createChecker } from "../../../server/credentials/checker/start.ts";
import type { ProofTarget, Task } from "../../../server/credentials/checker/task.ts";
import { parseRange } from "../../../server/credentials/checker/vet.ts";
import { loginOutcome, type Protocol, proofOutcome, protocols } from "../../../shared/credentials.ts";
import { account, newAuthority, serverFolder } from "../../support/file-servers.ts";
import { channelsTo, listenOnce } from "../../support/file-servers-channels.ts";
import { randomOf, type Surroundings, startHostileFtp, startHostileStore } from "../../support/file-servers-hostile.ts";
import { startHostileSsh } from "../../support/file-servers-hostile-ssh.ts";
import { runs } from "../../support/runs.ts";
import { testLog } from "./checker-cage/target.ts";

const terms = { workMs: 800, tidyMs: 150 };
/** A goodbye that is not answered, and a busy machine. */
const slackMs = 1_000 + 2_000;
const atOnce = 8;

interface Ended {
  seed: number;
  protocol: Protocol;
  result: string;
  ms: number;
  doings: string;
}

/** Ports and addresses where no check may come, and how many came. */
async function startGuards() {
  let visits = 0;
  const guard = () =>
    createServer(() => {
      visits += 1;
    });
  const elsewhere = await listenOnce(guard(), { host: "127.0.0.2" });
  const guards = [{ address: "127.0.0.2", port: elsewhere }];
  // A port of the system, and a database's: of the very host that is checked.
  for (const port of [611, 6379]) {
    const found = await listenOnce(guard(), { port }).catch(() => null);
    if (found !== null) guards.push({ address: "127.0.0.1", port: found });
  }
  return { guards, visits: () => visits };
}

async function runScript(seed: number, around: Surroundings, authorities: string[]): Promise<Ended> {
  const random = randomOf(seed * 7 + 1);
  const protocol = protocols[seed % protocols.length] ?? "sftp";
  const isImplicit = protocol === "ftps-implicit";
  const server = protocol === "sftp" ? await startHostileSsh(seed) : await startHostileFtp(seed, isImplicit, around);
  const who = { protocol, host: "files.example", servername: "files.example", user: account.user, pinned: null };
  const secret = { by: "password", password: account.password } as const;
  const login = { ...who, secret, sendsUnencrypted: true };
  const store = { platform: "opencart", version: "3.0.3.9" };
  const probe = { name: `deskbell-${seed}.txt`, text: "probe" };
  const steps: Task[] = [
    { step: "log-in", ...login },
    { step: "prove-writing", ...login, folder: null, storeOrigin: "http://shop.example", store, probe },
    { step: "remove", ...login, path: "a.txt" },
  ];
  const at = random();
  const task = steps[at < 0.3 ? 0 : at < 0.9 ? 1 : 2] ?? { step: "log-in", ...login };
  const web = await startHostileStore(seed, probe.text);
  const channels = channelsTo({ control: server.port, store: web.port, mostBytes: 256 * 1024 });
  const began = performance.now();
  const outcome = await runTask(task, channels, { ...terms, authorities });
  const ms = performance.now() - began;
  server.close();
  web.close();
  const said = server.said.filter((line) => line.startsWith("PASS"));
  expect(said.length, `seed ${seed}`).toBeLessThanOrEqual(1);
  return { seed, protocol, result: resultOf(task, outcome), ms, doings: server.doings() };
}

function resultOf({ step }: Task, outcome: unknown): string {
  if (step === "log-in") return loginOutcome.parse(outcome).result;
  if (step === "prove-writing") return proofOutcome.parse(outcome).result;
  expect(outcome).toEqual({ isGone: expect.any(Boolean) });
  return JSON.stringify(outcome);
}

test(
  "whatever a file server does, a check ends in time with a result, and reaches nobody else",
  async () => {
    const { guards, visits } = await startGuards();
    const authority = newAuthority(serverFolder());
    const around = { certificate: authority.certificate(), guards };
    const count = runs(2_000, 200);
    const first = Number(process.env.DESKBELL_SEED ?? 1);
    const seeds = Array.from({ length: count }, (_, at) => first + at).values();
    const ended: Ended[] = [];
    const work = async () => {
      for (const seed of seeds) ended.push(await runScript(seed, around, [authority.ca]));
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    const late = ended.filter(({ ms }) => ms > terms.workMs + terms.tidyMs + slackMs);
    expect(late).toEqual([]);
    expect(visits()).toBe(0);
    expect(ended).toHaveLength(count);
    report(ended);
    // The scripts come far: the good ends are among them.
    const results = new Set(ended.map(({ result }) => result));
    const rare = runs(1, 0) ? ["proven", "not-served", "read-only", "wrong-login"] : [];
    for (const result of ["ready", "login-failed", "unreachable", "timeout", ...rare])
      expect(results, result).toContain(result);
  },
  runs(900_000, 120_000),
);

test(
  "whatever a file server does, a check in its cage ends in time, and its parent goes on",
  async () => {
    const { guards, visits } = await startGuards();
    const around = { certificate: newAuthority(serverFolder()).selfSigned(), guards };
    const pinned = createHash("sha256").update(new X509Certificate(around.certificate.cert).raw).digest("hex");
    const count = runs(60, 4);
    const targets: ProofTarget[] = [];
    for (const seed of Array.from({ length: count }, (_, at) => 9_001 + at)) {
      const protocol = protocols[seed % protocols.length] ?? "sftp";
      const isSsh = protocol === "sftp";
      const server = isSsh
        ? await startHostileSsh(seed)
        : await startHostileFtp(seed, protocol === "ftps-implicit", around);
      onTestFinished(server.close);
      const who = { protocol, host: "files.example", port: server.port, user: account.user, sendsUnencrypted: true };
      const secret = { by: "password", password: account.password } as const;
      targets.push({
        ...who,
        secret,
        pinned: isSsh ? null : pinned,
        folder: null,
        storeOrigin: "http://a.example",
        store: null,
      });
    }
    const wholeMs = 4_000;
    const limits = { ...usualLimits, wholeMs, removeMs: 3_000, reachMs: 100, turnMs: 600_000 };
    const settings = { allow: [parseRange("127.0.0.1")!], ports: targets.map(({ port }) => port), address: null };
    const checker = createChecker(settings, testLog().log, { limits, resolve: async () => [{ address: "127.0.0.1" }] });
    const left = targets.entries();
    const work = async () => {
      for (const [at, target] of left) {
        const began = performance.now();
        if (at % 2 === 0) loginOutcome.parse(await checker.logIn(target));
        else proofOutcome.parse(await checker.proveWriting(target));
        expect(performance.now() - began, `server ${at}`).toBeLessThan(wholeMs + 3_000 + slackMs);
      }
    };
    await Promise.all([work(), work()]);
    expect(visits()).toBe(0);
  },
  runs(600_000, 60_000),
);

function report(ended: Ended[]): void {
  const longest = Math.max(...ended.map(({ ms }) => ms));
  const counts = Object.entries(Object.groupBy(ended, ({ result }) => result));
  const told = counts.map(([result, found]) => `${result} ${found?.length}`).join(", ");
  console.log(`${ended.length} hostile servers, the longest ${Math.round(longest)} ms: ${told}`);
}
