import { once } from "node:events";
import { type AddressInfo, connect as connectSocket, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type Limits, usualLimits } from "../../../server/credentials/checker/limits.ts";
import { createChecker } from "../../../server/credentials/checker/start.ts";
import { parseRange } from "../../../server/credentials/checker/vet.ts";
import type { Protocol } from "../../../shared/credentials.ts";
import { runs } from "../../support/runs.ts";
import { startGuard } from "./checker-cage/guard.ts";
import { proofOf, targetOf, testLog } from "./checker-cage/target.ts";

/** Apart from the guards' addresses, and allowed by the operator of these tests. */
const evil = "127.0.0.5";

/** In full those who say nothing have the time that they have in earnest; the others need none of it. */
const silentMs = runs(15_000, 5_000);
const { wholeMs } = usualLimits;

interface Hostile {
  port: number;
  /** Lines that were heard, as text. */
  heard: string[];
  visits: () => number;
}

async function startHostile(meet: (socket: Socket, heard: string[]) => void): Promise<Hostile> {
  let visits = 0;
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    visits += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    meet(socket, heard);
  });
  server.listen(0, evil);
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, heard, visits: () => visits };
}

function checkerOf(ports: number[], limits: Partial<Limits> = {}) {
  const connected: string[] = [];
  const { log, lines } = testLog();
  const checker = createChecker({ allow: [parseRange(evil)!], ports, address: null }, log, {
    limits: { ...usualLimits, ...limits },
    resolve: async () => [{ address: evil }],
    connect: async (address, port, ms) => {
      connected.push(`${address} ${port}`);
      const socket = connectSocket({ host: address, port, allowHalfOpen: true });
      socket.on("error", () => {});
      await once(socket, "connect", { signal: AbortSignal.timeout(Math.ceil(ms)) });
      return socket;
    },
  });
  return { checker, connected, lines };
}

/** Writes for ever, as fast as it is taken. */
function flood(socket: Socket, text: string): void {
  const write = () => {
    while (!socket.destroyed && socket.write(text));
  };
  socket.on("drain", write);
  write();
}

/** Writes one byte after the other, for ever. */
function drip(socket: Socket, text: string): void {
  let at = 0;
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer);
    else socket.write(text[at++ % text.length] ?? "");
  }, 20);
}

type Case = [what: string, protocol: Protocol, ends: string[], meet: (socket: Socket) => void];

const silent: Case[] = [
  ["says nothing", "ftp", ["timeout"], () => {}],
  ["says nothing", "sftp", ["timeout"], () => {}],
  ["says nothing", "ftps-implicit", ["timeout"], () => {}],
  ["greets byte by byte", "ftp", ["timeout"], (socket) => drip(socket, "220-Welcome to this server\r\n")],
  ["greets byte by byte", "sftp", ["timeout"], (socket) => drip(socket, "Welcome to this server\r\n")],
];

const hostile: Case[] = [
  ["hangs up at once", "ftp", ["unreachable"], (socket) => socket.destroy()],
  ["hangs up at once", "sftp", ["unreachable"], (socket) => socket.destroy()],
  ["greets without end", "ftp", ["unreachable"], (socket) => flood(socket, "220-Welcome\r\n".repeat(1_000))],
  ["greets without end", "sftp", ["unreachable"], (socket) => flood(socket, "Welcome\r\n".repeat(1_000))],
  ["greets in one line without end", "ftps-explicit", ["unreachable"], (socket) => flood(socket, "2".repeat(16_384))],
  ["greets in one line without end", "sftp", ["unreachable"], (socket) => flood(socket, "S".repeat(16_384))],
  [
    "sends bytes of no meaning",
    "ftps-implicit",
    ["unreachable"],
    (socket) => flood(socket, "\0\xff\x16\x03\x01".repeat(3_000)),
  ],
  [
    "begins a key exchange of no meaning",
    "sftp",
    ["unreachable"],
    (socket) => {
      socket.write("SSH-2.0-evil\r\n");
      flood(socket, "\x00\x00\x01\x0c\x0a\x14".padEnd(272, "\xff"));
    },
  ],
  [
    "announces a packet of 4 GiB",
    "sftp",
    ["unreachable"],
    (socket) => socket.write("SSH-2.0-evil\r\n\xff\xff\xff\xff\x0a\x14"),
  ],
  [
    "refuses every word",
    "ftp",
    ["reachable", "wrong-login"],
    (socket) => {
      socket.write("220 hi\r\n");
      socket.on("data", () => socket.write("502 no\r\n"));
    },
  ],
  [
    "answers each word a thousand times",
    "ftp",
    ["unreachable", "timeout", "wrong-login"],
    (socket) => {
      socket.write("220 hi\r\n");
      socket.on("data", () => socket.write("331 more\r\n".repeat(1_000)));
    },
  ],
];

