import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { connect as connectSocket } from "node:net";
import { expect, test } from "vitest";
import { usualLimits } from "../../../server/credentials/checker/limits.ts";
import type { Resolve } from "../../../server/credentials/checker/resolve.ts";
import { createChecker } from "../../../server/credentials/checker/start.ts";
import { parseRange } from "../../../server/credentials/checker/vet.ts";
import type { LoginOutcome } from "../../../shared/credentials.ts";
import { runs } from "../../support/runs.ts";
import { ownLiterals, startGuard } from "./checker-cage/guard.ts";
import { script } from "./checker-cage/launch.ts";
import { proofOf, targetOf, testLog } from "./checker-cage/target.ts";

/** Names of a name server that means harm. */
const names: Record<string, string[]> = {
  "loopback.evil.example": ["127.0.0.1"],
  "loopback6.evil.example": ["::1"],
  "mapped.evil.example": ["::ffff:127.0.0.1"],
  "mapped-hex.evil.example": ["::ffff:7f00:1"],
  "compatible.evil.example": ["::127.0.0.1"],
  "translated.evil.example": ["::ffff:0:127.0.0.1"],
  "nat64.evil.example": ["64:ff9b::7f00:1"],
  "6to4.evil.example": ["2002:7f00:1::1"],
  "teredo.evil.example": ["2001:0:7f00:1::80ff:fffe"],
  "any.evil.example": ["0.0.0.0"],
  "any6.evil.example": ["::"],
  "mixed.evil.example": ["8.8.8.8", "127.0.0.1"],
  "mixed-first.evil.example": ["127.0.0.1", "8.8.8.8"],
  "mixed6.evil.example": ["8.8.8.8", "::1"],
  "mixed-private.evil.example": ["8.8.8.8", "10.0.0.1", "1.1.1.1"],
  "metadata.evil.example": ["169.254.169.254"],
  "zone.evil.example": ["fe80::1%lo"],
  "odd.evil.example": ["127.1"],
  "empty.evil.example": [],
};

/** Each leads to this machine, by some reader's rules, or is no host at all. */
const spellings = [
  ...[
    "localhost",
    "LOCALHOST",
    "LocalHost",
    "localhost.",
    "ｌｏｃａｌｈｏｓｔ",
    "ⓛocalhost",
    "local\u00adhost",
    "localhost.localdomain",
  ],
  ...["127.0.0.1", "127.0.0.1.", "127.1", "127.1.", "127.0.1", "127.000.000.001", "127.0.0.2", "127.255.255.254"],
  ...["0", "0.0.0.0", "00.00.00.00", "0x0", "0x0.0x0", "0.0", "0.0.0.0."],
  ...["0x7f.1", "0x7f.0.0.1", "0x7f.0x0.0x0.0x1", "0X7F.1", "0x7f000001", "0X7F000001", "0x7f.0x000001", "0x07f.1"],
  ...["0177.1", "0177.0.0.1", "0177.0.0.01", "00177.1", "017700000001", "0177.0x0.0.1"],
  ...["2130706433", "2130706434", "02130706433", "4294967296", "6425673729"],
  ...[
    "①②⑦.⓪.⓪.①",
    "１２７.０.０.１",
    "127。0。0。1",
    "127．0．0．1",
    "127｡0｡0｡1",
    "%31%32%37.0.0.1",
    "127%2e0%2e0%2e1",
  ],
  ...[
    "[::1]",
    "::1",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "[::0.0.0.1]",
    "[0::1]",
  ],
  ...[
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::FFFF:7F00:0001]",
    "[0:0:0:0:0:ffff:7f00:1]",
    "[::127.0.0.1]",
    "[::7f00:1]",
  ],
  ...[
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1%25lo]",
    "[::1%lo]",
  ],
  ...[
    "localhost\0.shop.example",
    "localhost\r\n",
    " localhost",
    "localhost ",
    "localhost#.shop.example",
    "localhost?shop.example",
  ],
  ...[
    "shop.example@localhost",
    "user:pass@127.0.0.1",
    "127.0.0.1:21",
    "//127.0.0.1",
    "ftp://127.0.0.1",
    "localhost/",
    "localhost\\",
  ],
  ...["[::1", "::1]", "[[::1]]", "[127.0.0.1]", "127.0.0.1%00", "1.2.3.4.5", ""],
  ...Object.keys(names),
];

const resolve: Resolve = async (host) => {
  const found = names[host];
  return found ? found.map((address) => ({ address })) : lookup(host, { all: true });
};

const quick = { ...usualLimits, turnMs: 600_000, reachMs: 1_500 };

function checkerAt(port: number, allow: string[] = []) {
  const allowed = allow.map((text) => parseRange(text)!);
  const world = { resolve, limits: quick, entry: script("actor") };
  return createChecker({ allow: allowed, ports: [port], address: null }, testLog().log, world);
}

test("at least eighty spellings of this machine and all its addresses are refused, and nobody is connected to", async () => {
  const guard = await startGuard();
  const hosts = [...spellings, ...ownLiterals(), ...ownLiterals().map((address) => `[${address}]`)];
  expect(new Set(hosts).size).toBeGreaterThanOrEqual(80);
  const checker = checkerAt(guard.port);
  const results = await Promise.all(
    hosts.map(async (host) => [host, (await checker.logIn(targetOf({ host, port: guard.port }))).result] as const),
  );
  expect(results.filter(([, result]) => result !== "blocked" && result !== "unreachable")).toEqual([]);
  expect(results.filter(([, result]) => result === "blocked").length).toBeGreaterThanOrEqual(60);
  expect(guard.visits()).toBe(0);
  // The guard sees every one of these addresses; were one of them let through, it would have been counted.
  for (const host of ["127.0.0.1", "::1", ...ownLiterals().filter((address) => !address.startsWith("fe80"))]) {
    await once(connectSocket(guard.port, host), "connect");
  }
  await expect.poll(() => guard.visits()).toBeGreaterThanOrEqual(2);
});

