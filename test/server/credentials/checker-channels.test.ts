import { once } from "node:events";
import { type AddressInfo, connect as connectSocket, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { serveChannels } from "../../../server/credentials/checker/broker.ts";
import { mostDataChannels, mostStoreChannels } from "../../../server/credentials/checker/channels.ts";
import { usualLimits } from "../../../server/credentials/checker/limits.ts";
import { createChecker, type World } from "../../../server/credentials/checker/start.ts";
import { parseRange } from "../../../server/credentials/checker/vet.ts";
import type { ProofOutcome } from "../../../shared/credentials.ts";
import { startGuard } from "./checker-cage/guard.ts";
import { inCage, script } from "./checker-cage/launch.ts";
import { proofOf, targetOf, testLog } from "./checker-cage/target.ts";

/** A file server that does what the test says, and what it heard. */
async function startHost(
  meet: (socket: Socket) => void,
): Promise<{ port: number; heard: () => number; ended: () => boolean }> {
  let heard = 0;
  let hasEnded = false;
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      hasEnded = true;
    });
    socket.on("data", (chunk) => {
      heard += chunk.length;
    });
    meet(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, heard: () => heard, ended: () => hasEnded };
}

const limits = { ...usualLimits, wholeMs: 10_000 };

function checkerAt(port: number, changed: Partial<World> = {}) {
  const { log, lines } = testLog();
  const settings = { allow: [parseRange("127.0.0.0/8")!], ports: [port], address: null };
  return { checker: createChecker(settings, log, { entry: script("actor"), limits, ...changed }), lines };
}

const here = { host: "127.0.0.1" };

test("bytes pass between child and server in both directions", async () => {
  const { port, heard } = await startHost((socket) => socket.write("220 ready\r\n"));
  const { checker } = checkerAt(port);
  const outcome = await checker.logIn(targetOf({ ...here, port, user: "says what it heard" }));
  expect(outcome.tls).toBe("220 ready");
  await expect.poll(heard).toBe("hello from the child\n".length);
});

test("a server that speaks and ends is heard to its end", async () => {
  const { port } = await startHost((socket) => socket.end("x".repeat(50_000)));
  const { checker } = checkerAt(port);
  expect((await checker.logIn(targetOf({ ...here, port, user: "counts what it hears" }))).tls).toBe("50000");
});

test("a child that has said all it has to say still hears the answer", async () => {
  const { port } = await startHost((socket) => {
    socket.on("end", () => setTimeout(() => socket.end("221 Goodbye\r\n"), 50));
  });
  const { checker } = checkerAt(port);
  expect((await checker.logIn(targetOf({ ...here, port, user: "ends and listens" }))).tls).toBe("13");
});

test("a banner without end is cut off at 64 KiB, and what the server writes is not kept for it", async () => {
  let written = 0;
  const { port, ended } = await startHost((socket) => {
    const flood = () => {
      while (!socket.destroyed && socket.write(Buffer.alloc(16_384, 120))) written += 16_384;
    };
    socket.on("drain", flood);
    flood();
  });
  const { checker } = checkerAt(port);
  const { tls } = await checker.logIn(targetOf({ ...here, port, user: "counts what it hears" }));
  expect(Number(tls)).toBeLessThanOrEqual(65_536);
  await expect.poll(ended).toBe(true);
  expect(written).toBeLessThan(20_000_000);
});

test("a child that sends without end is cut off at 64 KiB", async () => {
  const { port, heard } = await startHost(() => {});
  const { checker } = checkerAt(port);
  await checker.logIn(targetOf({ ...here, port, user: "sends without end" }));
  expect(heard()).toBeLessThanOrEqual(65_536);
  expect(heard()).toBeGreaterThan(0);
});

test("a login has one connection, once: no second one, no data, no store, and no port of its choice", async () => {
  const { port } = await startHost(() => {});
  const connected: string[] = [];
  const { checker } = checkerAt(port, {
    connect: async (address, to) => {
      connected.push(`${address} ${to}`);
      const socket = connectSocket({ host: address, port: to, allowHalfOpen: true });
      await once(socket, "connect");
      return socket;
    },
  });
  const { hostKey } = await checker.logIn(targetOf({ ...here, port, user: "opens what a login has not" }));
  const refused = "CHANNEL_REFUSED";
  expect(hostKey?.type).toBe(`granted ${refused} ${refused} ${refused} ${refused}`.slice(0, 60));
  expect(connected).toEqual([`127.0.0.1 ${port}`]);
});