/** One visit, one connection, and an end in time. */
async function visitOne([what, protocol, ends, meet]: Case, limits: Partial<Limits>): Promise<void> {
  const { port, visits } = await startHostile(meet);
  const { checker, connected } = checkerOf([port], limits);
  const startedAt = performance.now();
  const { result } = await checker.logIn(targetOf({ host: "evil.example", port, protocol, sendsUnencrypted: true }));
  expect(ends, `${what}, ${protocol}`).toContain(result);
  expect(performance.now() - startedAt).toBeLessThan((limits.wholeMs ?? wholeMs) + 1_500);
  expect(visits()).toBe(1);
  expect(connected).toEqual([`${evil} ${port}`]);
}

test("servers that say nothing, or one byte after the other, are given up when the time is over", async () => {
  await Promise.all(silent.map((one) => visitOne(one, { wholeMs: silentMs })));
}, 60_000);

test.each(hostile)(
  "a server that %s (%s) is visited once, and left in time",
  // What is not reached is told no earlier.
  (...one) => visitOne(one, { reachMs: 1_000 }),
  30_000,
);

/** Speaks FTP well until it is asked where the data is. */
function serveUntilData(passive: string, extended: string): (socket: Socket, heard: string[]) => void {
  const answers: [word: string, answer: string][] = [
    ["USER", "331 password"],
    ["PASS", "230 in"],
    ["PWD", '257 "/"'],
    ["FEAT", "211-Features\r\n EPSV\r\n MLST type*;size*;\r\n SIZE\r\n211 End"],
    ["TYPE", "200 ok"],
    ["CWD", "250 ok"],
    ["OPTS", "200 ok"],
    ["PASV", passive],
    ["EPSV", extended],
    ["QUIT", "221 bye"],
  ];
  return (socket, heard) => {
    socket.write("220 hi\r\n");
    socket.on("data", (chunk) => {
      for (const line of String(chunk).split("\r\n").filter(Boolean)) {
        heard.push(line);
        const [, answer = "502 no"] = answers.find(([word]) => line.startsWith(word)) ?? [];
        socket.write(`${answer}\r\n`);
      }
    });
  };
}

const high = (port: number) => `${port >> 8},${port & 255}`;

const bounces: [what: string, passive: (guard: number) => string, extended: (guard: number) => string][] = [
  ["loopback by PASV", (guard) => `227 Entering (127,0,0,1,${high(guard)})`, () => "502 no"],
  ["any address by PASV", (guard) => `227 Entering (0,0,0,0,${high(guard)})`, () => "502 no"],
  ["a private network by PASV", (guard) => `227 Entering (10,0,0,1,${high(guard)})`, () => "502 no"],
  ["loopback by EPSV", () => "502 no", (guard) => `229 Entering (|1|127.0.0.1|${guard}|)`],
  ["a port alone by EPSV", () => "502 no", (guard) => `229 Entering (|||${guard}|)`],
  ["SSH's port by PASV", () => "227 Entering (127,0,0,1,0,22)", () => "502 no"],
  ["a database's port by EPSV", () => "502 no", () => "229 Entering (|||5432|)"],
];

test.each(bounces)(
  "a server that sends the data to %s sends nobody there, in login and proof",
  async (_, passive, extended) => {
    const guard = await startGuard("TCP alone", ["127.0.0.1", "::1"]);
    const { port, heard } = await startHostile(serveUntilData(passive(guard.port), extended(guard.port)));
    const { checker, connected } = checkerOf([port]);
    const target = { host: "evil.example", port, protocol: "ftp", sendsUnencrypted: true } as const;

    expect((await checker.logIn(targetOf(target))).result).toBe("ready");
    expect(heard.map((line) => line.split(" ")[0])).toEqual(["USER", "PASS", "PWD", "QUIT"]);

    const startedAt = performance.now();
    const { result } = await checker.proveWriting(proofOf({ ...target, folder: "/www", storeOrigin: "ftp://none" }));
    expect(result).not.toBe("proven");
    expect(performance.now() - startedAt).toBeLessThan(wholeMs + 1_500);
    expect(heard.some((line) => /^(PASV|EPSV)/.test(line))).toBe(true);
    expect(guard.visits()).toBe(0);
    for (const one of connected) expect([`${evil} ${port}`, `${evil} ${guard.port}`]).toContain(one);
  },
  40_000,
);