test("where the operator allows loopback the same spellings are let through", async () => {
  const guard = await startGuard();
  const checker = checkerAt(guard.port, ["127.0.0.0/8", "::1"]);
  const hosts = ["127.1", "0x7f.1", "2130706433", "[::1]", "localhost", "loopback.evil.example"];
  const outcomes = await Promise.all(hosts.map((host) => checker.logIn(targetOf({ host, port: guard.port }))));
  expect(outcomes.map(({ result }) => result)).toEqual(hosts.map(() => "ready"));
  expect(guard.visits()).toBe(hosts.length);
});

test.each([20, 23, 25, 80, 443, 3306, 8420])("port %d is not a file server's, whatever the host", async (port) => {
  let lookups = 0;
  const checker = createChecker({ allow: [], ports: [], address: null }, testLog().log, {
    resolve: async () => {
      lookups += 1;
      return [{ address: "8.8.8.8" }];
    },
    connect: () => Promise.reject(new Error("a connection was tried")),
  });
  expect((await checker.logIn(targetOf({ port }))).result).toBe("blocked");
  expect(lookups).toBe(0);
});

test("a name that answers otherwise the second time is asked once a check, and leads nowhere, in 1,000 races", async () => {
  const guard = await startGuard();
  const asked = new Map<string, number>();
  const connected: string[] = [];
  const checker = createChecker({ allow: [], ports: [guard.port], address: null }, testLog().log, {
    limits: { ...quick, reachMs: 2_000 },
    resolve: async (host) => {
      const times = (asked.get(host) ?? 0) + 1;
      asked.set(host, times);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
      return [{ address: times === 1 ? "8.8.8.8" : "127.0.0.1" }];
    },
    connect: async (address, port) => {
      connected.push(`${address} ${port}`);
      throw new Error("closed");
    },
  });
  const races = Array.from({ length: 1_000 }, (_, at) =>
    targetOf({ host: `race-${at}.evil.example`, port: guard.port }),
  );
  const results = new Set((await Promise.all(races.map((race) => checker.logIn(race)))).map(({ result }) => result));
  expect([...results]).toEqual(["unreachable"]);
  expect(asked.size).toBe(1_000);
  expect([...asked.values()].every((times) => times === 1)).toBe(true);
  expect(new Set(connected)).toEqual(new Set([`8.8.8.8 ${guard.port}`]));
  expect(connected).toHaveLength(1_000);
  expect(guard.visits()).toBe(0);
}, 60_000);

test("a proof asks for file server and store once each, and takes up data and store at the addresses of that answer", async () => {
  const answers: Record<string, string[]> = { "ftp.shop.example": ["8.8.8.8"], "shop.example": ["1.1.1.1"] };
  const asked: string[] = [];
  const connected: string[] = [];
  const guard = await startGuard();
  const checker = createChecker({ allow: [], ports: [], address: null }, testLog().log, {
    limits: quick,
    entry: script("actor"),
    resolve: async (host) => {
      asked.push(host);
      return (answers[host] ?? []).splice(0).map((address) => ({ address }));
    },
    connect: async (address, port) => {
      connected.push(`${address} ${port}`);
      const socket = connectSocket({ port: guard.port, host: "127.0.0.1", allowHalfOpen: true });
      await once(socket, "connect");
      return socket;
    },
  });
  await checker.proveWriting(proofOf({ user: "opens everything" }));
  expect(asked.toSorted()).toEqual(["ftp.shop.example", "shop.example"]);
  expect(connected).toEqual(["8.8.8.8 21", "8.8.8.8 40000", "1.1.1.1 443"]);
});

test("closed, filtered, refused and unknown hosts are told alike, and at the same time", async () => {
  const reachMs = 400;
  const refusing = async () => Promise.reject(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }));
  const filtering = (_: string, __: number, ms: number) =>
    new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error("timeout")), ms));
  const known: Resolve = async () => [{ address: "8.8.8.8" }];
  const worlds = [
    { resolve: known, connect: refusing },
    { resolve: known, connect: filtering },
    { resolve: async () => [], connect: refusing },
    { resolve: () => Promise.reject(new Error("ENOTFOUND")), connect: refusing },
    { resolve: () => new Promise<never>(() => {}), connect: refusing },
  ];
  const outcomes: LoginOutcome[] = [];
  const times: number[] = [];
  for (let at = 0; at < runs(5, 1); at += 1) {
    for (const world of worlds) {
      const limits = { ...usualLimits, reachMs, lookupMs: 300, connectMs: 350 };
      const checker = createChecker({ allow: [], ports: [], address: null }, testLog().log, { ...world, limits });
      // What is done once for all checks is done.
      await checker.logIn(targetOf({ port: 80 }));
      const startedAt = performance.now();
      outcomes.push(await checker.logIn(targetOf()));
      times.push(performance.now() - startedAt);
    }
  }
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
  expect(outcomes[0]).toEqual({ result: "unreachable", tls: null, certificate: null, hostKey: null });
  expect(Math.min(...times)).toBeGreaterThanOrEqual(reachMs - 2);
  expect(Math.max(...times)).toBeLessThan(reachMs + 500);
});
