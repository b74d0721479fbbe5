import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmdirSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { usualLimits } from "../../../server/credentials/checker/limits.ts";
import { createChecker, type World } from "../../../server/credentials/checker/start.ts";
import { parseRange } from "../../../server/credentials/checker/vet.ts";
import { AppError } from "../../../shared/problems.ts";
import { runs } from "../../support/runs.ts";
import { script } from "./checker-cage/launch.ts";
import { proofOf, targetOf, testLog } from "./checker-cage/target.ts";

let connections = 0;
const server = createServer((socket) => {
  connections += 1;
  socket.on("error", () => {});
});
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => void server.close());

const limits = { ...usualLimits, reachMs: 1_500, wholeMs: 6_000, removeMs: 6_000, turnMs: 10_000 };

function checker(changed: Partial<World> = {}) {
  connections = 0;
  const { port } = server.address() as AddressInfo;
  const { log, lines } = testLog();
  const settings = { allow: [parseRange("127.0.0.1")!], ports: [port], address: null };
  const made = createChecker(settings, log, { entry: script("actor"), limits, ...changed });
  return {
    lines,
    logIn: (user: string) => made.logIn(targetOf({ host: "127.0.0.1", port, user })),
    prove: (user: string) => made.proveWriting(proofOf({ host: "127.0.0.1", port, user })),
  };
}

const nothing = { tls: null, certificate: null, hostKey: null };

test.each([
  ["logs in", "ready"],
  ["throws", "unreachable"],
  ["exits", "unreachable"],
  ["talks nonsense", "unreachable"],
  ["says more than there is", "unreachable"],
])("the login of a child that %s ends as %s", async (user, result) => {
  const { logIn } = checker();
  expect(await logIn(user)).toEqual({ result, ...nothing });
  expect(connections).toBe(1);
});

test("nothing of a login stands in the log, and why there was no answer does", async () => {
  const { logIn, prove, lines } = checker();
  for (const user of ["throws", "talks nonsense", "says more than there is"]) await logIn(user);
  await prove("throws");
  expect(lines.filter((line) => line.includes("a check gave no answer"))).toHaveLength(4);
  expect(lines.some((line) => line.includes('"endedBy":"death","exitCode":1'))).toBe(true);
  for (const told of ["canary", "mt_shop", "throws", "127.0.0.1", "Welcome"])
    expect(lines.join("")).not.toContain(told);
});

test("a check is over when its time is up, from its beginning on", async () => {
  const wholeMs = runs(15_000, 4_000);
  const { logIn } = checker({ limits: { ...limits, wholeMs } });
  await logIn("logs in");
  const startedAt = performance.now();
  const outcomes = await Promise.all([logIn("computes"), logIn("hears and does not answer")]);
  expect(outcomes).toEqual(outcomes.map(() => ({ result: "timeout", ...nothing })));
  expect(performance.now() - startedAt).toBeLessThan(wholeMs + 1_500);
}, 60_000);

test.each([
  ["dies before it writes", "timeout", null, 1],
  ["writes and dies", "timeout", null, 2],
  ["writes and dies for good", "left-behind", /^\/www\/deskbell-[0-9a-f]{24}\.txt$/, 2],
  ["cannot remove it", "left-behind", /^\/www\/deskbell-[0-9a-f]{24}\.txt$/, 2],
  ["removes it the second time", "proven", null, 2],
  ["opens everything", "proven", null, 1],
])("a proof that %s ends as %s", async (user, result, leftBehind, visits) => {
  const { prove } = checker();
  const outcome = await prove(user);
  expect(outcome.result).toBe(result);
  if (leftBehind === null) expect(outcome.leftBehind).toBeNull();
  else expect(outcome.leftBehind).toMatch(leftBehind);
  await expect.poll(() => connections).toBe(visits);
});

test("no file but the one of the proof is removed, whatever a child says", async () => {
  const { prove } = checker();
  expect(await prove("wants another file removed")).toMatchObject({ leftBehind: "/www/index.php" });
  expect(connections).toBe(1);
});

test("a proof that cannot reach the server says how its login failed", async () => {
  const refusing = { connect: () => Promise.reject(new Error("ECONNREFUSED")) };
  expect(await checker(refusing).prove("logs in")).toEqual({
    ...{ result: "login-failed", folder: null, version: null, leftBehind: null },
    login: { result: "unreachable", ...nothing },
  });
  const blocked = { resolve: async () => [{ address: "10.0.0.1" }] };
  expect((await checker(blocked).prove("logs in")).login.result).toBe("blocked");
});

test("where the first address does not answer the next one is taken", async () => {
  const tried: string[] = [];
  const made = createChecker({ allow: [], ports: [], address: null }, testLog().log, {
    limits,
    resolve: async () => ["2606:4700::1", "8.8.8.8", "1.1.1.1"].map((address) => ({ address })),
    connect: async (address) => {
      tried.push(address);
      throw new Error("closed");
    },
  });
  expect((await made.logIn(targetOf())).result).toBe("unreachable");
  expect(tried).toEqual(["8.8.8.8", "1.1.1.1", "2606:4700::1"]);
});

test("two checks run at once; others wait for their turn, and are refused as busy when it does not come", async () => {
  const { logIn } = checker({ limits: { ...limits, turnMs: 700, wholeMs: 4_000 } });
  await logIn("logs in");
  connections = 0;
  const all = Array.from({ length: 5 }, () => logIn("waits"));
  const ended = Promise.allSettled(all);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(connections).toBe(2);
  const [first, second, ...others] = await ended;
  for (const one of [first, second]) expect(one).toMatchObject({ status: "fulfilled", value: { result: "timeout" } });
  for (const one of others) {
    const reason = one.status === "rejected" ? one.reason : null;
    expect(reason).toBeInstanceOf(AppError);
    expect((reason as AppError).refusal.code).toBe("server.busy");
  }
  expect(connections).toBe(2);
  // The slots are free again.
  const again = await Promise.all([logIn("logs in"), logIn("logs in")]);
  expect(again.map(({ result }) => result)).toEqual(["ready", "ready"]);
});

test.runIf(process.platform === "linux")(
  "of a hundred checks at once each is answered or refused, and no process or folder of theirs is left",
  async () => {
    const { logIn } = checker({ limits: { ...limits, turnMs: 100 } });
    const folder = mkdtempSync(join(tmpdir(), "deskbell-test-"));
    vi.stubEnv("TMPDIR", folder);
    const ended = await Promise.allSettled(Array.from({ length: 100 }, () => logIn("logs in")));
    vi.unstubAllEnvs();
    expect(ended.filter(({ status }) => status === "fulfilled").length).toBeGreaterThanOrEqual(2);
    expect(readdirSync(folder)).toEqual([]);
    rmdirSync(folder);
    expect(childrenOf(process.pid).filter((line) => line.includes("checker-cage/actor.ts"))).toEqual([]);
  },
);

/** Command lines of this process' children. */
function childrenOf(pid: number): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const isOurs = new RegExp(`^PPid:\\s+${pid}$`, "m").test(readFileSync(`/proc/${name}/status`, "utf8"));
        return isOurs ? [readFileSync(`/proc/${name}/cmdline`, "utf8")] : [];
      } catch {
        return [];
      }
    });
}