/** A proof whose connections all lead to one guard, and what they were for. */
async function proveAt(user: string, changes: Parameters<typeof proofOf>[0] = {}) {
  const guard = await startGuard();
  const connected: string[] = [];
  const { log } = testLog();
  const checker = createChecker({ allow: [], ports: [], address: null }, log, {
    entry: script("actor"),
    limits,
    resolve: async (host) => [{ address: host === "shop.example" ? "1.1.1.1" : "8.8.8.8" }],
    connect: async (address, port) => {
      connected.push(`${address} ${port}`);
      const socket = connectSocket({ host: "127.0.0.1", port: guard.port, allowHalfOpen: true });
      await once(socket, "connect");
      return socket;
    },
  });
  const outcome = await checker.proveWriting(proofOf({ user, ...changes }));
  return { outcome, connected, told: toldBy(outcome) };
}

const toldBy = ({ folder }: ProofOutcome): unknown => (folder?.startsWith("/") ? null : JSON.parse(folder ?? "null"));

test("data goes to the same address alone, at ports from 1024 on where no other service is known to be", async () => {
  const { told, connected } = await proveAt("opens data at odd ports");
  expect(told).toEqual(["granted", ...Array(11).fill("CHANNEL_REFUSED")]);
  expect(connected).toEqual(["8.8.8.8 21", "8.8.8.8 40000"]);
});

test("data and store are connected to so many times, and no more", async () => {
  const { told, connected } = await proveAt("opens too much");
  const data = `${"1".repeat(mostDataChannels)}${"0".repeat(20 - mostDataChannels)}`;
  const store = `${"1".repeat(mostStoreChannels)}${"0".repeat(5 - mostStoreChannels)}`;
  expect(told).toBe(`${data}${store}0`);
  expect(connected).toHaveLength(1 + mostDataChannels + mostStoreChannels);
});

test("a proof has the file server's connection once, too", async () => {
  const { told, connected } = await proveAt("opens the control twice");
  expect(told).toEqual(["granted", "CHANNEL_REFUSED", "CHANNEL_REFUSED"]);
  expect(connected).toEqual(["8.8.8.8 21"]);
});

test("SFTP has no data connections", async () => {
  const { told, connected } = await proveAt("opens data at odd ports", { protocol: "sftp", port: 22 });
  expect(told).toEqual(Array(12).fill("CHANNEL_REFUSED"));
  expect(connected).toEqual(["8.8.8.8 22"]);
});

test.each(["http://169.254.169.254", "http://127.0.0.1", "http://shop.example:22", "ftp://shop.example", "nonsense"])(
  "a store at %s is not connected to",
  async (storeOrigin) => {
    const guard = await startGuard();
    const connected: string[] = [];
    const checker = createChecker({ allow: [], ports: [], address: null }, testLog().log, {
      entry: script("actor"),
      limits,
      resolve: async (host) => [{ address: /^[\d.]+$/.test(host) ? host : "8.8.8.8" }],
      connect: async (address, port) => {
        connected.push(`${address} ${port}`);
        const socket = connectSocket({ host: "127.0.0.1", port: guard.port, allowHalfOpen: true });
        await once(socket, "connect");
        return socket;
      },
    });
    await checker.proveWriting(proofOf({ user: "opens everything", storeOrigin }));
    expect(connected).toEqual(["8.8.8.8 21", "8.8.8.8 40000"]);
  },
);

test("a file is announced once, and the path announced first is the one that counts", async () => {
  expect((await proveAt("announces twice")).told).toBe("CHANNEL_REFUSED");
});

/** What a child that was taken over may write on its line of requests. */
const nonsense: [what: string, text: string][] = [
  ["no JSON", "control\n"],
  ["another host", '{"open":"data","port":40000,"host":"10.0.0.1"}\n'],
  ["another address in the place of a name", '{"open":"10.0.0.1","port":40000}\n'],
  ["a port that is text", '{"open":"data","port":"40000"}\n'],
  ["a list", "[]\n"],
  ["a path that is too long", `${JSON.stringify({ writes: "x".repeat(601) })}\n`],
  ["a line without end", "x".repeat(100_000)],
  ["requests without end", '{"open":"store"}\n'.repeat(200)],
];

test.each(nonsense)("a child that says %s is connected to nothing, and no longer listened to", async (_, text) => {
  const guard = await startGuard();
  const control = connectSocket(guard.port, "127.0.0.1");
  await once(control, "connect");
  guard.visits();
  const closed = Promise.withResolvers<void>();
  const { ended } = await inCage(
    "actor",
    { step: "log-in", user: "raw", text },
    {
      ms: 4_000,
      onStart: (line, pipes) => {
        line.on("close", () => closed.resolve());
        const connect = () => Promise.reject(new Error("a connection was tried"));
        serveChannels(line, pipes, {
          control,
          dataAddress: "8.8.8.8",
          store: null,
          mostBytes: 1e6,
          connect,
          connectMs: 100,
        });
      },
    },
  );
  await closed.promise;
  control.destroy();
  expect(ended).toMatchObject({ by: "death", code: 1 });
  expect(guard.visits()).toBe(0);
});
